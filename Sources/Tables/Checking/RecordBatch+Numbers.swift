internal import CSVText

extension RecordBatch {
  /// The whole number in a cell; `nil` when it holds none.
  @inline(__always)
  func wholeNumber(_ record: Int, _ column: Int) -> Int? {
    withBytes(record, column) { $0.smallNumber } ?? withCell(record, column) { Int(cell: $0) }
  }
}
