public import Tables

/// The rows of one synthetic table, made while they are read: millions need no memory.
public struct SyntheticRows<Row: TableRow>: Sequence, Sendable {
  private let blocks: Int
  private let block: @Sendable (_ block: Int, _ firstID: Int) -> [Row]

  /// - Parameter block: Makes the rows of a block; gets the id of the first.
  init(blocks: Int, _ block: @escaping @Sendable (_ block: Int, _ firstID: Int) -> [Row]) {
    self.blocks = blocks
    self.block = block
  }

  init(_ rows: [Row]) { self.init(blocks: 1) { _, _ in rows } }

  /// Rows that depend on their number alone, from 0.
  init(count: Int, _ row: @escaping @Sendable (Int) -> Row) {
    let size = 256
    self.init(blocks: (count + size - 1) / size) { block, _ in
      (block * size..<Swift.min((block + 1) * size, count)).map(row)
    }
  }

  public func makeIterator() -> Iterator { Iterator(blocks: blocks, block: block) }

  public struct Iterator: IteratorProtocol {
    fileprivate let blocks: Int
    fileprivate let block: @Sendable (Int, Int) -> [Row]
    private var nextBlock = 0
    private var rows: [Row] = []
    private var place = 0
    private var made = 0

    fileprivate init(blocks: Int, block: @escaping @Sendable (Int, Int) -> [Row]) {
      self.blocks = blocks
      self.block = block
    }

    public mutating func next() -> Row? {
      while place == rows.count {
        guard nextBlock < blocks else { return nil }
        rows = block(nextBlock, made + 1)
        made += rows.count
        nextBlock += 1
        place = 0
      }
      place += 1
      return rows[place - 1]
    }
  }
}

/// A synthetic table without its row type: its schema, and the bytes of its file.
public struct SyntheticTable: Sendable {
  public let schema: TableSchema
  private let records: @Sendable (([UInt8]) throws -> Void) throws -> Int

  init<Row: TableRow>(_ rows: SyntheticRows<Row>) {
    schema = Row.schema.table
    records = { body in
      let names = Row.schema.table.columns.map(\.name)
      var bytes = Array((names.joined(separator: ",") + "\n").utf8)
      var count = 0
      for row in rows {
        Row.schema.write(row, to: &bytes)
        count += 1
        if bytes.count > 1 << 18 {
          try body(bytes)
          bytes.removeAll(keepingCapacity: true)
        }
      }
      try body(bytes)
      return count
    }
  }

  /// Hands out the table's file in pieces, header first, and returns how many rows it has.
  @discardableResult
  public func write(_ body: ([UInt8]) throws -> Void) throws -> Int { try records(body) }
}
