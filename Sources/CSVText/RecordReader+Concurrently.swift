extension RecordReader {
  /// Reads the whole file with several workers, each on a thread of its own where that pays.
  ///
  /// Every batch is lent to one of the workers. The batches of one worker come in the order of the
  /// file; of those of two nobody knows which comes first. Where the order matters,
  /// `RecordBatch.offset` tells it. Faults come in the order of the file. What is said of the file is the
  /// same for any number of workers.
  ///
  /// Memory is a few blocks for each worker, or the longest record.
  /// - Parameters:
  ///   - fault: Called on this thread, while no worker has a batch.
  ///   - records: Called with a worker and a batch, on any thread.
  /// - Throws: What reading, `fault` or `records` throws first.
  public mutating func read<Worker>(
    with workers: Workers<Worker>, fault: (DialectFault) throws -> Void,
    records: @Sendable (inout Worker, borrowing RecordBatch) throws -> Void
  ) throws {
    while true {
      if workers.count > 1, isWorthSharing { try share(with: workers, records) }
      switch try next() {
      case .records: try workers.withFirst { try records(&$0, batch) }
      case .fault(let found): try fault(found)
      case .end: return
      }
    }
  }

  /// Whether what lies ahead is more than a block, and nothing is known to be odd about it.
  private var isWorthSharing: Bool {
    let next = buffer.offset + position
    let isOdd = skipsLine || conflict != nil || blanks != nil || !pending.isEmpty
    return header != nil && options.usesBulkIndex && !isOver && !isOdd
      && next >= max(plainUntil, aloneUntil)
      && buffer.source.size - next > options.blockSize && options.blockSize <= options.cellLimit
  }

  /// Lends clean blocks to the workers, up to the end of the file or the first that is odd.
  private mutating func share<Worker>(
    with workers: Workers<Worker>,
    _ records: @Sendable (inout Worker, borrowing RecordBatch) throws -> Void
  ) throws {
    let queue = BlockQueue(
      buffer.source,
      at: .init(offset: buffer.offset + position, line: line, lineEnds: lineEnds), options)
    let width = header?.names.count ?? 1
    let options = options
    workers.atOnce { _, worker in
      var thread = BlockReader(queue, width, options)
      thread.read { try records(&worker, $0) }
    }
    let progress = try queue.finish()
    buffer.restart(at: progress.offset)
    (position, line, lineEnds) = (0, progress.line, progress.lineEnds)
    plainUntil = progress.oddUntil ?? plainUntil
    aloneUntil = progress.aloneUntil
  }
}

/// One of the threads that share a file.
private struct BlockReader: ~Copyable {
  private let queue: BlockQueue
  private let width: Int
  private let options: RecordReader.Options
  private var buffer: BlockBuffer
  private var ends = CellEnds()

  init(_ queue: BlockQueue, _ width: Int, _ options: RecordReader.Options) {
    self.queue = queue
    self.width = width
    self.options = options
    buffer = BlockBuffer(blockSize: options.blockSize)
  }

  /// Takes block after block, and lends those that are clean.
  mutating func read(_ records: (borrowing RecordBatch) throws -> Void) {
    while let block = queue.take(into: &buffer) {
      let outcome = unsafe BulkIndex.index(
        buffer.base, block.count, width: width, options, mayHoldQuotes: block.mayHoldQuotes,
        into: &ends)
      guard case .clean(let count, block.count, let hasLineBreaks, let hasReturns) = outcome else {
        _ = queue.settle(block, as: nil)
        continue
      }
      let base = unsafe UnsafePointer(buffer.base.assumingMemoryBound(to: UInt8.self))
      let lines = unsafe hasLineBreaks ? lineFeeds(in: base, block.count) : count
      // On which line it begins is known when all before it are settled.
      let batch = unsafe RecordBatch(
        base: base, ends: ends.base, count: count, width: width, offset: block.offset,
        firstLine: 0, mayHoldLineBreaks: lines > count, byteCount: block.count)
      let lineEnds = hasReturns ? LineEnds(of: batch) : .plain
      guard let line = queue.settle(block, as: .init(lines: lines, lineEnds: lineEnds)) else {
        continue
      }
      do { try records(batch.beginning(onLine: line)) } catch { queue.stop(with: error) }
    }
  }
}
