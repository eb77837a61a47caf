internal import Wording

extension Change {
  /// Makes a row what it was at another time: it may come back into any state, and what hangs on it is
  /// a reason to refuse.
  ///
  /// - Parameters:
  ///   - key: The cells of its primary key now.
  ///   - cells: Those to be put back, by the names of their columns; of a row that is not there all that
  ///     are not empty. `nil` takes the row out.
  /// - Throws: `RefusedChange` when several rows have the key.
  package mutating func putBack(
    _ key: [String], in table: TableSchema, _ cells: [String: String]?
  ) throws {
    try withDraft(of: table) { draft in
      let rows = try draft.rows(with: key, in: table.primaryKey)
      guard rows.count < 2 else {
        throw RefusedChange(
          .primaryKey, table: table.name, key: abbreviated(key.joined(separator: "/")),
          "several rows of \(table.name) have this key",
          hint: "'plainlab check' names their lines. Give each its own first.")
      }
      try draft.putBack(cells, inPlaceOf: rows.first)
    }
  }
}

extension TableDraft {
  /// Puts cells back into a row, or all of it where it is not there; or takes it out.
  mutating func putBack(_ cells: [String: String]?, inPlaceOf row: DraftRow?) throws {
    switch (row, cells) {
    case (let row?, let cells?):
      var new = row.cells
      for (i, column) in table.columns.enumerated() {
        if let cell = cells[column.name] { new[i] = cell }
      }
      try put(new, inPlaceOf: row, leeway: .takenBack)
    case (let row?, nil): try delete([row], cascade: false, leeway: .takenBack)
    case (nil, let cells?): insert(table.columns.map { cells[$0.name] ?? "" })
    case (nil, nil): break
    }
  }
}
