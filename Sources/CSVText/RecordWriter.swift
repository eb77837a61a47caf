/// Appends records to bytes, quoting a cell only where it must be.
///
/// What it writes, `RecordReader` reads back, provided that cells are UTF-8 without zero bytes.
public struct RecordWriter: Sendable {
  public private(set) var bytes: [UInt8] = []
  private var cellsInRecord = 0
  private var recordStart = 0

  public init() {}

  /// Adds a cell to the record, quoted if it holds a comma, a quote or a line break, or if it would
  /// be mistaken for a conflict marker or a byte order mark where it stands.
  public mutating func cell(_ content: some Collection<UInt8>) {
    if cellsInRecord > 0 { bytes.append(.comma) }
    bytes.appendCell(content, startsRecord: cellsInRecord == 0)
    cellsInRecord += 1
  }

  public mutating func cell(_ text: String) { cell(text.utf8) }

  /// Ends the record with LF. A record of one empty cell is written `""`, as an empty line is none.
  public mutating func endRecord() {
    if cellsInRecord <= 1, bytes.count == recordStart { bytes += [.quote, .quote] }
    bytes.append(.lineFeed)
    cellsInRecord = 0
    recordStart = bytes.count
  }

  /// Hands out what was written so far and forgets it. Memory is kept for what comes.
  public mutating func drain(_ body: ([UInt8]) throws -> Void) rethrows {
    try body(bytes)
    bytes.removeAll(keepingCapacity: true)
    recordStart = 0
  }
}

extension [UInt8] {
  /// Appends one cell, quoted and with doubled quotes if it holds a comma, a quote or a line break.
  ///
  /// Say `startsRecord` of a first cell: there some text means something else without its quotes.
  public mutating func appendCell(
    _ content: some Collection<UInt8>, startsRecord: Bool = false
  ) {
    appendAny(content, startsRecord)
  }

  /// The same for an array: other modules call it directly, and not through a witness a byte.
  public mutating func appendCell(_ content: [UInt8], startsRecord: Bool = false) {
    appendAny(content, startsRecord)
  }

  private mutating func appendAny(_ content: some Collection<UInt8>, _ startsRecord: Bool) {
    let needsQuotes = content.contains {
      $0 == .comma || $0 == .quote || $0 == .lineFeed || $0 == .carriageReturn
    }
    guard needsQuotes || startsRecord && misleads(content) else {
      append(contentsOf: content)
      return
    }
    append(.quote)
    for byte in content {
      if byte == .quote { append(.quote) }
      append(byte)
    }
    append(.quote)
  }
}

/// Whether a line that begins with this cell would be taken for a conflict marker, or a file that
/// does for one with a byte order mark.
private func misleads(_ content: some Collection<UInt8>) -> Bool {
  let start = Array(content.prefix(PlainParser.markerLength + 1))
  if start.starts(with: [0xEF, 0xBB, 0xBF]) { return true }
  return unsafe start.withUnsafeBytes { unsafe PlainParser.isMarker($0, at: 0) }
}
