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
/// What is said about a file does not depend on the block size or on which path read it.
public struct RecordReader: ~Copyable {
  public struct Options: Sendable {
    /// The longest cell that is read, in bytes as they stand in the file, with its quotes. More
    /// than a gigabyte is a gigabyte.
    public var cellLimit: Int
    /// How much is read at a time. Small values only make sense in tests.
    public var blockSize: Int
    /// Whether the fast path may be taken. Without it every record is read the plain way.
    public var usesBulkIndex: Bool
    /// How many bytes the registers may have that it uses: with 16 all processors do the same, with
    /// more, those that have them.
    public var registerWidth: Int

    public init(
      cellLimit: Int = 16 << 20, blockSize: Int = 3 << 16, usesBulkIndex: Bool = true,
      registerWidth: Int = 64
    ) {
      self.cellLimit = cellLimit
      self.blockSize = blockSize
      self.usesBulkIndex = usesBulkIndex
      self.registerWidth = registerWidth
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
  /// The records that `next()` found; none while it tells of a fault or the end.
  public internal(set) var batch: RecordBatch

  let options: Options
  var buffer: ReadBuffer
  var ends = CellEnds()
  /// The byte of the buffer at which the next record begins, and its line in the file.
  var position: Int
  var line: Int
  var pending: [DialectFault]
  var isOver: Bool
  var lineEnds: LineEnds
  /// The blank lines just passed: whether they are the file's last is not known yet.
  var blanks: (count: Int, place: Place)?
  /// The opening marker of the conflict that `position` is in.
  var conflict: Place?
  /// Whether what is left of the line at `position` is to be skipped.
  var skipsLine: Bool
  /// The file's byte before which the fast path is not tried again.
  var plainUntil = 0
  /// The file's byte before which it is not shared among threads again.
  var aloneUntil = 0

  /// Opens `source` and reads its header.
  public init(_ source: any ByteSource, options: Options = Options()) throws {
    var options = options
    options.cellLimit = min(max(1, options.cellLimit), 1 << 30)
    self.options = options
    buffer = ReadBuffer(source, blockSize: options.blockSize)
    var start = HeaderScan()
    try start.read(&buffer, options, &ends)
    header = start.header
    position = start.next
    line = start.line
    pending = start.faults
    lineEnds = start.lineEnds
    conflict = start.conflict
    skipsLine = start.conflict != nil
    isOver = start.header == nil && start.conflict == nil
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
    batch = batch.emptied()
    while true {
      if !pending.isEmpty { return .fault(pending.removeFirst()) }
      if isOver { return .end }
      if position == buffer.filled, buffer.isEnd {
        finish()
      } else if skipsLine {
        try skipLine()
      } else if let conflict {
        try readConflict(since: conflict)
      } else if try readBulk() ?? readPlain() {
        return .records
      }
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

  mutating func flushBlanks(atEnd: Bool) {
    guard let (count, place) = blanks else { return }
    pending.append(DialectFault(.blankLines(count: count, atEnd: atEnd), at: place))
    blanks = nil
  }

  /// Reads on, keeping what lies behind `position`.
  mutating func refill() throws {
    try buffer.refill(dropping: position)
    position = 0
  }

  /// Lends out what lies between two positions, and moves on behind it.
  mutating func takeBatch(
    from start: Int, to end: Int, records: Int, width: Int, lineFeeds: Int?
  ) {
    let base = unsafe UnsafePointer((buffer.base + start).assumingMemoryBound(to: UInt8.self))
    let lines = unsafe lineFeeds ?? CSVText.lineFeeds(in: base, end - start)
    let endsInLineFeed = unsafe end > start && base[end - start - 1] == .lineFeed
    batch = unsafe RecordBatch(
      base: base, ends: ends.base, count: records, width: width, offset: buffer.offset + start,
      firstLine: line,
      mayHoldLineBreaks: lines > (endsInLineFeed ? records : records - 1), byteCount: end - start)
    line += lines
    position = end
  }

  /// Moves on without lending anything.
  mutating func advance(to next: Int) {
    let base = unsafe UnsafePointer((buffer.base + position).assumingMemoryBound(to: UInt8.self))
    line += unsafe lineFeeds(in: base, next - position)
    position = next
  }

  /// The place of a byte in the record that begins at `start`, on line `first`.
  func place(of at: Int, _ length: Int, from start: Int, onLine first: Int) -> Place {
    let base = unsafe UnsafePointer((buffer.base + start).assumingMemoryBound(to: UInt8.self))
    let (line, column) = unsafe CSVText.position(of: at - start, in: base, firstLine: first)
    return Place(line: line, column: column, offset: buffer.offset + at, length: length)
  }
}
