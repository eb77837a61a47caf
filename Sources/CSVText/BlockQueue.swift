internal import Dispatch
internal import Synchronization

/// Hands out what is left of a file to several threads, in blocks of whole records.
///
/// The file is cut into pieces of one size, which any thread may read at any time. Two things must
/// happen in the order of the file, and each thread waits for its turn. A record may begin in one piece
/// and end in another, and where that is only he can say who knows how many quotes came before:
/// `take` gives each piece what the one before it left over. And a block counts only once all
/// before it were found to be clean, as behind an odd one nobody knows what a quote means: `settle`
/// waits for them. Both take little time. The work before and after, to read, to find the cells and to
/// make something of them, is done side by side.
///
/// Nothing is guessed, so that no result has to be taken back; only what threads have read behind an odd
/// block is read once more.
final class BlockQueue: Sendable {
  /// Whole records, in the buffer of the thread that took them.
  struct Block {
    /// The file's byte at which it begins.
    let offset: Int
    let count: Int
    /// Whether it may hold a quote.
    let mayHoldQuotes: Bool
    fileprivate let turn: Turn
  }

  /// What a clean block is made of.
  struct Contents {
    let lines: Int
    /// Its line ends; the place of the first CR counts lines from the block's first, which is 0.
    let lineEnds: LineEnds
  }

  /// How far the file was read.
  struct Progress {
    /// The file's byte, and line, at which the next record begins.
    var offset: Int
    var line: Int
    var lineEnds: LineEnds
    /// The end of the block that was odd, if one was.
    var oddUntil: Int?
    /// Up to where it is not worth while to share the file again: behind a record that is too long.
    var aloneUntil = 0
  }

  /// A place in a row of threads, each of which waits for the one before it.
  fileprivate struct Turn {
    let before: DispatchSemaphore?
    let after = DispatchSemaphore(value: 0)

    init(after last: Turn?) { before = last?.after }

    func wait() { before?.wait() }
    func pass() { after.signal() }
  }

  /// A stretch of the file, wherever records begin and end.
  private struct Piece {
    let range: Range<Int>
    let turn: Turn
  }

  private struct Reading {
    /// Where the next piece begins.
    var offset: Int
    var last: Turn?
  }

  private struct Joining {
    /// Where the next record begins, and what was read of it.
    var offset: Int
    var rest: [UInt8] = []
    /// Whether what follows `rest` is inside quotes.
    var isInside = false
    /// Whether `rest` may hold a quote.
    var hasQuotes = false
    var last: Turn?
    var isOver = false
  }

  private struct Settling {
    var progress: Progress
    var isOver = false
    var error: (any Error)?
  }

  private let source: any ByteSource
  private let blockSize: Int
  /// With no more bytes than a cell may have, no cell of a block can be too long.
  private let cellLimit: Int
  /// A record that goes on for longer is left to who reads alone. It may be only a quote that nobody
  /// closed, and then looking further would be for nothing.
  private let reach: Int
  private let reading: Mutex<Reading>
  private let joining: Mutex<Joining>
  private let settling: Mutex<Settling>

  init(_ source: any ByteSource, at start: Progress, _ options: RecordReader.Options) {
    self.source = source
    blockSize = max(1, options.blockSize)
    cellLimit = options.cellLimit
    reach = max(4 * options.blockSize, 1 << 12)
    reading = Mutex(Reading(offset: start.offset))
    joining = Mutex(Joining(offset: start.offset))
    settling = Mutex(Settling(progress: start))
  }
}

extension BlockQueue {
  /// Reads the next block into `buffer`; `nil` when there is none.
  ///
  /// What the file holds behind its last line feed is left to who reads on alone, as is a record that
  /// is much longer than a block.
  func take(into buffer: inout BlockBuffer) -> Block? {
    while let piece = nextPiece() {
      // Who reads on alone meets the error himself, if he comes that far.
      let isRead = (try? buffer.load(piece.range, of: source)) != nil
      let quotes = unsafe isRead ? numberOfQuotes(buffer.bytes) : 0
      piece.turn.wait()
      let block = isRead ? join(piece, &buffer, quotes: quotes) : endJoining()
      piece.turn.pass()
      if let block { return block }
    }
    return nil
  }

  private func nextPiece() -> Piece? {
    guard !isOver else { return nil }
    return reading.withLock { reading in
      guard reading.offset < source.size else { return nil }
      let end = min(reading.offset + blockSize, source.size)
      let turn = Turn(after: reading.last)
      defer { (reading.offset, reading.last) = (end, turn) }
      return Piece(range: reading.offset..<end, turn: turn)
    }
  }

  /// Puts what the piece before left over in front of a piece, and keeps what is no whole record; `nil`
  /// where no record ends.
  ///
  /// - Parameter quotes: How many the piece has.
  private func join(_ piece: Piece, _ buffer: inout BlockBuffer, quotes: Int) -> Block? {
    joining.withLock { joining in
      guard !joining.isOver else { return nil }
      let isShort = buffer.count < piece.range.count
      buffer.prepend(joining.rest.span)
      if quotes & 1 == 1 { joining.isInside.toggle() }
      let mayHoldQuotes = joining.hasQuotes || quotes > 0
      let end = unsafe endOfRecords(in: buffer.bytes, isInside: joining.isInside)
      let isTooLong = end == nil && buffer.count >= reach || buffer.count > cellLimit
      if isShort || isTooLong {
        joining.isOver = true
        handOutNoMore()
      }
      if isTooLong {
        settling.withLock { $0.progress.aloneUntil = joining.offset + buffer.count }
        return nil
      }
      joining.rest = unsafe Array(buffer.bytes[(end ?? 0)...])
      joining.hasQuotes = joining.rest.contains(.quote)
      guard let end else { return nil }
      let turn = Turn(after: joining.last)
      joining.last = turn
      defer { joining.offset += end }
      return Block(
        offset: joining.offset, count: end, mayHoldQuotes: mayHoldQuotes, turn: turn)
    }
  }

  /// Ends all at a piece that cannot be read.
  private func endJoining() -> Block? {
    joining.withLock { $0.isOver = true }
    handOutNoMore()
    return nil
  }

  private func handOutNoMore() { reading.withLock { $0.offset = source.size } }

  /// Waits until all blocks before this one are settled, and returns the line on which it begins;
  /// `nil` when it does not count, being odd itself or behind a block that is.
  ///
  /// - Parameter contents: What it is made of; `nil` when it is odd.
  func settle(_ block: Block, as contents: Contents?) -> Int? {
    block.turn.wait()
    defer { block.turn.pass() }
    return settling.withLock { settling in
      guard !settling.isOver else { return nil }
      guard let contents else {
        settling.isOver = true
        settling.progress.oddUntil = block.offset + block.count
        return nil
      }
      let line = settling.progress.line
      settling.progress.lineEnds.add(contents.lineEnds, fromLine: line)
      settling.progress.line += contents.lines
      settling.progress.offset = block.offset + block.count
      return line
    }
  }

  /// Hands out no more blocks, because of an error.
  func stop(with error: any Error) {
    settling.withLock { settling in
      settling.isOver = true
      settling.error = settling.error ?? error
    }
  }

  /// How far the file was read, once no thread works on it any more.
  func finish() throws -> Progress {
    try settling.withLock { settling in
      if let error = settling.error { throw error }
      return settling.progress
    }
  }

  private var isOver: Bool { settling.withLock { $0.isOver } }
}

/// Where the last record ends that ends in these bytes, which begin with one; `nil` where none does.
///
/// - Parameter isInside: Whether the bytes end inside quotes.
private func endOfRecords(in bytes: UnsafeRawBufferPointer, isInside: Bool) -> Int? {
  var isInside = isInside
  var at = bytes.count
  while at > 0 {
    at -= 1
    switch unsafe bytes[at] {
    case .quote: isInside.toggle()
    case .lineFeed: if !isInside { return at + 1 }
    default: break
    }
  }
  return nil
}

/// 64 bytes beyond the text must be readable. Where there is no quote, at the speed of the C library.
private func numberOfQuotes(_ bytes: UnsafeRawBufferPointer) -> Int {
  guard let base = bytes.baseAddress, let first = unsafe offset(of: .quote, in: bytes) else {
    return 0
  }
  var quotes = 0
  var at = first
  while at < bytes.count {
    let left = bytes.count &- at
    let valid: UInt64 = left >= 64 ? ~0 : (1 &<< UInt64(left)) &- 1
    quotes &+= unsafe (Chunk(base + at).mask(of: .quote) & valid).nonzeroBitCount
    at &+= 64
  }
  return quotes
}
