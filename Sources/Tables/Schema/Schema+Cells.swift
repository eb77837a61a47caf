internal import CSVText

/// Rows as the texts of their cells, and back.
extension Schema {
  /// The cells of a row, in the order of the columns; empty where the value is `nil`.
  func cells(of row: Row) -> [String] {
    writers.map { write in
      var cell: [UInt8] = []
      write(row, &cell)
      return String(decoding: cell, as: UTF8.self)
    }
  }

  /// The rows that have these cells, in the order of the columns.
  /// - Parameter unreadable: Makes the error for a row, by its place, with a cell of another type.
  func values(
    of rows: [[String]], unreadable: (_ row: Int, _ column: Int) -> any Error
  ) throws -> [Row] {
    guard !rows.isEmpty else { return [] }
    var bytes = Array(table.headerLine.utf8)
    for cells in rows { bytes.appendRecord(cells) }
    var options = RecordReader.Options(cellLimit: 1 << 30)
    options.blockSize = min(bytes.count, options.blockSize)
    var reader = try RecordReader(MemorySource(bytes), options: options)
    let projection = Array(table.columns.indices)
    var values: [Row] = []
    while true {
      switch try reader.next() {
      case .end: return values
      case .fault: throw unreadable(values.count, 0)
      case .records:
        for record in 0..<reader.batch.count {
          do throws(CellError) {
            values.append(try decode(reader.batch, record, projection))
          } catch {
            throw unreadable(values.count, error.column)
          }
        }
      }
    }
  }

  /// The place of the column that holds a property.
  func column(of property: PartialKeyPath<Row>) -> Int {
    guard let column = ordinal(of: property) else {
      preconditionFailure("the property is no column of \(table.name)")
    }
    return column
  }
}

extension [UInt8] {
  /// Appends a record, with its line feed.
  mutating func appendRecord(_ cells: [String]) {
    for (i, cell) in cells.enumerated() {
      if i > 0 { append(UInt8(ascii: ",")) }
      appendCell(Array(cell.utf8), startsRecord: i == 0)
    }
    // A record of one empty cell is not a blank line.
    if cells == [""] { self += [UInt8(ascii: "\""), UInt8(ascii: "\"")] }
    append(UInt8(ascii: "\n"))
  }
}
