public import Tables

extension Change {
  /// Makes rows of a table what they were in another state of the folder: rows that were not there go,
  /// others come back, and cells are what they were.
  ///
  /// Only rows that differ are touched. What is known of rows only now, as in a column that the table
  /// did not have, is emptied in them.
  /// - Parameters:
  ///   - past: The tables as they were.
  ///   - key: The cells of the primary key of the one row that is meant; `nil` for all.
  /// - Throws: `IncomparableFile` where records cannot be read; `RefusedChange` where the table has no
  ///   primary key.
  public mutating func restore(
    _ table: TableSchema, from past: Store, only key: [String]? = nil
  ) throws {
    guard !table.primaryKey.isEmpty else {
      throw RefusedChange(
        .primaryKey, table: table.name,
        "\(table.name) has no primary key, so that its rows cannot be told apart",
        hint: "'git restore --source=REV' takes its whole file from a commit.")
    }
    let (old, new) = (
      Set(past.files(of: table).map(\.path)), Set(store.files(of: table).map(\.path))
    )
    let files = try old.union(new).sorted().map { path in
      (
        old: old.contains(path) ? try past.comparedFile(path) : nil,
        new: new.contains(path) ? try store.comparedFile(path) : nil
      )
    }
    let difference = try TableDifference(of: table, files, store.options)
    if let file = difference.incomparable.first { throw file }
    for row in difference.rows where key.map({ $0 == row.key }) ?? true {
      let cells = row.cells.map { ($0.column, $0.old) }
      try putBack(
        row.key, in: table,
        row.kind == .added ? nil : Dictionary(cells, uniquingKeysWith: { first, _ in first }))
    }
  }
}
