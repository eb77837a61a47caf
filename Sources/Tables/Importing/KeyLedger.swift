internal import CSVText

/// The keys of the rows of one file so far, and the line that had each first.
struct KeyLedger {
  let columns: [Int]
  private var keys = ByteTable()
  private var lines: [Int] = []

  init(_ columns: [Int]) { self.columns = columns }

  /// Notes a row's key; the line of the row that had it first, if there was one.
  ///
  /// A key with an empty cell is none.
  mutating func insert(_ cells: [String], line: Int) -> Int? {
    if columns.contains(where: { cells[$0].isEmpty }) { return nil }
    let found = keys.insert(CellKey.joined(columns.map { cells[$0] }).span)
    if found.isNew {
      lines.append(line)
      return nil
    }
    return lines[found.number]
  }
}
