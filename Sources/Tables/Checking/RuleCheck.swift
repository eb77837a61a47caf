internal import CSVText
internal import Wording

/// A rule made ready for checking batches: its words as bytes, its columns' types at hand.
struct RuleCheck {
  let rule: RowRule
  private let types: [ColumnType]
  private let words: [[UInt8]]
  private let shortWords: [ShortCell]

  init(_ rule: RowRule, _ table: TableSchema) {
    self.rule = rule
    types = table.columns.map(\.type)
    switch rule.condition {
    case .filledExactlyWhen(_, _, let words), .filledWhen(_, _, let words),
      .filledOnlyWhen(_, _, let words), .emptyWhen(_, _, let words):
      self.words = words.map { Array($0.utf8) }
    default: words = []
    }
    shortWords = words.compactMap { ShortCell($0) }
  }

  /// The records of a batch that break the rule. Those with a faulty cell are not asked.
  func broken(
    in batch: borrowing RecordBatch, _ projection: [Int], _ judged: Judgements
  ) -> [Int] {
    switch rule.condition {
    case .filledExactlyWhen(let column, let other, _):
      return failing(batch, column, other, judged) { record in
        judged.isEmpty(record, column) == isOneOfWords(batch, record, projection[other])
      }
    case .filledWhen(let column, let other, _):
      return failing(batch, column, other, judged) { record in
        judged.isEmpty(record, column) && isOneOfWords(batch, record, projection[other])
      }
    case .filledOnlyWhen(let column, let other, _):
      return failing(batch, column, other, judged) { record in
        !judged.isEmpty(record, column) && !isOneOfWords(batch, record, projection[other])
      }
    case .emptyWhen(let column, let other, _):
      return failing(batch, column, other, judged) { record in
        !judged.isEmpty(record, column) && isOneOfWords(batch, record, projection[other])
      }
    case .filledOnlyWith(let column, let other):
      return failing(batch, column, other, judged) { record in
        !judged.isEmpty(record, column) && judged.isEmpty(record, other)
      }
    case .filledTogether(let columns):
      return miscounted(batch, columns, judged) { $0 == 0 || $0 == columns.count }
    case .oneFilled(let columns):
      return miscounted(batch, columns, judged) { $0 == 1 }
    case .ordered(let earlier, let later, let strictly):
      // Nearly all that are compared are instants, for which no rank is made.
      guard types[earlier] == .datetime, types[later] == .datetime else {
        return ordered(batch, projection, earlier, later, strictly, judged) {
          [types] cell, column in
          CellRank(cell, types[column])
        }
      }
      return orderedInstants(batch, projection, earlier, later, strictly, judged)
    case .within(let column, let bounds):
      return failing(batch, column, column, judged) { record in
        guard !judged.isEmpty(record, column),
          let value = batch.withCell(record, projection[column], { CellRank($0, types[column]) })
        else { return false }
        return !bounds.admit(value)
      }
    case .different(let column, let other):
      return failing(batch, column, other, judged) { record in
        guard !judged.isEmpty(record, column), !judged.isEmpty(record, other) else { return false }
        return batch.withCell(record, projection[column]) { cell in
          batch.withCell(record, projection[other]) { cell.equals($0) }
        }
      }
    }
  }

  /// The records that `isBroken`, of those whose two cells are not faulty.
  @inline(__always)
  private func failing(
    _ batch: borrowing RecordBatch, _ column: Int, _ other: Int, _ judged: Judgements,
    _ isBroken: (Int) -> Bool
  ) -> [Int] {
    var records: [Int] = []
    for record in 0..<batch.count
    where !judged.isFaulty(record, column) && !judged.isFaulty(record, other) {
      if isBroken(record) { records.append(record) }
    }
    return records
  }

  /// The records of whose cells another number than `isRight` is filled.
  private func miscounted(
    _ batch: borrowing RecordBatch, _ columns: [Int], _ judged: Judgements,
    _ isRight: (Int) -> Bool
  ) -> [Int] {
    (0..<batch.count).filter { record in
      columns.allSatisfy { !judged.isFaulty(record, $0) }
        && !isRight(columns.count { !judged.isEmpty(record, $0) })
    }
  }

  private func isOneOfWords(_ batch: borrowing RecordBatch, _ record: Int, _ at: Int) -> Bool {
    guard at >= 0 else { return false }
    let isShort = batch.withBytes(record, at) { cell -> Bool in
      guard let cell = cell.short else { return false }
      for i in shortWords.indices where shortWords[i] == cell { return true }
      return false
    }
    if isShort { return true }
    return batch.withCell(record, at) { cell in
      for i in words.indices where cell.equals(words[i]) { return true }
      return false
    }
  }

  private func orderedInstants(
    _ batch: borrowing RecordBatch, _ projection: [Int], _ earlier: Int, _ later: Int,
    _ strictly: Bool, _ judged: Judgements
  ) -> [Int] {
    var (first, second) = (InstantDecoder(), InstantDecoder())
    return failing(batch, earlier, later, judged) { record in
      guard !judged.isEmpty(record, earlier), !judged.isEmpty(record, later),
        let start = first.seconds(in: batch, record, projection[earlier]),
        let end = second.seconds(in: batch, record, projection[later])
      else { return false }
      return strictly ? !(start < end) : end < start
    }
  }

  @inline(__always)
  private func ordered<Rank: Comparable>(
    _ batch: borrowing RecordBatch, _ projection: [Int], _ earlier: Int, _ later: Int,
    _ strictly: Bool, _ judged: Judgements, _ rank: (Span<UInt8>, Int) -> Rank?
  ) -> [Int] {
    failing(batch, earlier, later, judged) { record in
      guard !judged.isEmpty(record, earlier), !judged.isEmpty(record, later),
        let first = batch.withCell(record, projection[earlier], { rank($0, earlier) }),
        let second = batch.withCell(record, projection[later], { rank($0, later) })
      else { return false }
      return strictly ? !(first < second) : second < first
    }
  }
}

extension RuleCheck {
  /// The cells that the rules are about, as they stand in the record: "status is completed".
  static func facts(
    on columns: [Int], _ batch: borrowing RecordBatch, _ record: Int, _ projection: [Int],
    _ table: TableSchema
  ) -> String {
    var cells: [String] = []
    for column in columns {
      let text = projection[column] < 0 ? "" : batch.text(record, projection[column])
      cells.append("\(table.columns[column].name) is \(text.isEmpty ? "empty" : abbreviated(text))")
    }
    return "Here \(cells.joinedForReading())."
  }
}
