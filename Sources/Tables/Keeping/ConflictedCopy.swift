/// The names that programs give to the second version of a file that two machines changed:
/// `runs (conflicted copy).csv`, `runs-PC1.csv`, `runs.sync-conflict-20261120-083000-ABCDEFG.csv`.
enum ConflictedCopy {
  /// The table of which a file in the data folder looks like a copy.
  static func table(of name: String, in catalog: Catalog) -> String? {
    guard name.hasSuffix(".csv") else { return nil }
    let stem = name.dropLast(4)
    let table = catalog.names.filter { stem.hasPrefix($0) && stem != $0 }
      .max { $0.count < $1.count }
    if let table {
      let rest = stem.dropFirst(table.count)
      // OneDrive adds the machine's name, others say what it is; 'runs (1)' is from a browser.
      if rest.hasPrefix("-") || rest.hasPrefix(" (") || rest.hasPrefix(" - ") { return table }
    }
    let original = stem.prefix { $0 != "." && $0 != " " }
    return isMarked(name) && catalog[String(original)] != nil ? String(original) : nil
  }

  /// Whether a name says itself that it is a copy.
  static func isMarked(_ path: String) -> Bool {
    let name = path.lowercased()
    return [
      "conflicted copy", "case conflict", "sync-conflict", "(conflict", "_conflict-",
      " - copy.csv", "copy of ",
    ].contains { name.contains($0) }
  }
}
