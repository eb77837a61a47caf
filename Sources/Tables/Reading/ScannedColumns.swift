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
    guard column >= 0 else {
      seconds.removeAll(keepingCapacity: true)
      seconds.append(contentsOf: repeatElement(Self.empty, count: batch.count))
      return
    }
    Self.decode(batch, column, into: &seconds, &decoder)
  }

  private static func decode(
    _ batch: borrowing RecordBatch, _ column: Int, into seconds: inout [Int],
    _ decoder: inout InstantDecoder
  ) {
    seconds.fill(from: batch, column) { record, cell in
      if cell.count == 20, let value = decoder.seconds(of: cell.twenty) { return value }
      return look(batch, record, column, &decoder)
    }
  }

  /// What is seldom asked stands apart, as the loop is short enough without it to stay in registers.
  @inline(never)
  private static func look(
    _ batch: borrowing RecordBatch, _ record: Int, _ column: Int, _ decoder: inout InstantDecoder
  ) -> Int {
    batch.withCell(record, column) { cell in
      cell.isEmpty ? empty : decoder.seconds(of: cell) ?? unreadable
    }
  }
}
