internal import CSVText
internal import Wording

/// What holds between the cells of a row.
extension TableCheck {
  /// Rows that break a rule for want of a column that the file does not have.
  struct AbsentColumn {
    var count = 0
    /// The rule that the first of them breaks, and where its batch begins.
    let rule: RowRule
    let offset: Int

    /// Adds rows of other batches of the file.
    func merged(with other: Self) -> Self {
      let first = offset < other.offset ? self : other
      return Self(count: count + other.count, rule: first.rule, offset: first.offset)
    }
  }

  mutating func checkRules(_ batch: borrowing RecordBatch) {
    let offset = batch.offset
    var broken: [Int: [RowRule]] = [:]
    for rule in rules {
      let records = rule.broken(in: batch, projection, judged)
      guard !records.isEmpty else { continue }
      if let absent = rule.rule.columns.first(where: { projection[$0] < 0 }) {
        files[current].rowsWithoutColumn[
          absent, default: AbsentColumn(rule: rule.rule, offset: offset)
        ].count += records.count
      } else {
        for record in records { broken[record, default: []].append(rule.rule) }
      }
    }
    for (record, rules) in broken.sorted(by: { $0.key < $1.key }) {
      for group in RuleGroup.all(of: rules) { tell(group, of: record, batch) }
    }
  }

  private mutating func tell(
    _ group: RuleGroup, of record: Int, _ batch: borrowing RecordBatch
  ) {
    let facts = RuleCheck.facts(on: group.toldColumns, batch, record, projection, table)
    let others = group.rules.dropFirst().map { "Also, \($0.message)." }
    let remark = CellRemark(
      code: group.rules[0].code, severity: .error, message: group.rules[0].message,
      hint: ([facts] + others).joined(separator: " "))
    tell(remark, of: record, group.place, batch)
    // The lab's own rules need not say it again.
    judged[record, group.place] = .faulty
  }

  /// One finding for all rows that need a column which the file does not have; none where a name of
  /// the header was lost, as the column may be there.
  mutating func addRowsWithoutColumn() {
    if hasFaultyHeader { return }
    for (column, absent) in files[current].rowsWithoutColumn.sorted(by: { $0.key < $1.key }) {
      let name = table.columns[column].name
      let rows = counted(absent.count, "row")
      add(
        Finding(
          .missingLabel, file: title, place: header.first, table: table.name, field: name,
          "the header has no column '\(name)', which \(rows) need\(absent.count == 1 ? "s" : "")",
          hint: "It can be left out only while none of its cells is filled. The rule: "
            + absent.rule.message + "."))
    }
  }
}

/// Rules broken by one row that share a column: one wrong cell, most likely.
private struct RuleGroup {
  private(set) var rules: [RowRule]
  private(set) var columns: [Int]

  /// Those whose cells are told: a secret of one rule is none of another.
  var toldColumns: [Int] {
    columns.filter { column in
      rules.allSatisfy { !$0.columns.contains(column) || $0.toldColumns.contains(column) }
    }
  }

  /// The column at which the finding stands: the one that all rules are about, if there are several.
  var place: Int {
    guard rules.count > 1 else { return rules[0].place }
    return columns.first { column in rules.allSatisfy { $0.columns.contains(column) } }
      ?? rules[0].place
  }

  static func all(of rules: [RowRule]) -> [RuleGroup] {
    var groups: [RuleGroup] = []
    for rule in rules {
      if let i = groups.firstIndex(where: { !Set($0.columns).isDisjoint(with: rule.columns) }) {
        groups[i].rules.append(rule)
        groups[i].columns += rule.columns.filter { !groups[i].columns.contains($0) }
      } else {
        groups.append(RuleGroup(rules: [rule], columns: rule.columns))
      }
    }
    return groups
  }
}
