internal import CSVText

/// Looks at every cell, key, reference and rule of a store's tables.
public struct Check: Sendable {
  /// Every fault, in the order of the files.
  public private(set) var list = FindingList()
  /// How many files and rows were looked at.
  public private(set) var files = 0
  public private(set) var records = 0
  /// How many errors were not told, as they were not asked for.
  public private(set) var untold = 0

  /// Checks a store.
  ///
  /// Reads each file once, and the keys that others refer to once more; a large table whose keys do not
  /// ascend for each such key again, and once more in order where one came twice. Memory is that of the
  /// keys.
  /// - Parameters:
  ///   - paths: The files of the tree to tell about; `nil` for all. References are always looked up in
  ///     the whole store.
  ///   - scope: What is asked for; all that can be found, by default.
  ///   - moment: The moment of checking, for the lab's own rules about what must not be old; now,
  ///     where it is `nil`.
  /// - Throws: Only when a file cannot be read; faults in it are findings.
  public init(
    _ store: Store, only paths: Set<String>? = nil, scope: CheckScope = .all,
    asOf moment: Instant? = nil
  ) throws {
    let tables = store.catalog.tables.filter { table in
      store.files(of: table).contains { paths?.contains($0.path) ?? true }
    }
    try addFolder(store, paths, scope)
    let library = try KeyLibrary(for: tables, in: store)
    let rules = try QualityRules(in: store)
    let moment = moment ?? .now
    for table in store.catalog.tables {
      let own = rules.about(table)
      guard !store.files(of: table).isEmpty else {
        addWithoutFile(own, table, store, paths, scope)
        continue
      }
      guard store.files(of: table).contains(where: { paths?.contains($0.path) ?? true }) else {
        continue
      }
      try add(
        TableCheck(table, store, library, told: paths, rules: own, at: moment, scope: scope), paths)
    }
    guard scope.tells(.vanishedRow) else { return }
    var vanished = FileFindings()
    for row in try VanishedRow.all(in: store) where paths?.contains(row.path) ?? true {
      vanished.add(row.finding(in: store))
    }
    list.add(vanished)
  }

  /// Adds findings of one file that were asked for, and counts the others.
  private mutating func add(
    _ findings: [Finding], _ scope: CheckScope, areQuality: Bool = false
  ) {
    var asked = FileFindings()
    for finding in findings {
      if scope.tells(finding.code, isQuality: areQuality) {
        asked.add(finding)
      } else if finding.severity == .error {
        untold += 1
      }
    }
    list.add(asked)
  }

  /// What the lab's own rules say of a table that has no file, and so no rows.
  private mutating func addWithoutFile(
    _ rules: [QualityRule], _ table: TableSchema, _ store: Store, _ paths: Set<String>?,
    _ scope: CheckScope
  ) {
    let path = table.name + ".csv"
    guard paths?.contains(path) ?? true else { return }
    let title = store.tree.title(of: path)
    add(rules.compactMap { $0.findingWithoutFile(title) }, scope, areQuality: true)
  }

  /// What is wrong with the folder itself: its declarations, files that no table reads.
  private mutating func addFolder(
    _ store: Store, _ paths: Set<String>?, _ scope: CheckScope
  ) throws {
    if paths?.contains(Descriptor.fileName) ?? true { add(store.declarationFindings, scope) }
    // A file that nothing declares may be declared where the descriptor cannot be read.
    let mayBeDeclared = store.declarationFindings.contains { $0.severity == .error }
    for name in store.names where paths?.contains(name) ?? true {
      guard let finding = try StrayFile.finding(name, in: store) else { continue }
      if mayBeDeclared, finding.severity == .note { continue }
      add([finding], scope)
    }
  }
}

extension Instant {
  /// The moment on this computer's clock.
  fileprivate static var now: Instant { Instant(seconds: Int(SystemDisk().now() / 1_000_000_000)) }
}

// MARK: Trying a rule

extension Check {
  /// What a rule of data quality would find, whether it is kept or not, and nothing else.
  ///
  /// Cells with other faults are not asked, as when all is checked; `untold` counts those faults.
  public init(_ store: Store, trying rule: QualityRule, asOf moment: Instant? = nil) throws {
    guard let table = store.catalog[rule.table] else { return }
    guard !store.files(of: table).isEmpty else {
      addWithoutFile([rule], table, store, nil, .quality)
      return
    }
    let library = try KeyLibrary(for: [table], in: store)
    try add(
      TableCheck(
        table, store, library, told: nil, rules: [rule], at: moment ?? .now, scope: .quality), nil)
  }

  /// Checks a table: with several threads where it is large, and else, or where that cannot be,
  /// record after record.
  private mutating func add(_ empty: TableCheck, _ paths: Set<String>?) throws {
    let all = empty.store.files(of: empty.table)
    var check = empty
    let isLarge = try all.contains {
      try empty.store.tree.open($0.path).size > empty.store.options.blockSize
    }
    if try !isLarge || !check.readTogether(all) {
      check = empty
      for file in all { try check.read(file) }
    }
    try check.finish()
    for file in check.files where paths?.contains(file.file.path) ?? true {
      files += 1
      untold += file.untold
      records += file.records
      list.add(file.findings)
    }
  }
}
