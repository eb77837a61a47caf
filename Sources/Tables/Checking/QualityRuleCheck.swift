internal import CSVText
internal import Patterns

/// A rule of data quality made ready for checking batches of its table, one file after another.
struct QualityRuleCheck {
  let rule: QualityRule
  private let order: CellOrder
  private let isOfLists: Bool
  private let isOfDays: Bool
  private var matcher: PatternMatcher?
  /// The newest moment so far in a column whose age is asked, in seconds.
  private(set) var newest: Int?

  init(_ rule: QualityRule, _ table: TableSchema) {
    self.rule = rule
    let type = rule.columns.first.map { table.columns[$0].type } ?? rule.freshColumn(in: table)
    isOfLists = type.isList
    isOfDays = type == .date
    // Whole numbers and others are compared alike.
    order = CellOrder(type)
    if case .like(_, let pattern) = rule.demand { matcher = PatternMatcher(pattern) }
  }

  /// Adds what was noted of other batches.
  mutating func merge(_ other: QualityRuleCheck) {
    newest = [newest, other.newest].compactMap { $0 }.max()
  }

  /// The records of a batch that break the rule.
  ///
  /// Cells that a finding was made of are not asked, nor are empty ones but by `required`. What is
  /// asked of the whole table is only noted.
  mutating func broken(
    in batch: borrowing RecordBatch, _ projection: [Int], _ judged: Judgements
  ) -> [Int] {
    switch rule.demand {
    case .filled(let column):
      return (0..<batch.count).filter { judged.isEmpty($0, column) }
    case .oneOf(let column, let values):
      return failing(batch, column, projection, judged) { values.contains($0) }
    case .within(let column, let range):
      return failing(batch, column, projection, judged) { range.contains($0) }
    case .like(let column, _):
      return mismatched(batch, column, projection, judged)
    case .length(let column, let range):
      let isOfLists = isOfLists
      return failing(batch, column, projection, judged, asWhole: true) { cell in
        range.contains(isOfLists ? cell.listElements.count : cell.scalarCount)
      }
    case .compared(let left, let sign, let right, _):
      return miscompared(batch, projection[left], sign, projection[right]) { record in
        judged.isSound(record, left) && judged.isSound(record, right)
      }
    case .fresh(let column, _):
      note(batch, column, projection, judged)
      return []
    case .unique, .rowCount: return []
    }
  }

  /// The records whose cell, or one of whose elements, is sound and not as it should be.
  @inline(__always)
  private func failing(
    _ batch: borrowing RecordBatch, _ column: Int, _ projection: [Int], _ judged: Judgements,
    asWhole: Bool = false, _ holds: (Span<UInt8>) -> Bool
  ) -> [Int] {
    let at = projection[column]
    guard at >= 0 else { return [] }
    var records: [Int] = []
    for record in 0..<batch.count where judged.isSound(record, column) {
      let isRight = batch.withCell(record, at) { cell in
        isOfLists && !asWhole ? cell.allElements { holds($0) } : holds(cell)
      }
      if !isRight { records.append(record) }
    }
    return records
  }

  private mutating func mismatched(
    _ batch: borrowing RecordBatch, _ column: Int, _ projection: [Int], _ judged: Judgements
  ) -> [Int] {
    // Taken out, as what changes is not captured by those who only read the rest.
    guard var matcher = self.matcher.take() else { return [] }
    let records = failing(batch, column, projection, judged) { matcher.matches($0) }
    self.matcher = matcher
    return records
  }

  @inline(__always)
  private func miscompared(
    _ batch: borrowing RecordBatch, _ left: Int, _ sign: Comparison, _ right: Int,
    _ areSound: (Int) -> Bool
  ) -> [Int] {
    guard left >= 0, right >= 0 else { return [] }
    var records: [Int] = []
    for record in 0..<batch.count where areSound(record) {
      let found = batch.withCell(record, left) { first -> Int? in
        batch.withCell(record, right) { second -> Int? in order.compare(first, second) }
      }
      if let found, !sign.holds(found) { records.append(record) }
    }
    return records
  }

  private mutating func note(
    _ batch: borrowing RecordBatch, _ column: Int, _ projection: [Int], _ judged: Judgements
  ) {
    let at = projection[column]
    guard at >= 0 else { return }
    var newest = self.newest ?? .min
    for record in 0..<batch.count where judged.isSound(record, column) {
      let seconds = batch.withCell(record, at) { cell in
        isOfDays
          // A day is over when the next begins.
          ? CalendarDate(cell: cell).map { ($0.days + 1) * 86_400 }
          : Instant(cell: cell)?.seconds
      }
      if let seconds { newest = max(newest, seconds) }
    }
    self.newest = newest == .min ? nil : newest
  }
}

extension QualityRule {
  fileprivate func freshColumn(in table: TableSchema) -> ColumnType {
    if case .fresh(let column, _) = demand { table.columns[column].type } else { .text() }
  }
}
