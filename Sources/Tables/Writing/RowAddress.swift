internal import CSVText

/// Where a row stands: which of its table's files, and which bytes of it.
struct RowAddress: Comparable {
  /// The file's place among those of the table.
  let file: Int
  /// The byte at which the record begins.
  let offset: Int
  /// How many bytes it takes, with its line end.
  let length: Int
  /// The physical line on which it begins; `nil` where nobody counted those before it.
  let line: Int?

  static func < (left: Self, right: Self) -> Bool {
    (left.file, left.offset) < (right.file, right.offset)
  }
}

extension RowAddress {
  init(_ batch: borrowing RecordBatch, _ record: Int, file: Int) {
    self.init(
      file: file, offset: batch.offset(of: record),
      length: batch.withRawRecord(record) { $0.count },
      line: batch.line(of: record))
  }

  /// What identifies it.
  struct Start: Hashable {
    let file: Int
    let offset: Int
  }

  var start: Start { Start(file: file, offset: offset) }
}

extension TableAtHand {
  /// Where a person is sent to look at a row. Where the lines before it were not counted, they are.
  func place(of address: RowAddress) throws -> Place {
    let line =
      try address.line ?? files[address.file].source.lineFeeds(in: 0..<address.offset) + 1
    return Place(line: line, column: 1, offset: address.offset)
  }
}

/// A row of a file as it stands there: its values, and the bytes that hold them.
struct StandingRow {
  let address: RowAddress
  /// The values by the table's columns; empty where the file does not have the column.
  let cells: [String]
  /// The bytes of the file that each cell takes, with its quotes; `nil` where the file does not have
  /// the column.
  let ranges: [Range<Int>?]
  /// The columns whose cell stands in quotes.
  let quoted: Set<Int>
}

/// A row that a change touches: as it was, and as it shall be.
struct EditedRow {
  let old: StandingRow
  /// `nil` when the row is deleted.
  var new: [String]?
  /// Whether deleting it takes the rows along that refer to it with the rule `cascade`.
  var cascades = true
  var leeway = StateLeeway.oneStep
}

/// Which states a changed row may come into.
enum StateLeeway {
  /// The one that it is in, and those to which that leads.
  case oneStep
  /// Any to which there is a way, as in another system the row went it.
  case anyWay
  /// Any, as it was there before: what was done is taken back. Nothing may hang on what is gone then.
  case takenBack
}

extension TableSchema {
  /// The row's primary key, as people read and write it: `12`, or `3/7` where it has several columns.
  func keyText(of cells: [String]) -> String {
    primaryKey.map { cells[$0] }.joined(separator: "/")
  }
}

extension [String] {
  /// Whether the cells are the same byte for byte. Two strings are equal in Swift also where they
  /// write a letter in different ways; two cells are not.
  func isSame(as other: [String]) -> Bool {
    count == other.count && zip(self, other).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
  }
}
