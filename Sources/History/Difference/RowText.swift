public import CSVText
internal import Foundation

/// A record of a file as texts.
struct RowText: Sendable {
  /// The names of its file's columns.
  let columns: [String]
  let cells: [String]
  let file: String
  let line: Int

  /// The cell of a column; empty where the file does not have it.
  subscript(column: String) -> String {
    columns.firstIndex(of: column).map { cells[$0] } ?? ""
  }
}

/// Goes through the records of a file one by one.
struct RecordCursor: ~Copyable {
  private(set) var reader: RecordReader
  private let file: String
  private let title: String
  /// The record of the batch at hand.
  private var at = 0
  private let size: Int
  private(set) var isAtEnd = false

  /// Stands before the first record.
  ///
  /// - Parameter title: How a person is told of the file.
  init(_ source: any ByteSource, file: String, title: String, _ options: RecordReader.Options)
    throws
  {
    reader = try RecordReader(source, options: options)
    self.file = file
    self.title = title
    size = source.size
  }

  var columns: [String] { reader.header?.names ?? [] }

  /// How many bytes the file has from the record at hand on; 0 at its end.
  var rest: Int { isAtEnd ? 0 : size - reader.batch.offset(of: at) }

  var row: RowText {
    RowText(
      columns: columns, cells: (0..<reader.batch.width).map { reader.batch.text(at, $0) },
      file: file, line: reader.batch.line(of: at))
  }

  /// Goes to the next record, or the end.
  ///
  /// - Throws: `IncomparableFile` where a record cannot be read.
  mutating func advance() throws {
    at += 1
    if at >= reader.batch.count { try advanceBatch() }
  }

  /// Goes to the first record behind those of the batch at hand.
  mutating func advanceBatch() throws {
    at = 0
    while true {
      switch try reader.next() {
      case .records: return
      case .end:
        isAtEnd = true
        return
      case .fault(let fault):
        guard !fault.losesRecords else { throw IncomparableFile(title: title, place: fault.place) }
      }
    }
  }

  /// Whether the batches at hand of two files are the same bytes at the same place.
  func hasSameBatch(as other: borrowing RecordCursor) -> Bool {
    guard !isAtEnd, !other.isAtEnd, at == 0, other.at == 0,
      reader.batch.offset == other.reader.batch.offset,
      reader.batch.byteCount == other.reader.batch.byteCount
    else { return false }
    return reader.batch.withRawBytes { left in
      other.reader.batch.withRawBytes { right in left.isEqual(to: right) }
    }
  }

  /// Whether the records at hand of two files are the same bytes.
  func hasSameRecord(as other: borrowing RecordCursor) -> Bool {
    guard !isAtEnd, !other.isAtEnd else { return false }
    return reader.batch.withRawRecord(at) { left in
      other.reader.batch.withRawRecord(other.at) { right in left.isEqual(to: right) }
    }
  }
}

/// A file of which not all records can be read, so that nobody knows which rows changed.
public struct IncomparableFile: Error, Sendable, Equatable, CustomStringConvertible {
  public let title: String
  public let place: Place

  public var description: String {
    "\(title):\(place.line):\(place.column): a record here cannot be read, so rows cannot be compared. "
      + "'plainlab check' says what is wrong."
  }
}

extension Span<UInt8> {
  /// Compares bytes by the C library, which takes more than one at a time.
  func isEqual(to other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    return unsafe withUnsafeBytes { left in
      unsafe other.withUnsafeBytes { right in
        guard let a = left.baseAddress, let b = right.baseAddress else { return true }
        return unsafe memcmp(a, b, left.count) == 0
      }
    }
  }
}
