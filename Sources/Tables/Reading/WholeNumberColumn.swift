public import CSVText

/// A column of whole numbers: ids, versions, counts.
public final class WholeNumberColumn: ScannedColumn {
  public let name: String
  /// For each record of the block its number, `empty` or `unreadable`.
  public private(set) var numbers: [Int] = []

  /// Stands for an empty cell.
  public static let empty = Int.min
  /// Stands for a cell that is no whole number, and for the two least ones.
  public static let unreadable = Int.min + 1

  public init(_ name: String) { self.name = name }

  public func fill(from batch: borrowing RecordBatch, _ column: Int) {
    guard column >= 0 else {
      numbers = Array(repeating: Self.empty, count: batch.count)
      return
    }
    Self.decode(batch, column, into: &numbers)
  }

  /// The loop, on plain values, as in `CodedColumn`.
  private static func decode(
    _ batch: borrowing RecordBatch, _ column: Int, into numbers: inout [Int]
  ) {
    numbers.fill(from: batch, column) { record, cell in
      if let number = cell.smallNumber { return number }
      return batch.withCell(record, column) { cell in
        cell.isEmpty ? empty : Int(cell: cell).map { max($0, unreadable) } ?? unreadable
      }
    }
  }
}
