public import CSVText
internal import Synchronization

extension Store {
  /// Reads some columns of a table, block by block, in constant memory.
  ///
  /// - Parameters:
  ///   - columns: The columns to fill. What they hold is that of one block, until the next.
  ///   - onBlock: Called when all columns hold the next block.
  /// - Throws: As `read`.
  @discardableResult
  public func scan(
    _ table: TableSchema, filling columns: [any ScannedColumn], onBlock: () throws -> Void
  ) throws -> ReadingSummary {
    try read(table, columns: columns.map(\.name)) { batch, projection in
      for (column, place) in zip(columns, projection.columns) { column.fill(from: batch, place) }
      try onBlock()
      return .more
    }
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
