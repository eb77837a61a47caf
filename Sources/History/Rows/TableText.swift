internal import CSVText

/// A table's file in memory: its header and its records, each as it stands there.
///
/// For who looks at versions of a file row by row, and must not lose a byte of them.
public struct TableText: Sendable {
  public let bytes: [UInt8]
  /// The names of the columns, each once.
  public let names: [String]
  /// The places of the columns by their names.
  public let columns: [String: Int]
  /// The header's bytes, with its line end and without a byte order mark.
  let header: Range<Int>
  /// The bytes of each record, with its line end.
  let records: [Range<Int>]

  /// Reads a file.
  ///
  /// - Throws: `UnreadableText` where a record cannot be read, a column has no name of its own, or
  ///   there is no header.
  public init(_ bytes: [UInt8]) throws {
    var reader = try RecordReader(MemorySource(bytes))
    var records: [Range<Int>] = []
    reading: while true {
      switch try reader.next() {
      case .records:
        for record in 0..<reader.batch.count {
          let start = reader.batch.offset(of: record)
          records.append(start..<start + reader.batch.withRawRecord(record) { $0.count })
        }
      case .fault(let fault):
        switch fault.kind {
        case .byteOrderMark, .carriageReturnLineFeed, .blankLines(_, atEnd: true): continue
        case .conflictMarker:
          throw UnreadableText(line: fault.place.line, "holds the markers of a conflict")
        default: throw UnreadableText(line: fault.place.line, "cannot be read")
        }
      case .end: break reading
      }
    }
    guard let header = reader.header else { throw UnreadableText(line: 1, "has no header") }
    columns = Dictionary(
      header.names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    guard columns.count == header.names.count, columns[""] == nil else {
      throw UnreadableText(line: 1, "has columns without a name of their own")
    }
    self.bytes = bytes
    names = header.names
    self.header = header.bytes
    self.records = records
  }
}

/// Why a file cannot be looked at row by row.
public struct UnreadableText: Error, CustomStringConvertible {
  /// The physical line; `nil` where it is about the whole file.
  public let line: Int?
  public let reason: String

  init(line: Int? = nil, _ reason: String) {
    self.line = line
    self.reason = reason
  }

  public var description: String { line.map { "line \($0) \(reason)" } ?? "the file \(reason)" }
}

extension TableText {
  /// How many records there are.
  public var count: Int { records.count }

  /// A record's bytes without its line end.
  func body(_ record: Int) -> ArraySlice<UInt8> { Self.split(bytes[records[record]]).body }

  /// A record's line end; empty of a last record that has none.
  func lineEnd(_ record: Int) -> ArraySlice<UInt8> { Self.split(bytes[records[record]]).end }

  /// The header's bytes without its line end.
  var headerBody: ArraySlice<UInt8> { Self.split(bytes[header]).body }

  /// The line end that a new record gets: the header's, or LF where the header has none.
  var usualLineEnd: [UInt8] {
    let end = Self.split(bytes[header]).end
    return end.isEmpty ? [.lineFeed] : Array(end)
  }

  /// What stands before the header: a byte order mark, or nothing.
  var mark: ArraySlice<UInt8> { bytes[..<header.lowerBound] }

  /// The blank lines behind the last record.
  var rest: ArraySlice<UInt8> { bytes[(records.last ?? header).upperBound...] }

  private static func split(
    _ raw: ArraySlice<UInt8>
  ) -> (body: ArraySlice<UInt8>, end: ArraySlice<UInt8>) {
    guard raw.last == .lineFeed else { return (raw, raw[raw.endIndex...]) }
    let isWide = raw.dropLast().last == .carriageReturn
    return (raw.dropLast(isWide ? 2 : 1), raw.suffix(isWide ? 2 : 1))
  }
}

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let comma = UInt8(ascii: ",")
  static let quote = UInt8(ascii: "\"")
}
