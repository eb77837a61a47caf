internal import CSVText
internal import Wording

/// What depends on rows that would be gone.
extension Change {
  /// Takes with deleted rows those that refer to them with the rule `cascade`, and refuses what would
  /// leave a reference to nothing.
  mutating func followDeletions(_ judgement: inout ChangeJudgement) throws {
    var told: Set<GoneValue> = []
    var left = drafts.values.filter { !$0.isUnchanged }.map(\.table)
    while let table = left.popLast() {
      for column in table.columns.indices {
        let referring = store.catalog.references(to: table.name, table.columns[column].name)
        if referring.isEmpty { continue }
        let gone = try withDraft(of: table) { $0.goneValues(of: column) }
          .filter { told.insert($0).inserted }
        if gone.isEmpty { continue }
        for (other, referrer) in referring {
          guard let place = other.column(named: referrer.name) else { continue }
          let found = try withDraft(of: other) { try $0.rows(referringBy: place, to: gone) }
          if found.isEmpty { continue }
          let isTaken = try take(found, gone, of: table, from: other, referrer, &judgement)
          if isTaken { left.append(other) }
        }
      }
    }
  }

  /// Does what the delete rule says; whether rows were deleted.
  private mutating func take(
    _ found: [String: [DraftRow]], _ gone: [GoneValue], of table: TableSchema,
    from other: TableSchema, _ referrer: ColumnSchema, _ judgement: inout ChangeJudgement
  ) throws -> Bool {
    var isTaken = false
    for value in gone {
      guard let rows = found[value.text], let rule = referrer.reference?.onDelete else { continue }
      switch rule {
      case .cascade where value.cascades:
        try withDraft(of: other) { try $0.delete(rows, cascade: true) }
        isTaken = true
      case .cascade, .restrict:
        judgement.refuse(finding(rows, value, table, other, referrer, .error))
      case .warn:
        judgement.warnings.append(finding(rows, value, table, other, referrer, .warning))
      }
    }
    return isTaken
  }

  private func finding(
    _ rows: [DraftRow], _ value: GoneValue, _ table: TableSchema, _ other: TableSchema,
    _ referrer: ColumnSchema, _ severity: Severity
  ) -> Finding {
    let keys = rows.prefix(3).map { other.keyText(of: $0.cells) }
    let more = rows.count > 3 ? " and \(grouped(rows.count - 3)) more" : ""
    let what = counted(rows.count, "row")
    return Finding(
      .foreignKey, severity, file: drafts[table.name]?.titleForNewRows ?? table.name,
      table: table.name, field: value.column, key: value.key,
      "\(what) of \(other.name) refer\(rows.count == 1 ? "s" : "") to \(value.column) "
        + "'\(abbreviated(value.text))', which would be gone",
      hint: "\(other.name).\(referrer.name) names it in \(keys.joined(separator: ", "))\(more).")
  }
}

/// A value that others may refer to, and that no row would have any more.
struct GoneValue: Hashable {
  let table: String
  let column: String
  let text: String
  /// The row's primary key.
  let key: String
  /// Whether the row is deleted, and may take others with it.
  let cascades: Bool
}

extension TableDraft {
  fileprivate func goneValues(of column: Int) -> [GoneValue] {
    let kept = Set(newRows.map { $0.cells[column] })
    return edited.values.sorted { $0.old.address < $1.old.address }.compactMap { row in
      let text = row.old.cells[column]
      guard !text.isEmpty, row.new?[column] != text, !kept.contains(text) else { return nil }
      return GoneValue(
        table: table.name, column: table.columns[column].name, text: text,
        key: table.keyText(of: row.old.cells), cascades: row.new == nil && row.cascades)
    }
  }

  /// The rows of the new state whose cell in a column, or an element of it, is one of these values.
  /// Reads the table once.
  fileprivate func rows(
    referringBy column: Int, to gone: [GoneValue]
  ) throws -> [String: [DraftRow]] {
    let isList = if case .list = table.columns[column].type { true } else { false }
    var wanted = ByteTable()
    for value in gone {
      let bytes = Array(value.text.utf8)
      wanted.insert(bytes.span)
    }
    wanted.makeIndex()
    var found: [(text: String, address: RowAddress)] = []
    for file in hand.files.indices {
      let place = hand.files[file].projection[column]
      if place < 0 { continue }
      try hand.forEachBatch(of: file, options) { batch in
        for record in 0..<batch.count {
          let hits = batch.withCell(record, place) { cell -> [String] in
            guard isList else { return wanted.number(of: cell).map { [wanted.text($0)] } ?? [] }
            return cell.listElements.compactMap { range in
              wanted.number(of: cell.extracting(range)).map { wanted.text($0) }
            }
          }
          for hit in hits { found.append((hit, RowAddress(batch, record, file: file))) }
        }
      }
    }
    var rows: [String: [DraftRow]] = [:]
    for (text, address) in found where edited[address.start] == nil {
      let row = try hand.row(at: address, options)
      rows[text, default: []].append(DraftRow(origin: .file(address), cells: row.cells))
    }
    for row in edited.values {
      guard let new = row.new else { continue }
      for value in Self.elements(new[column], isList) where wanted.contains(value) {
        rows[value, default: []].append(DraftRow(origin: .file(row.old.address), cells: new))
      }
    }
    for (i, cells) in inserted.enumerated() {
      for value in Self.elements(cells[column], isList) where wanted.contains(value) {
        rows[value, default: []].append(DraftRow(origin: .inserted(i), cells: cells))
      }
    }
    return rows
  }

  private static func elements(_ cell: String, _ isList: Bool) -> [String] {
    isList ? cell.utf8.split(separator: UInt8(ascii: ";")).map { String($0) ?? "" } : [cell]
  }
}

extension ByteTable {
  fileprivate func contains(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return number(of: bytes.span) != nil
  }
}
