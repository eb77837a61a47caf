internal import Wording

/// Files and folders that look like a table's and are read by none.
enum StrayFile {
  /// What spreadsheets save beside CSV, and what copies are called.
  private static let others = ["xlsx", "xls", "ods", "numbers", "tsv", "txt"]

  /// What to say of a name at the top of the folder, if anything.
  ///
  /// A name that is nearly a table's is an error where that table has no file: the table is empty
  /// then, and all that would be found in it is not.
  static func finding(_ name: String, in store: Store) throws -> Finding? {
    guard !name.hasPrefix(".") else { return nil }
    guard let point = name.lastIndex(of: ".") else { return try folder(name, in: store) }
    let stem = String(name[..<point])
    let ending = String(name[name.index(after: point)...])
    let isTable = store.catalog[stem] != nil
    if ending == "csv" {
      return isTable ? nil : notATable(stem, ".csv", "file", store.tree.title(of: name), in: store)
    }
    guard isTable, others.contains(ending.lowercased()) || ending.lowercased() == "csv" else {
      return nil
    }
    return Finding(
      .strayFile, severity(of: stem, in: store), file: store.tree.title(of: name),
      "the file is not read, as tables are CSV files",
      hint: ending.lowercased() == "csv"
        ? "Rename it to \(stem).csv." : "Save it as \(stem).csv, 'CSV UTF-8 (comma delimited)'.")
  }

  /// A folder of CSV files whose name is nearly a table's.
  private static func folder(_ name: String, in store: Store) throws -> Finding? {
    guard store.catalog[name] == nil, meant(by: name, in: store) != nil,
      try store.tree.names(in: name).contains(where: { $0.hasSuffix(".csv") })
    else { return nil }
    return notATable(name, "", "folder", store.tree.title(of: name), in: store)
  }

  private static func notATable(
    _ stem: String, _ ending: String, _ kind: String, _ title: String, in store: Store
  ) -> Finding {
    let meant = meant(by: stem, in: store)
    return Finding(
      .strayFile, meant.map { severity(of: $0, in: store) } ?? .note, file: title,
      "no table is called '\(abbreviated(stem))', so the \(kind) is not read",
      hint: meant.map { "Did you mean \($0)\(ending)?" }
        ?? "A table of your own is declared in datapackage.json.")
  }

  private static func meant(by name: String, in store: Store) -> String? {
    nearest(to: name, in: store.catalog.names)
  }

  private static func severity(of table: String, in store: Store) -> Severity {
    store.catalog[table].map { store.files(of: $0).isEmpty } ?? false ? .error : .warning
  }
}
