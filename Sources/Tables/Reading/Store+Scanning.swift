public import CSVText
internal import Synchronization

/// What one thread of a scan makes of the blocks that it reads.
///
/// Each thread has a scan of its own, with columns of its own. Which of them gets a block is chance, so
/// that what becomes of a block must not depend on the blocks before it.
public protocol BlockScan: SendableMetatype {
  associatedtype Block: Sendable

  /// The columns that are wanted, always in the same order. What they hold is that of one block, until
  /// the next.
  var columns: [any ScannedColumn] { get }

  /// What becomes of the block that the columns hold.
  mutating func block() -> Block
}

extension Store {
  /// Reads some columns of a table, block by block, on all processors.
  ///
  /// - Parameter make: Makes a scan. Called once for each thread, and for the names of the columns, here.
  /// - Returns: What became of each block, in the order of the table, and how many records could not be
  ///   read.
  /// - Throws: As `read`.
  public func scan<Scan: BlockScan>(
    _ table: TableSchema, with make: () -> sending Scan
  ) throws -> (blocks: [Scan.Block], lost: Int) {
    let workers = Workers { ScanningThread(scan: make()) }
    let names = make().columns.map(\.name)
    let summary = try read(table, columns: names, with: workers) { thread, batch, projection in
      for (column, place) in zip(thread.scan.columns, projection.columns) {
        column.fill(from: batch, place)
      }
      thread.blocks.append((BlockPlace(batch, projection), thread.scan.block()))
    }
    let blocks = workers.results { $0.blocks }.joined().sorted { $0.place < $1.place }
    return (blocks.map(\.block), summary.lost)
  }

  /// Reads the records of a table with several workers, file after file, in constant memory.
  ///
  /// - Parameters:
  ///   - columns: The names of the columns wanted, in the order in which `body` gets them.
  ///   - body: Gets a worker, a batch and where in it the columns stand, on any thread. The batches of
  ///     one worker come in the order of the file.
  /// - Throws: As `read`.
  @discardableResult
  public func read<Worker>(
    _ table: TableSchema, columns: [String], with workers: Workers<Worker>,
    _ body: @Sendable (inout Worker, borrowing RecordBatch, Projection) throws -> Void
  ) throws -> ReadingSummary {
    var summary = ReadingSummary()
    let records = Mutex(0)
    for (number, file) in files(of: table).enumerated() {
      var open = try open(file, number, of: table, columns: columns)
      let (projection, title) = (open.projection, tree.title(of: file.path))
      try open.reader.read(with: workers) { fault in
        try summary.note(fault, title)
      } records: { worker, batch in
        records.withLock { $0 += batch.count }
        try body(&worker, batch, projection)
      }
    }
    summary.records = records.withLock { $0 }
    return summary
  }
}

/// A thread of a scan, and what became of its blocks.
private struct ScanningThread<Scan: BlockScan> {
  var scan: Scan
  var blocks: [(place: BlockPlace, block: Scan.Block)] = []
}

extension Array {
  /// A column of all blocks, one block after the other. Theirs is empty afterwards, so that of a table
  /// only one column is in memory twice.
  package mutating func take<Value>(_ column: WritableKeyPath<Element, [Value]>) -> [Value] {
    var all: [Value] = []
    all.reserveCapacity(reduce(0) { $0 + $1[keyPath: column].count })
    for block in indices {
      all += self[block][keyPath: column]
      self[block][keyPath: column] = []
    }
    return all
  }
}
