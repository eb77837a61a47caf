internal import CSVText

extension [Int] {
  /// Holds a number for each record of a batch, made of its cell in a column, in the place of what it
  /// held. Memory is kept.
  @inline(__always)
  mutating func fill(
    from batch: borrowing RecordBatch, _ column: Int, _ number: (Int, borrowing CellBytes) -> Int
  ) {
    // What is there already is overwritten, and need not be made anew.
    if count > batch.count {
      removeLast(count - batch.count)
    } else if count < batch.count {
      append(contentsOf: repeatElement(0, count: batch.count - count))
    }
    var numbers = mutableSpan
    batch.forEachCell(of: column) { record, cell in numbers[record] = number(record, cell) }
  }
}
