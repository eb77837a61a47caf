internal import CSVText
internal import Wording

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
    if paths == nil { addFolder(store) }
    let library = try KeyLibrary(for: tables, in: store)
    for table in tables {
      var check = TableCheck(table, store, library)
      for file in store.files(of: table) { try check.read(file) }
      try check.finish()
      records += check.records
      for file in check.files where paths?.contains(file.file.path) ?? true {
        files += 1
        list.add(file.findings)
      }
    }
  }

  /// What is wrong with the folder itself: its declarations, files that no table reads.
  private mutating func addFolder(_ store: Store) {
    var findings = FileFindings()
    for finding in store.declarationFindings { findings.add(finding) }
    let tables = store.catalog.tables.map(\.name)
    for name in store.names where name.hasSuffix(".csv") && !name.hasPrefix(".") {
      let stem = String(name.dropLast(4))
      guard !tables.contains(stem) else { continue }
      let meant = nearest(to: stem, in: tables)
      findings.add(
        Finding(
          .strayFile, meant == nil ? .note : .warning, file: store.tree.title(of: name),
          "no table is called '\(visible(stem))'; the file is not read",
          hint: meant.map { "Did you mean \($0).csv?" }
            ?? "A table of your own is declared in datapackage.json."))
    }
    list.add(findings)
  }
}
