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
    var bytes: [UInt8] = []
    for column in columns {
      if cells[column].isEmpty { return nil }
      bytes += cells[column].utf8
      // No cell holds a zero byte, so that two keys never join to what two others do.
      bytes.append(0)
    }
    let found = keys.insert(bytes.span)
    if found.isNew {
      lines.append(line)
      return nil
    }
    return lines[found.number]
  }
}
