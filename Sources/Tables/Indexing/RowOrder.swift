internal import CSVText

/// Whether the rows of a table can be found by halving its files: in each of them every record is one
/// line, nothing stands between the records, and the ids by which rows are counted ascend.
///
/// It is found out while the table is read from the first byte to the last.
struct RowOrder {
  /// Whether it is so as far as was read.
  private(set) var holds: Bool
  /// The highest id so far; 0 for none.
  private(set) var highestID = 0
  /// The byte at which the next record has to begin.
  private var next = 0
  private var last: Int?

  init(of table: TableSchema) { holds = table.numbersItsRows }

  mutating func begin(_ file: TableAtHand.File) {
    next = file.header.bytes.upperBound
    last = nil
  }

  /// - Parameter id: The place of the ids in a record; -1 for a file without.
  mutating func add(_ batch: borrowing RecordBatch, id: Int) {
    if batch.mayHoldLineBreaks || batch.offset != next { holds = false }
    next = batch.offset + batch.byteCount
    guard id >= 0 else {
      holds = false
      return
    }
    for record in 0..<batch.count {
      guard let value = batch.withCell(record, id, { Int(cell: $0) }) else {
        holds = false
        continue
      }
      if let last, value <= last { holds = false }
      last = value
      highestID = max(highestID, value)
    }
  }

  mutating func end(_ file: TableAtHand.File) {
    if next != file.source.size { holds = false }
  }
}
