/// Which line ends a file was seen to have.
struct LineEnds {
  var firstReturn: Place?
  var hasPlain = false
  var needsMore: Bool { firstReturn == nil || !hasPlain }

  /// How a record ends.
  enum Kind {
    case lineFeed
    case carriageReturnLineFeed
    /// The file ends with it.
    case none
  }

  /// How the record ends that takes the bytes from `start` to `end`.
  static func kind(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Kind {
    guard end > start, unsafe bytes[end - 1] == .lineFeed else { return .none }
    guard end - 1 > start, unsafe bytes[end - 2] == .carriageReturn else { return .lineFeed }
    return .carriageReturnLineFeed
  }

  /// Notes how a record ends. `true` when it is the first in CR LF, and its place is wanted.
  mutating func note(_ kind: Kind) -> Bool {
    if kind == .lineFeed { hasPlain = true }
    return kind == .carriageReturnLineFeed && firstReturn == nil
  }

  /// Those of a batch without carriage returns.
  static let plain = LineEnds(hasPlain: true)

  /// Adds those of a batch that comes later in the file.
  ///
  /// - Parameter line: On which line the batch begins, where it counted its own from 0.
  mutating func add(_ later: LineEnds, fromLine line: Int = 0) {
    hasPlain = hasPlain || later.hasPlain
    if firstReturn == nil, let place = later.firstReturn {
      firstReturn = Place(
        line: place.line + line, column: place.column, offset: place.offset, length: place.length)
    }
  }
}

extension LineEnds {
  /// Those of the records of a batch. Linear in the records, up to the first of either kind.
  init(of batch: borrowing RecordBatch) {
    let bytes = unsafe UnsafeRawBufferPointer(start: batch.base, count: batch.byteCount)
    for record in 0..<batch.count where needsMore {
      let (start, end) = (batch.startOfRecord(record), batch.endOfRecord(record))
      guard note(unsafe Self.kind(bytes, from: start, to: end)) else { continue }
      let (line, column) = unsafe position(
        of: end - 2 - start, in: batch.base + start, firstLine: batch.line(of: record))
      firstReturn = Place(line: line, column: column, offset: batch.offset + end - 2, length: 1)
    }
  }
}
