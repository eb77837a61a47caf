internal import CSVText
internal import Wording

/// What is wrong with the state that a change would lead to, and what is only worth saying.
struct ChangeJudgement {
  /// A fault and, where it is that of a row which the change inserts, which of them.
  struct Refusal {
    let finding: Finding
    var inserted: Int?
  }

  var refusals: [Refusal] = []
  var warnings: [Finding] = []

  mutating func refuse(_ finding: Finding, inserted: Int? = nil) {
    refusals.append(Refusal(finding: finding, inserted: inserted))
  }
}

extension Change {
  /// Follows what the deletions take with them, then looks at every row that would be new or other
  /// than before, and at the rows elsewhere that depend on one that would be gone.
  ///
  /// Faults that stood in the files before are no reason to refuse.
  mutating func judge() throws -> ChangeJudgement {
    var judgement = ChangeJudgement()
    try followDeletions(&judgement)
    // As they were before: who changes a rule and rows at once is held to the old one.
    let rules = try QualityRules(in: store)
    for table in store.catalog.inOrder(drafts.keys) {
      guard let draft = drafts[table.name], !draft.isUnchanged else { continue }
      try judgeRows(draft, stuck: try judgeStates(draft, &judgement), rules, &judgement)
      let unique = rules.about(table).filter(\.isUnique)
      try withDraft(of: table) { try $0.judgeKeys(unique, &judgement) }
    }
    return judgement
  }

  /// Whether each state may follow on the one before it; returns the rows where one may not.
  private func judgeStates(
    _ draft: TableDraft, _ judgement: inout ChangeJudgement
  ) throws -> Set<RowAddress.Start> {
    var stuck: Set<RowAddress.Start> = []
    for machine in draft.table.stateMachines {
      for row in draft.edited.values {
        guard let new = row.new else { continue }
        let (from, to) = (row.old.cells[machine.column], new[machine.column])
        let isFree =
          switch row.leeway {
          case .oneStep: false
          case .anyWay: machine.reaches(from: from, to: to)
          case .takenBack: true
          }
        guard !isFree, let refusal = machine.refusal(from: from, to: to) else { continue }
        judgement.refuse(
          Finding(
            .state, file: draft.title(of: row.old.address),
            place: try draft.hand.place(of: row.old.address), table: draft.table.name,
            field: draft.table.columns[machine.column].name, key: draft.table.keyText(of: new),
            refusal.message, hint: refusal.hint))
        stuck.insert(row.old.address.start)
      }
    }
    return stuck
  }
}

extension TableDraft {
  /// The file in which a row stands, as a person is told it.
  func title(of address: RowAddress) -> String { hand.files[address.file].title }

  /// The rows that would be new or other than before.
  var newRows: [(cells: [String], inserted: Int?, old: StandingRow?)] {
    let changed = edited.values.sorted { $0.old.address < $1.old.address }.compactMap { row in
      row.new.map { (cells: $0, inserted: Int?.none, old: StandingRow?.some(row.old)) }
    }
    return changed + inserted.enumerated().map { ($0.element, $0.offset, nil) }
  }
}

extension TableDraft {
  /// Looks for rows that would have the same key as another.
  /// - Parameter rules: The lab's own rules that demand something to be unique.
  fileprivate mutating func judgeKeys(
    _ rules: [QualityRule], _ judgement: inout ChangeJudgement
  ) throws {
    let rows = newRows
    let keys = ([table.primaryKey] + table.uniqueKeys).map {
      (columns: $0, rule: QualityRule?.none)
    }
    for (columns, rule) in keys + rules.map({ (columns: $0.columns, rule: $0) })
    where !columns.isEmpty {
      var seen: Set<[UInt8]> = []
      for row in rows {
        let values = columns.map { row.cells[$0] }
        if columns != table.primaryKey, values.contains("") { continue }
        let isOwn = row.old.map { old in columns.map { old.cells[$0] }.isSame(as: values) } ?? false
        var other: RowAddress?
        if !isOwn, !isFresh(values, columns) {
          other = try addresses(of: values, in: columns).first { edited[$0.start] == nil }
        }
        guard !seen.insert(CellKey.joined(values)).inserted || other != nil else { continue }
        let finding = try duplicate(values, columns, row, of: other, rule)
        switch finding.severity {
        case .error: judgement.refuse(finding, inserted: row.inserted)
        case .warning: judgement.warnings.append(finding)
        case .note: continue
        }
      }
    }
  }

  /// Whether the key is one that `takeID` gave, so that nothing can have it.
  private func isFresh(_ values: [String], _ columns: [Int]) -> Bool {
    columns == table.primaryKey && values.count == 1 && givenIDs.contains(values[0])
  }

  private func duplicate(
    _ values: [String], _ columns: [Int],
    _ row: (cells: [String], inserted: Int?, old: StandingRow?), of other: RowAddress?,
    _ rule: QualityRule?
  ) throws -> Finding {
    let names = columns.map { table.columns[$0].name }.joined(separator: ", ")
    let place = try other.map {
      "It stands in \(visible(title(of: $0))), line \(try hand.place(of: $0).line)."
    }
    let fact = "\(names) '\(abbreviated(values.joined(separator: ", ")))' is already there"
    let advice = place ?? "The change has it twice."
    return Finding(
      rule != nil ? .rule : columns == table.primaryKey ? .primaryKey : .uniqueError,
      rule?.severity ?? .error,
      file: row.old.map { title(of: $0.address) } ?? titleForNewRows,
      place: try row.old.map { try hand.place(of: $0.address) }, table: table.name, field: names,
      key: table.keyText(of: row.cells),
      rule?.message ?? fact,
      hint: rule.map { "Here \(fact). \(advice) \($0.source)" }
        ?? "\(advice) Every row needs its own.")
  }
}
