public import CSVText

/// A column of numbers, in binary.
public final class NumberColumn: ScannedColumn {
  public let name: String
  /// For each record of the block its number; NaN where the cell is empty or no number.
  public private(set) var values: [Double] = []
  /// How many cells of the block are filled and no number.
  public private(set) var unreadable = 0

  public init(_ name: String) { self.name = name }

  public func fill(from batch: borrowing RecordBatch, _ column: Int) {
    values.removeAll(keepingCapacity: true)
    unreadable = 0
    guard column >= 0 else {
      values.append(contentsOf: repeatElement(.nan, count: batch.count))
      return
    }
    Self.decode(batch, column, into: &values, &unreadable)
  }

  private static func decode(
    _ batch: borrowing RecordBatch, _ column: Int, into values: inout [Double],
    _ unreadable: inout Int
  ) {
    values.reserveCapacity(batch.count)
    for record in 0..<batch.count {
      let value = batch.withCell(record, column) { cell in
        cell.isEmpty ? Double.nan : ExactDecimal.double(in: cell) ?? .infinity
      }
      if value.isInfinite { unreadable &+= 1 }
      values.append(value.isFinite ? value : .nan)
    }
  }
}

/// A column as it stands in the file: for the few rows that a person sees.
public final class TextColumn: ScannedColumn {
  public let name: String
  /// For each record of the block its text.
  public private(set) var texts: [String] = []

  public init(_ name: String) { self.name = name }

  public func fill(from batch: borrowing RecordBatch, _ column: Int) {
    texts.removeAll(keepingCapacity: true)
    for record in 0..<batch.count {
      texts.append(column < 0 ? "" : batch.text(record, column))
    }
  }
}
