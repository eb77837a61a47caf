/// The first record of a file: the names of its columns, as they stand there.
public struct Header: Sendable, Hashable {
  public let names: [String]
  /// Where each name stands; as many as `names`.
  public let places: [Place]
  /// The bytes of the file that the header takes, with its line end and without a byte order mark.
  public let bytes: Range<Int>

  public init(names: [String], places: [Place], bytes: Range<Int>) {
    self.names = names
    self.places = places
    self.bytes = bytes
  }
}

/// Reads the start of a file: the encoding, the byte order mark and the header.
struct HeaderScan {
  var header: Header?
  var faults: [DialectFault] = []
  var lineEnds = LineEnds()
  /// The marker of a conflict that the file begins with.
  var conflict: Place?
  /// Where the first record after the header begins: its byte of the buffer and its line.
  var next = 0
  var line = 1

  mutating func read(
    _ buffer: inout ReadBuffer, _ options: RecordReader.Options, _ ends: inout CellEnds
  ) throws {
    repeat { try buffer.refill(dropping: 0) } while !buffer.isEnd && buffer.filled < 4
    if let encoding = wideEncoding(of: unsafe Array(buffer.bytes.prefix(4))) {
      faults.append(DialectFault(.wideEncoding(encoding), at: .start))
      return
    }
    var start = 0
    if unsafe buffer.bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      faults.append(
        DialectFault(.byteOrderMark, at: Place(line: 1, column: 1, offset: 0, length: 3)))
      start = 3
    }
    if start == buffer.filled, buffer.isEnd { return }
    while true {
      var stray: Int?
      ends.count = 0
      let parser = unsafe PlainParser(
        bytes: buffer.bytes, isEnd: buffer.isEnd, cellLimit: options.cellLimit, width: nil)
      switch parser.record(at: start, origin: 0, into: &ends, stray: &stray) {
      case .record(let end):
        unsafe accept(start, end, buffer.bytes, ends, stray)
        return
      case .blank(let end):
        let place = Place(line: 1, column: 1, offset: start)
        header = Header(names: [""], places: [place], bytes: start..<end)
        unsafe noteLineEnd(start, end, buffer.bytes)
        (next, line) = (end, 2)
        return
      case .marker(let mark):
        let place = Place(line: 1, column: 1, offset: start, length: PlainParser.markerLength)
        if mark == PlainParser.openingMark {
          conflict = place
          next = start
        } else {
          faults.append(DialectFault(.conflictMarker(end: 1), at: place))
        }
        return
      case .fault(let kind, let at, let length, _):
        let place = unsafe Self.place(at, length, buffer.bytes)
        faults.append(DialectFault(kind, at: place))
        return
      case .incomplete:
        try buffer.refill(dropping: 0)
      }
    }
  }

  private mutating func accept(
    _ start: Int, _ end: Int, _ bytes: UnsafeRawBufferPointer, _ ends: borrowing CellEnds,
    _ stray: Int?
  ) {
    let base = unsafe bytes.baseAddress.map { unsafe $0 + start }
    guard let base = unsafe base?.assumingMemoryBound(to: UInt8.self) else { return }
    // The ends count from the buffer's start; a batch counts from its own.
    var own = CellEnds()
    own.reserve(ends.count)
    for i in 0..<ends.count { unsafe own.append(Int(ends.base[i]) - start) }
    let batch = unsafe RecordBatch(
      base: base, ends: own.base, count: 1, width: own.count, offset: start, firstLine: 1,
      mayHoldLineBreaks: true, byteCount: end - start)
    header = Header(
      names: (0..<batch.width).map { batch.text(0, $0) },
      places: unsafe Self.places(of: batch, base), bytes: start..<end)
    if let stray {
      let place = unsafe Self.place(stray, 1, bytes)
      faults.append(DialectFault(.quoteInPlainCell, at: place))
    }
    unsafe noteLineEnd(start, end, bytes)
    next = end
    line = unsafe 1 + lineFeeds(in: base, end - start)
  }

  /// The places of all names in one pass. Each on its own would be counted from the start, and a
  /// line of a million commas would cost the square of its length.
  private static func places(
    of batch: borrowing RecordBatch, _ base: UnsafePointer<UInt8>
  ) -> [Place] {
    var places: [Place] = []
    var (line, column, at) = (1, 1, 0)
    for name in 0..<batch.width {
      let (start, end) = batch.bounds(0, name)
      let moved = unsafe position(of: start - at, in: base + at, firstLine: line)
      column = moved.line == line ? column + moved.column - 1 : moved.column
      (line, at) = (moved.line, start)
      places.append(
        Place(line: line, column: column, offset: batch.offset + start, length: end - start))
    }
    return places
  }

  private mutating func noteLineEnd(_ start: Int, _ end: Int, _ bytes: UnsafeRawBufferPointer) {
    if lineEnds.note(unsafe LineEnds.kind(bytes, from: start, to: end)) {
      lineEnds.firstReturn = unsafe Self.place(end - 2, 1, bytes)
    }
  }

  /// A place in the header; a byte order mark takes no column.
  private static func place(_ at: Int, _ length: Int, _ bytes: UnsafeRawBufferPointer) -> Place {
    let skipped = unsafe bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let base = unsafe bytes.baseAddress.map({ unsafe $0 + skipped }) else { return .start }
    let (line, column) = unsafe position(
      of: at - skipped, in: base.assumingMemoryBound(to: UInt8.self), firstLine: 1)
    return Place(line: line, column: column, offset: at, length: length)
  }
}
