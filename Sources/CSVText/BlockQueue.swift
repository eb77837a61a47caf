internal import Dispatch
internal import Synchronization

/// Hands out what is left of a file to several threads, in blocks of whole records.
///
/// Two things must happen one after another. A block begins where the one before it ends, and where
/// that is only he can say who has counted the quotes of all that came before: `cut` reads and counts
/// under a lock, and takes a small part of the work. And a block counts only once all before it were
/// found to be clean, as behind an odd one nobody knows what a quote means: `settle` waits for them.
/// The work between and after, to find the cells and to make something of them, is done side by side.
///
/// Nothing is read twice and nothing is guessed, so that no result has to be taken back.
final class BlockQueue: Sendable {
  /// A stretch of the file, in the buffer of the thread that cut it.
  struct Block {
    /// The file's byte at which it begins.
    let offset: Int
    let count: Int
    /// Opens when the block before is settled; `nil` for the first.
    fileprivate let before: DispatchSemaphore?
    fileprivate let after: DispatchSemaphore
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
  }

  private struct Cutting {
    var offset: Int
    /// The beginning of a record that the last block did not hold whole.
    var rest: [UInt8] = []
    var last: DispatchSemaphore?
    var isOver = false
  }

  private struct Settling {
    var progress: Progress
    var isOver = false
    var error: (any Error)?
  }

  /// A record that goes on for longer is left to who reads alone. It may be only a quote that nobody
  /// closed, and then looking further would be for nothing.
  private let reach: Int
  private let cutting: Mutex<Cutting>
  private let settling: Mutex<Settling>

  init(at start: Progress, _ options: RecordReader.Options) {
    reach = min(options.cellLimit, max(4 * options.blockSize, 1 << 12))
    cutting = Mutex(Cutting(offset: start.offset))
    settling = Mutex(Settling(progress: start))
  }
}

extension BlockQueue {
  /// Reads the next block into `buffer`; `nil` when there is none, or none that ends within reach.
  ///
  /// What the file holds behind its last line feed is left to who reads on alone, as is a record that
  /// is much longer than a block.
  func cut(into buffer: inout ReadBuffer) -> Block? {
    cutting.withLock { cutting in
      guard !cutting.isOver, !isOver else { return nil }
      do {
        buffer.restart(at: cutting.offset, with: cutting.rest.span)
        while true {
          try buffer.refill(dropping: 0)
          guard buffer.filled <= reach else { break }
          if let end = unsafe endOfRecords(in: buffer.bytes) {
            let block = Block(
              offset: cutting.offset, count: end, before: cutting.last,
              after: DispatchSemaphore(value: 0))
            cutting.offset += end
            cutting.rest = unsafe Array(buffer.bytes[end...])
            cutting.last = block.after
            cutting.isOver = buffer.isEnd
            return block
          }
          if buffer.isEnd { break }
        }
      } catch {
        stop(with: error)
      }
      cutting.isOver = true
      return nil
    }
  }

  /// Waits until all blocks before this one are settled, and returns the line on which it begins;
  /// `nil` when it does not count, being odd itself or behind a block that is.
  ///
  /// - Parameter contents: What it is made of; `nil` when it is odd.
  func settle(_ block: Block, as contents: Contents?) -> Int? {
    block.before?.wait()
    defer { block.after.signal() }
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
/// 64 bytes beyond them must be readable. Linear; where there is no quote, at the speed of the C
/// library.
private func endOfRecords(in bytes: UnsafeRawBufferPointer) -> Int? {
  var isInside = unsafe hasOddNumberOfQuotes(bytes)
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

private func hasOddNumberOfQuotes(_ bytes: UnsafeRawBufferPointer) -> Bool {
  guard let base = bytes.baseAddress, let first = unsafe offset(of: .quote, in: bytes) else {
    return false
  }
  var quotes = 0
  var at = first
  while at < bytes.count {
    let left = bytes.count &- at
    let valid: UInt64 = left >= 64 ? ~0 : (1 &<< UInt64(left)) &- 1
    quotes &+= unsafe (Chunk(base + at).mask(of: .quote) & valid).nonzeroBitCount
    at &+= 64
  }
  return quotes & 1 == 1
}
