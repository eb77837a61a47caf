/// Reads a CSV file record by record, in large blocks and constant memory.
///
///     var reader = try RecordReader(FileSource.open(path))
///     loop: while true {
///       switch try reader.next() {
///       case .records: for record in 0..<reader.batch.count { … }
///       case .fault(let fault): …
///       case .end: break loop
///       }
///     }
///
/// Strict: a record is read exactly, or left out and named in a fault. Nothing is repaired. Memory
/// is a few blocks, or the longest record. Time is linear in the file, however hostile it is.
public struct RecordReader: ~Copyable {
  public struct Options: Sendable {
    /// The longest cell that is read, in bytes. Up to a gigabyte or so.
    public var cellLimit: Int
    /// How much is read at a time. Small values only make sense in tests.
    public var blockSize: Int
    /// Whether the fast path may be taken. Without it every record is read the plain way.
    public var usesBulkIndex: Bool

    public init(cellLimit: Int = 16 << 20, blockSize: Int = 1 << 19, usesBulkIndex: Bool = true) {
      self.cellLimit = cellLimit
      self.blockSize = blockSize
      self.usesBulkIndex = usesBulkIndex
    }
  }

  public enum Event: Sendable {
    /// `batch` holds the next records.
    case records
    case fault(DialectFault)
    case end
  }

  /// The first record of the file; `nil` when the file is empty or its first record unreadable.
  public let header: Header?
  /// The records that `next()` found. Valid until the next call.
  public private(set) var batch: RecordBatch

  private let options: Options
  private var buffer: ReadBuffer
  private var ends = CellEnds()
  /// The byte of the buffer at which the next record begins, and its line in the file.
  private var position: Int
  private var line: Int
  private var pending: [DialectFault]
  private var isOver: Bool
  private var lineEnds: LineEnds
  private var blanks: (count: Int, place: Place)?
  private var conflict: Place?
  /// The file's byte before which the fast path is not tried again.
  private var plainUntil = 0
  /// How many bytes may be read a second time after an unclosed quote.
  private var rereads = 1 << 20

  /// Opens `source` and reads its header.
  public init(_ source: any ByteSource, options: Options = Options()) throws {
    self.options = options
    buffer = ReadBuffer(source, blockSize: options.blockSize)
    var start = HeaderScan()
    try start.read(&buffer, options, &ends)
    header = start.header
    position = start.next
    line = start.line
    pending = start.faults
    lineEnds = start.lineEnds
    isOver = start.header == nil
    batch = unsafe RecordBatch(
      base: UnsafePointer(buffer.base.assumingMemoryBound(to: UInt8.self)), ends: ends.base,
      count: 0, width: 0, offset: 0, firstLine: 1, mayHoldLineBreaks: false, byteCount: 0)
  }
}

extension RecordReader {
  /// Finds the next records or the next fault.
  ///
  /// Faults come at, or soon after, the records they stand beside; each has its place.
  public mutating func next() throws -> Event {
    while true {
      if !pending.isEmpty { return .fault(pending.removeFirst()) }
      if isOver { return .end }
      if position == buffer.filled, buffer.isEnd {
        finish()
        continue
      }
      let found = try readBulk() ?? readPlain()
      if found { return .records }
    }
  }

  private mutating func finish() {
    isOver = true
    flushBlanks(atEnd: true)
    if let conflict { pending.append(DialectFault(.conflictMarker(end: nil), at: conflict)) }
    if let first = lineEnds.firstReturn {
      let kind = DialectFault.Kind.carriageReturnLineFeed(isMixed: lineEnds.hasPlain)
      pending.append(DialectFault(kind, at: first))
    }
  }

  private mutating func flushBlanks(atEnd: Bool) {
    guard let (count, place) = blanks else { return }
    pending.append(DialectFault(.blankLines(count: count, atEnd: atEnd), at: place))
    blanks = nil
  }
}

// MARK: The fast path

extension RecordReader {
  /// Indexes the rest of the buffer at once. `nil` when the plain path must read it.
  private mutating func readBulk() throws -> Bool? {
    guard options.usesBulkIndex, conflict == nil, let width = header?.names.count,
      buffer.offset + position >= plainUntil
    else { return nil }
    let left = buffer.filled - position
    guard left <= options.cellLimit else { return nil }
    let outcome = unsafe BulkIndex.index(
      buffer.base + position, left, width: width, into: &ends)
    switch outcome {
    case .clean(let records, let end, let hasQuotes, let hasReturns):
      flushBlanks(atEnd: false)
      takeBatch(
        from: position, to: position + end, records: records, width: width,
        mayHoldLineBreaks: hasQuotes)
      if hasReturns { noteLineEnds() } else { lineEnds.hasPlain = true }
      return true
    case .odd:
      plainUntil = buffer.offset + buffer.filled
      return nil
    case .incomplete:
      if buffer.isEnd { return nil }
      try refill()
      return false
    }
  }

  private mutating func refill() throws {
    try buffer.refill(dropping: position)
    position = 0
  }

  /// Lends out what lies between two positions, and moves on behind it.
  private mutating func takeBatch(
    from start: Int, to end: Int, records: Int, width: Int, mayHoldLineBreaks: Bool
  ) {
    let base = unsafe UnsafePointer(
      (buffer.base + start).assumingMemoryBound(to: UInt8.self))
    batch = unsafe RecordBatch(
      base: base, ends: ends.base, count: records, width: width, offset: buffer.offset + start,
      firstLine: line, mayHoldLineBreaks: mayHoldLineBreaks, byteCount: end - start)
    line += unsafe mayHoldLineBreaks ? lineFeeds(in: base, end - start) : records
    position = end
  }

  /// Sees how the records of a batch with carriage returns end.
  private mutating func noteLineEnds() {
    for record in 0..<batch.count where lineEnds.needsMore {
      let endsInReturn = batch.withRawRecord(record) { raw in
        raw.count > 1 && raw[raw.count - 2] == .carriageReturn
      }
      if !endsInReturn {
        lineEnds.hasPlain = true
      } else if lineEnds.firstReturn == nil {
        lineEnds.firstReturn = batch.place(of: record, batch.width - 1)
      }
    }
  }
}

// MARK: The plain path

extension RecordReader {
  /// Reads records one by one until the buffer is used up or something must be told.
  private mutating func readPlain() throws -> Bool {
    guard let width = header?.names.count else { return false }
    let start = position
    let startLine = line
    var records = 0
    ends.count = 0
    var strays: [Int] = []
    reading: while position < buffer.filled, pending.isEmpty {
      let before = ends.count
      let at = position
      strays.removeAll()
      let parser = unsafe PlainParser(
        bytes: buffer.bytes, isEnd: buffer.isEnd, cellLimit: options.cellLimit, width: width)
      let outcome = parser.record(at: at, origin: start, into: &ends, strays: &strays)
      if case .record(let next) = outcome, conflict == nil {
        flushBlanks(atEnd: false)
        for stray in strays.prefix(1) { note(.quoteInPlainCell, at: stray, length: 1, from: at) }
        noteLineEnd(from: at, to: next)
        records += 1
        advance(to: next)
        continue
      }
      // Records of a batch stand side by side, so anything else ends the batch.
      ends.count = before
      if records > 0 { break reading }
      switch outcome {
      case .incomplete:
        try refill()
        return false
      default:
        pass(over: outcome, at: at)
        return false
      }
    }
    guard records > 0 else { return false }
    let end = position
    position = start
    line = startLine
    takeBatch(from: start, to: end, records: records, width: width, mayHoldLineBreaks: true)
    return true
  }

  /// Leaves out what is not a record, and notes why.
  private mutating func pass(over outcome: PlainParser.Outcome, at start: Int) {
    if let begun = conflict {
      skipConflict(outcome, begun, at: start)
      return
    }
    switch outcome {
    case .blank(let next):
      blanks = (blanks.map { $0.count + 1 } ?? 1, blanks?.place ?? place(of: start, 0, from: start))
      advance(to: next)
    case .marker(let mark, let next):
      flushBlanks(atEnd: false)
      let place = place(of: start, next - start, from: start)
      advance(to: next)
      if mark == UInt8(ascii: "<") {
        conflict = place
      } else {
        pending.append(DialectFault(.conflictMarker(end: place.line), at: place))
      }
    case .fault(let kind, let at, let length, let next):
      flushBlanks(atEnd: false)
      note(placed(kind), at: at, length: length, from: start)
      guard let next, mayReread(from: next, after: at, kind) else {
        isOver = true
        return
      }
      advance(to: next)
    case .record, .incomplete: break
    }
  }

  /// Inside a conflict only its end matters: its lines are skipped whatever they hold.
  private mutating func skipConflict(
    _ outcome: PlainParser.Outcome, _ begun: Place, at start: Int
  ) {
    if case .marker(UInt8(ascii: ">"), let next) = outcome {
      pending.append(DialectFault(.conflictMarker(end: line), at: begun))
      conflict = nil
      advance(to: next)
    } else {
      advance(to: endOfLine(from: start))
    }
  }

  /// The parser counts lines from the quote; a person wants the line of the file.
  private func placed(_ kind: DialectFault.Kind) -> DialectFault.Kind {
    guard case .unterminatedQuote(let lines?) = kind else { return kind }
    return .unterminatedQuote(probableEnd: lines + line)
  }

  /// Reading on behind an unclosed quote reads the same bytes again, which a hostile file could ask
  /// for without end; a budget that grows with the file keeps all of it linear.
  private mutating func mayReread(from next: Int, after at: Int, _ kind: DialectFault.Kind) -> Bool
  {
    guard case .unterminatedQuote = kind else { return true }
    rereads -= buffer.filled - next
    return rereads + buffer.offset + next > 0
  }

  private func endOfLine(from start: Int) -> Int {
    let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer.bytes[start...])
    return unsafe rest.firstIndex(of: .lineFeed).map { start + $0 + 1 } ?? buffer.filled
  }

  private mutating func advance(to next: Int) {
    let base = unsafe UnsafePointer(
      (buffer.base + position).assumingMemoryBound(to: UInt8.self))
    line += unsafe lineFeeds(in: base, next - position)
    position = next
  }

  private mutating func noteLineEnd(from start: Int, to end: Int) {
    guard lineEnds.needsMore else { return }
    let bytes = unsafe buffer.bytes
    guard unsafe bytes[end - 1] == .lineFeed else { return }
    if unsafe end - 2 >= start && bytes[end - 2] == .carriageReturn {
      if lineEnds.firstReturn == nil {
        lineEnds.firstReturn = place(of: end - 2, 0, from: start)
      }
    } else {
      lineEnds.hasPlain = true
    }
  }

  private mutating func note(_ kind: DialectFault.Kind, at: Int, length: Int, from start: Int) {
    pending.append(DialectFault(kind, at: place(of: at, length, from: start)))
  }

  /// The place of a byte in the record that begins at `start`, on the current line.
  private func place(of at: Int, _ length: Int, from start: Int) -> Place {
    let base = unsafe UnsafePointer((buffer.base + start).assumingMemoryBound(to: UInt8.self))
    let (line, column) = unsafe CSVText.position(of: at - start, in: base, firstLine: line)
    return Place(line: line, column: column, offset: buffer.offset + at, length: length)
  }
}

/// Which line ends a file was seen to have.
struct LineEnds {
  var firstReturn: Place?
  var hasPlain = false
  var needsMore: Bool { firstReturn == nil || !hasPlain }
}
