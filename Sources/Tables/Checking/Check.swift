/// Looks at every cell, key, reference and rule of a store's tables.
public struct Check: Sendable {
  /// Every fault, in the order of the files.
  public private(set) var list = FindingList()
  /// How many files and rows were looked at.
  public private(set) var files = 0
  public private(set) var records = 0

  /// Checks a store.
  ///
  /// Reads each file once, and the keys that others refer to once more. Memory is that of the keys.
  /// - Parameter paths: The files of the tree to tell about; `nil` for all. References are always
  ///   looked up in the whole store.
  /// - Throws: Only when a file cannot be read; faults in it are findings.
  public init(_ store: Store, only paths: Set<String>? = nil) throws {
    let tables = store.catalog.tables.filter { table in
      store.files(of: table).contains { paths?.contains($0.path) ?? true }
    }
    try addFolder(store, paths)
    let library = try KeyLibrary(for: tables, in: store)
    for table in tables {
      var check = TableCheck(table, store, library, told: paths)
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
