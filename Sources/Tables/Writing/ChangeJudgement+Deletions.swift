internal import CSVText
internal import Wording

/// What depends on rows that would be gone.
extension Change {
  /// Takes with deleted rows those that refer to them with the rule `cascade`, and these with theirs;
  /// then refuses what would leave a reference to nothing.
  mutating func followDeletions(_ judgement: inout ChangeJudgement) throws {
    while try takeCascading() {}
    for table in store.catalog.inOrder(drafts.keys) {
      try forEachDependent(of: table) { change, found, value, other, referrer in
        switch referrer.reference?.onDelete {
        case .warn where !value.isTakenBack:
          judgement.warnings.append(change.finding(found, value, table, other, referrer, .warning))
        case .cascade, .restrict, .warn:
          judgement.refuse(change.finding(found, value, table, other, referrer, .error))
        case nil: break
        }
      }
    }
  }

  /// Deletes the rows that go with deleted ones; whether there were any.
  private mutating func takeCascading() throws -> Bool {
    var isMore = false
    // Taking out an inserted row moves those behind it: the places that were found hold no more.
    var isMoved = false
    for table in store.catalog.inOrder(drafts.keys) {
      try forEachDependent(of: table) { change, found, value, other, referrer in
        guard !isMoved, value.cascades, referrer.reference?.onDelete == .cascade else { return }
        isMoved = found.contains { if case .inserted = $0.origin { true } else { false } }
        try change.withDraft(of: other) { try $0.delete(found, cascade: true) }
        isMore = true
      }
    }
    return isMore
  }

  /// Hands out, for each value of a table that would be gone, the rows of each column elsewhere that
  /// refer to it.
  private mutating func forEachDependent(
    of table: TableSchema,
    _ body: (
      inout Change, _ found: [DraftRow], GoneValue, _ other: TableSchema, _ referrer: ColumnSchema
    ) throws -> Void
  ) throws {
    // Of new rows nothing was there before that could be gone.
    guard let draft = drafts[table.name], !draft.edited.isEmpty else { return }
    for column in table.columns.indices {
      let referring = store.catalog.references(to: table.name, table.columns[column].name)
      if referring.isEmpty { continue }
      let gone = try withDraft(of: table) { $0.goneValues(of: column) }
      if gone.isEmpty { continue }
      for (other, referrer) in referring {
        guard let place = other.column(named: referrer.name) else { continue }
        let found = try withDraft(of: other) { try $0.rows(referringBy: place, to: gone) }
        for value in gone {
          guard let rows = found[value.text] else { continue }
          try body(&self, rows, value, other, referrer)
        }
      }
    }
  }

  private func finding(
    _ rows: [DraftRow], _ value: GoneValue, _ table: TableSchema, _ other: TableSchema,
    _ referrer: ColumnSchema, _ severity: Severity
  ) -> Finding {
    let keys = rows.prefix(3).map { other.keyText(of: $0.cells) }
    let more = rows.count > 3 ? " and \(grouped(rows.count - 3)) more" : ""
    let what = counted(rows.count, "row")
    let text = abbreviated(String(decoding: value.text, as: UTF8.self))
    return Finding(
      .foreignKey, severity, file: drafts[table.name]?.titleForNewRows ?? table.name,
      table: table.name, field: value.column, key: value.key,
      "\(what) of \(other.name) refer\(rows.count == 1 ? "s" : "") to \(value.column) "
        + "'\(text)', which would be gone",
      hint: "\(other.name).\(referrer.name) names it in \(keys.joined(separator: ", "))\(more).")
  }
}

/// A value that others may refer to, and that no row would have any more.
struct GoneValue {
  let column: String
  /// The cell's bytes, or those of an element of a list.
  let text: [UInt8]
  /// The row's primary key.
  let key: String
  /// Whether the row is deleted, and may take others with it.
  let cascades: Bool
  /// Whether it goes because what was done is taken back.
  let isTakenBack: Bool
}

extension TableDraft {
  fileprivate func goneValues(of column: Int) -> [GoneValue] {
    let kept = Set(newRows.map { Array($0.cells[column].utf8) })
    return edited.values.sorted { $0.old.address < $1.old.address }.compactMap { row in
      let text = Array(row.old.cells[column].utf8)
      guard !text.isEmpty, !kept.contains(text) else { return nil }
      return GoneValue(
        column: table.columns[column].name, text: text, key: table.keyText(of: row.old.cells),
        cascades: row.new == nil && row.cascades, isTakenBack: row.leeway == .takenBack)
    }
  }

  /// The rows of the new state whose cell in a column, or an element of it, is one of these values.
  /// Reads the table once.
  fileprivate func rows(
    referringBy column: Int, to gone: [GoneValue]
  ) throws -> [[UInt8]: [DraftRow]] {
    let isList = if case .list = table.columns[column].type { true } else { false }
    let wanted = Set(gone.map(\.text))
    var index = ByteTable()
    for text in wanted { index.insert(text.span) }
    index.makeIndex()
    var found: [(text: [UInt8], address: RowAddress)] = []
    for file in hand.files.indices {
      let place = hand.files[file].projection[column]
      if place < 0 { continue }
      try hand.forEachBatch(of: file, options) { batch in
        for record in 0..<batch.count {
          let hits = batch.withCell(record, place) { cell -> [Int] in
            guard isList else { return index.number(of: cell).map { [$0] } ?? [] }
            return cell.listElements.compactMap { index.number(of: cell.extracting($0)) }
          }
          for hit in hits {
            found.append((Array(index[hit]), RowAddress(batch, record, file: file)))
          }
        }
      }
    }
    var rows: [[UInt8]: [DraftRow]] = [:]
    for (text, address) in found where edited[address.start] == nil {
      let row = try hand.row(at: address, options)
      rows[text, default: []].append(DraftRow(origin: .file(address), cells: row.cells))
    }
    func add(_ cells: [String], _ origin: DraftRow.Origin) {
      let cell = Array(cells[column].utf8)
      let values = isList ? cell.span.listElements.map { Array(cell[$0]) } : [cell]
      for value in values where wanted.contains(value) {
        rows[value, default: []].append(DraftRow(origin: origin, cells: cells))
      }
    }
    for row in edited.values {
      if let new = row.new { add(new, .file(row.old.address)) }
    }
    for (i, cells) in inserted.enumerated() { add(cells, .inserted(i)) }
    return rows
  }
}
