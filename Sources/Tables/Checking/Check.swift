/// Looks at every cell, key, reference and rule of a store's tables.
public struct Check: Sendable {
  /// Every fault, in the order of the files.
  public private(set) var list = FindingList()
  /// How many files and rows were looked at.
  public private(set) var files = 0
  public private(set) var records = 0
  /// How many errors were not told, where only one rule was tried.
  public private(set) var untold = 0

  /// Checks a store.
  ///
  /// Reads each file once, and the keys that others refer to once more. Memory is that of the keys.
  /// - Parameters:
  ///   - paths: The files of the tree to tell about; `nil` for all. References are always looked up in
  ///     the whole store.
  ///   - moment: The moment of checking, for the lab's own rules about what must not be old; now,
  ///     where it is `nil`.
  /// - Throws: Only when a file cannot be read; faults in it are findings.
  public init(
    _ store: Store, only paths: Set<String>? = nil, asOf moment: Instant? = nil
  ) throws {
    let tables = store.catalog.tables.filter { table in
      store.files(of: table).contains { paths?.contains($0.path) ?? true }
    }
    try addFolder(store, paths)
    let library = try KeyLibrary(for: tables, in: store)
    let rules = try QualityRules(in: store)
    let moment = moment ?? .now
    for table in store.catalog.tables {
      let own = rules.about(table)
      guard !store.files(of: table).isEmpty else {
        addWithoutFile(own, table, store, paths)
        continue
      }
      guard store.files(of: table).contains(where: { paths?.contains($0.path) ?? true }) else {
        continue
      }
      var check = TableCheck(table, store, library, told: paths, rules: own, at: moment)
      for file in store.files(of: table) { try check.read(file) }
      try check.finish()
      for file in check.files where paths?.contains(file.file.path) ?? true {
        files += 1
        records += file.records
        list.add(file.findings)
      }
    }
    var vanished = FileFindings()
    for row in try VanishedRow.all(in: store) where paths?.contains(row.path) ?? true {
      vanished.add(row.finding(in: store))
    }
    list.add(vanished)
  }

  /// What the lab's own rules say of a table that has no file, and so no rows.
  private mutating func addWithoutFile(
    _ rules: [QualityRule], _ table: TableSchema, _ store: Store, _ paths: Set<String>?
  ) {
    let path = table.name + ".csv"
    guard paths?.contains(path) ?? true else { return }
    var findings = FileFindings()
    for rule in rules {
      if let finding = rule.findingWithoutFile(store.tree.title(of: path)) { findings.add(finding) }
    }
    list.add(findings)
  }

  /// What is wrong with the folder itself: its declarations, files that no table reads.
  private mutating func addFolder(_ store: Store, _ paths: Set<String>?) throws {
    var declarations = FileFindings()
    if paths?.contains(Descriptor.fileName) ?? true {
      for finding in store.declarationFindings { declarations.add(finding) }
    }
    list.add(declarations)
    // A file that nothing declares may be declared where the descriptor cannot be read.
    let mayBeDeclared = store.declarationFindings.contains { $0.severity == .error }
    for name in store.names where paths?.contains(name) ?? true {
      guard let finding = try StrayFile.finding(name, in: store) else { continue }
      if mayBeDeclared, finding.severity == .note { continue }
      var stray = FileFindings()
      stray.add(finding)
      list.add(stray)
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
      addWithoutFile([rule], table, store, nil)
      return
    }
    let library = try KeyLibrary(for: [table], in: store)
    var check = TableCheck(
      table, store, library, told: nil, rules: [rule], at: moment ?? .now, tellsQualityOnly: true)
    for file in store.files(of: table) { try check.read(file) }
    try check.finish()
    for file in check.files {
      files += 1
      records += file.records
      list.add(file.findings)
    }
    untold = check.untold
  }
}
