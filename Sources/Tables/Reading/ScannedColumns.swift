public import CSVText

/// A column that a scan fills anew for each block of records.
///
/// Cells become numbers at once: a scan makes no object a row, and keeps no row.
public protocol ScannedColumn: AnyObject {
  /// The column's name.
  var name: String { get }

  /// Takes the cells of `batch` in the place of those before; `column` is -1 where the file does not
  /// have it.
  func fill(from batch: borrowing RecordBatch, _ column: Int)
}

/// A column of few distinct values: each row holds the number of its value.
public final class CodedColumn: ScannedColumn {
  public let name: String
  /// For each record of the block, the number of its value in `values`.
  public private(set) var codes: [Int] = []
  /// The distinct values so far.
  public private(set) var values = ByteTable()

  public init(_ name: String) { self.name = name }

  public func fill(from batch: borrowing RecordBatch, _ column: Int) {
    codes.removeAll(keepingCapacity: true)
    guard column >= 0 else {
      let empty: [UInt8] = []
      codes.append(contentsOf: repeatElement(values.insert(empty.span).number, count: batch.count))
      return
    }
    Self.encode(batch, column, into: &codes, &values)
  }

  /// The loop, on plain values: each access to a property of a class is checked for exclusivity,
  /// which took a fifth of a scan's time when it was done for each cell.
  private static func encode(
    _ batch: borrowing RecordBatch, _ column: Int, into codes: inout [Int],
    _ values: inout ByteTable
  ) {
    codes.reserveCapacity(batch.count)
    for record in 0..<batch.count {
      codes.append(batch.withCell(record, column) { values.insert($0).number })
    }
  }

  /// The number of a value, adding it where it did not come yet.
  public func code(of text: String) -> Int {
    let bytes = Array(text.utf8)
    return values.insert(bytes.span).number
  }
}

/// A column of instants, as seconds since 1970.
public final class InstantColumn: ScannedColumn {
  public let name: String
  /// For each record of the block its seconds, `empty` or `unreadable`.
  public private(set) var seconds: [Int] = []
  private var decoder = InstantDecoder()

  /// Stands for an empty cell.
  public static let empty = Int.min
  /// Stands for a cell that is no instant.
  public static let unreadable = Int.min + 1

  public init(_ name: String) { self.name = name }

  public func fill(from batch: borrowing RecordBatch, _ column: Int) {
    seconds.removeAll(keepingCapacity: true)
    guard column >= 0 else {
      seconds.append(contentsOf: repeatElement(Self.empty, count: batch.count))
      return
    }
    Self.decode(batch, column, into: &seconds, &decoder)
  }

  private static func decode(
    _ batch: borrowing RecordBatch, _ column: Int, into seconds: inout [Int],
    _ decoder: inout InstantDecoder
  ) {
    seconds.reserveCapacity(batch.count)
    for record in 0..<batch.count {
      let value = batch.withCell(record, column) { cell in
        cell.isEmpty ? Self.empty : decoder.seconds(of: cell) ?? Self.unreadable
      }
      seconds.append(value)
    }
  }
}

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
}
