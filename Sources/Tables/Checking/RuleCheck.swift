internal import CSVText

/// A rule made ready for checking batches: its words as bytes, its columns' types at hand.
struct RuleCheck {
  let rule: RowRule
  private let words: [[UInt8]]
  private let types: [ColumnType]
  private let names: [String]

  init(_ rule: RowRule, _ table: TableSchema) {
    self.rule = rule
    switch rule.condition {
    case .filledExactlyWhen(_, _, let words), .filledWhen(_, _, let words):
      self.words = words.map { Array($0.utf8) }
    default: words = []
    }
    types = table.columns.map(\.type)
    names = table.columns.map(\.name)
  }

  /// Whether a record keeps the rule. None of its cells may be faulty.
  func holds(
    _ batch: borrowing RecordBatch, _ record: Int, _ projection: [Int],
    isEmpty: (Int) -> Bool
  ) -> Bool {
    switch rule.condition {
    case .filledExactlyWhen(let column, let other, _):
      return isEmpty(column) != isOneOfWords(batch, record, projection[other])
    case .filledWhen(let column, let other, _):
      return !isEmpty(column) || !isOneOfWords(batch, record, projection[other])
    case .ordered(let earlier, let later, let strictly):
      guard !isEmpty(earlier), !isEmpty(later),
        let first = rank(batch, record, projection, earlier),
        let second = rank(batch, record, projection, later)
      else { return true }
      return strictly ? first < second : first <= second
    case .within(let column, let lowest, let highest):
      guard !isEmpty(column), let value = rank(batch, record, projection, column) else {
        return true
      }
      return value >= .bound(lowest, else: -.infinity) && value <= .bound(highest, else: .infinity)
    case .oneFilled(let columns):
      return columns.count { !isEmpty($0) } == 1
    case .different(let column, let other):
      guard !isEmpty(column), !isEmpty(other) else { return true }
      return batch.text(record, projection[column]) != batch.text(record, projection[other])
    }
  }

  private func isOneOfWords(_ batch: borrowing RecordBatch, _ record: Int, _ at: Int) -> Bool {
    guard at >= 0 else { return false }
    return batch.withCell(record, at) { cell in words.contains { cell.equals($0) } }
  }

  private func rank(
    _ batch: borrowing RecordBatch, _ record: Int, _ projection: [Int], _ column: Int
  ) -> CellRank? {
    batch.withCell(record, projection[column]) { CellRank($0, types[column]) }
  }

  /// The cells that the rule is about, as they stand in the record.
  func facts(_ batch: borrowing RecordBatch, _ record: Int, _ projection: [Int]) -> String {
    let cells = rule.columns.map { column in
      let text = projection[column] < 0 ? "" : batch.text(record, projection[column])
      return "\(names[column]) is \(text.isEmpty ? "empty" : abbreviated(text))"
    }
    return "Here \(cells.joined(separator: ", "))."
  }
}
