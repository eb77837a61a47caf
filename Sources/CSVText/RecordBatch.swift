#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Many records of one file, lent by a `RecordReader` until its next call.
///
/// All have the same number of cells and stand one after another in the file. Cells are bytes: no
/// `String` is made unless the caller makes one.
///
/// Sixty-four bytes behind the last record can be read: they are the next ones of the file, or spaces.
@safe public struct RecordBatch: ~Copyable {
  @usableFromInline let base: UnsafePointer<UInt8>
  /// Where each cell ends. In front of the first stands a number whose next one is 0, as in `CellEnds`.
  @usableFromInline let ends: UnsafePointer<UInt32>

  /// How many records.
  public let count: Int
  /// How many cells in each.
  public let width: Int
  /// The byte in the file at which the first begins.
  public let offset: Int
  /// The physical line on which the first begins.
  public let firstLine: Int
  /// The line asked for last, where a cell may hold a line break; `nil` where each record is a line.
  private let knownLine: KnownLine?
  /// How many bytes all of them cover, line ends included.
  public let byteCount: Int

  /// Whether a cell may hold a line break.
  public var mayHoldLineBreaks: Bool { knownLine != nil }

  init(
    base: UnsafePointer<UInt8>, ends: UnsafePointer<UInt32>, count: Int, width: Int, offset: Int,
    firstLine: Int, mayHoldLineBreaks: Bool, byteCount: Int
  ) {
    unsafe self.base = base
    unsafe self.ends = ends
    self.count = count
    self.width = width
    self.offset = offset
    self.firstLine = firstLine
    knownLine = mayHoldLineBreaks ? KnownLine(of: 0, firstLine) : nil
    self.byteCount = byteCount
  }
}

extension RecordBatch {
  /// The same place without records: what it would lend may be gone after the next read.
  func emptied() -> RecordBatch {
    unsafe RecordBatch(
      base: base, ends: ends, count: 0, width: width, offset: offset, firstLine: firstLine,
      mayHoldLineBreaks: false, byteCount: 0)
  }

  /// The same batch, where the line on which it begins was not known before.
  func beginning(onLine line: Int) -> RecordBatch {
    unsafe RecordBatch(
      base: base, ends: ends, count: count, width: width, offset: offset, firstLine: line,
      mayHoldLineBreaks: knownLine != nil, byteCount: byteCount)
  }

  /// Where the cell stands in the batch, with its quotes.
  @inlinable @inline(__always)
  func bounds(_ record: Int, _ column: Int) -> (start: Int, end: Int) {
    // As unsigned numbers, so that one comparison also refuses the negative.
    precondition(
      UInt(bitPattern: record) < UInt(bitPattern: count)
        && UInt(bitPattern: column) < UInt(bitPattern: width), "a cell of the batch")
    let cell = record &* width &+ column
    let start = unsafe Int(ends[cell &- 1] &+ 1)
    var end = unsafe Int(ends[cell])
    if column &+ 1 == width, end > start, unsafe base[end &- 1] == .carriageReturn { end &-= 1 }
    return (start, end)
  }

  /// Lends the content of a cell, without its quotes, to `body`.
  ///
  /// Costs nothing but for a quoted cell with doubled quotes, which is copied.
  @inlinable @inline(__always)
  public func withCell<R: ~Copyable, E: Error>(
    _ record: Int, _ column: Int, _ body: (Span<UInt8>) throws(E) -> R
  ) throws(E) -> R {
    let (start, end) = bounds(record, column)
    if start < end, unsafe base[start] == .quote {
      return try withQuotedCell(start &+ 1, end &- 1, body)
    }
    return try unsafe body(Span(_unsafeStart: base + start, count: end &- start))
  }

  @inlinable
  func withQuotedCell<R: ~Copyable, E: Error>(
    _ start: Int, _ end: Int, _ body: (Span<UInt8>) throws(E) -> R
  ) throws(E) -> R {
    let content = unsafe UnsafeBufferPointer(start: base + start, count: end - start)
    guard unsafe hasQuote(content) else { return try unsafe body(Span(_unsafeElements: content)) }
    let undoubled = unsafe undoubled(content)
    return try body(undoubled.span)
  }

  /// Whether the cell holds nothing; `""` holds nothing too.
  @inlinable @inline(__always)
  public func isEmpty(_ record: Int, _ column: Int) -> Bool {
    let (start, end) = bounds(record, column)
    if start == end { return true }
    return unsafe end &- start == 2 && base[start] == .quote
  }

  /// Whether all cells of a record hold nothing, as in the rows that a spreadsheet leaves at the end.
  public func isBlank(_ record: Int) -> Bool {
    for column in 0..<width where !isEmpty(record, column) { return false }
    return true
  }

  /// The content of a cell as a `String`. Makes one each time.
  public func text(_ record: Int, _ column: Int) -> String {
    withCell(record, column) { String(decoding: $0) }
  }

  /// Lends the record as it stands in the file: quotes, commas and line end.
  public func withRawRecord<R>(_ record: Int, _ body: (Span<UInt8>) throws -> R) rethrows -> R {
    precondition((0..<count).contains(record), "a record of the batch")
    let start = startOfRecord(record)
    let end = endOfRecord(record)
    return try unsafe body(Span(_unsafeStart: base + start, count: end - start))
  }

  /// Lends all records as they stand in the file.
  public func withRawBytes<R>(_ body: (Span<UInt8>) throws -> R) rethrows -> R {
    try unsafe body(Span(_unsafeStart: base, count: byteCount))
  }

  func startOfRecord(_ record: Int) -> Int {
    unsafe Int(ends[record * width - 1] &+ 1)
  }

  /// Behind the line end, if there is one.
  func endOfRecord(_ record: Int) -> Int {
    unsafe min(Int(ends[(record + 1) * width - 1]) + 1, byteCount)
  }
}

extension RecordBatch {
  /// The byte in the file at which a record begins.
  public func offset(of record: Int) -> Int {
    precondition((0..<count).contains(record), "a record of the batch")
    return offset + startOfRecord(record)
  }

  /// The physical line on which a record begins.
  ///
  /// Constant time where no cell of the batch holds a line break. Else the lines are counted from
  /// the record asked for last: asking in order, even for every record, reads the batch once.
  public func line(of record: Int) -> Int {
    precondition((0..<count).contains(record), "a record of the batch")
    guard let knownLine else { return firstLine + record }
    if record < knownLine.record { (knownLine.record, knownLine.line) = (0, firstLine) }
    let start = startOfRecord(knownLine.record)
    knownLine.line += unsafe lineFeeds(in: base + start, startOfRecord(record) - start)
    knownLine.record = record
    return knownLine.line
  }

  /// Where a cell stands in the file. The cost is that of `line(of:)`, and of the cells before it.
  public func place(of record: Int, _ column: Int) -> Place {
    let (start, end) = bounds(record, column)
    let recordStart = startOfRecord(record)
    let (line, column) = unsafe position(
      of: start - recordStart, in: base + recordStart, firstLine: line(of: record))
    return Place(line: line, column: column, offset: offset + start, length: end - start)
  }
}

/// A record of a batch and the line on which it begins.
private final class KnownLine {
  var record: Int
  var line: Int

  init(of record: Int, _ line: Int) {
    self.record = record
    self.line = line
  }
}

// MARK: Bytes

@usableFromInline
func hasQuote(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  guard let base = bytes.baseAddress else { return false }
  return unsafe memchr(base, CInt(UInt8.quote), bytes.count) != nil
}

@usableFromInline
func undoubled(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
  var content: [UInt8] = []
  content.reserveCapacity(bytes.count)
  var i = 0
  while i < bytes.count {
    let byte = unsafe bytes[i]
    content.append(byte)
    i += byte == .quote ? 2 : 1
  }
  return content
}

extension String {
  /// Text from the bytes of a cell; what is not UTF-8 becomes U+FFFD.
  @inlinable
  public init(decoding cell: Span<UInt8>) {
    self = unsafe cell.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
