internal import CSVText

/// What each new row holds by itself, and whether what it refers to is there.
extension Change {
  /// Checks the rows of a draft that would be new or other than before, as `Check` does a file of
  /// them.
  /// - Parameter stuck: Rows that cannot come into their state. What the state asks of other cells is
  ///   not told beside that.
  mutating func judgeRows(
    _ draft: TableDraft, stuck: Set<RowAddress.Start>, _ rules: QualityRules,
    _ judgement: inout ChangeJudgement
  ) throws {
    let rows = draft.newRows
    guard !rows.isEmpty else { return }
    let library = try keyLibrary(for: draft.table)
    let rules = rules.about(draft.table)
    let found = try findings(in: rows.map(\.cells), draft, library, rules)
    // What was wrong with a row before is not the fault of who changes another cell of it.
    let before = rows.map(\.old?.cells)
    let faulty = Set(found.map(\.row)).filter { before[$0] != nil }.sorted()
    var known: [Int: [Finding]] = [:]
    for (i, finding) in try findings(
      in: faulty.compactMap { before[$0] }, draft, library, rules)
    {
      known[faulty[i], default: []].append(finding)
    }
    for (row, finding) in found {
      if known[row, default: []].contains(where: { $0.isSame(as: finding) }) { continue }
      let address = rows[row].old?.address
      if finding.code == .state, let address, stuck.contains(address.start) { continue }
      let told = Finding(
        finding.code, finding.severity,
        file: address.map { draft.title(of: $0) } ?? draft.titleForNewRows,
        place: try address.map { try draft.hand.place(of: $0) },
        table: draft.table.name, field: finding.field,
        key: draft.table.keyText(of: rows[row].cells),
        finding.message, hint: finding.hint)
      switch finding.severity {
      case .error: judgement.refuse(told, inserted: rows[row].inserted)
      case .warning: judgement.warnings.append(told)
      case .note: continue
      }
    }
  }

  /// The findings of rows, each with its row's number.
  ///
  /// Of one file only so many findings are kept, so that many rows are looked at in slices.
  private func findings(
    in rows: [[String]], _ draft: TableDraft, _ library: KeyLibrary, _ rules: [QualityRule]
  ) throws -> [(row: Int, finding: Finding)] {
    var all: [(row: Int, finding: Finding)] = []
    for start in stride(from: 0, to: rows.count, by: 1000) {
      let slice = rows[start..<min(start + 1000, rows.count)]
      all += try findings(inSlice: slice, draft.table, library, rules)
    }
    return all
  }

  /// The findings of rows that are written into a file of their own.
  private func findings(
    inSlice rows: ArraySlice<[String]>, _ table: TableSchema, _ library: KeyLibrary,
    _ rules: [QualityRule]
  ) throws -> [(row: Int, finding: Finding)] {
    var bytes = Array(table.headerLine.utf8)
    var starts: [Int] = []
    for cells in rows {
      starts.append(bytes.count)
      bytes.appendRecord(cells)
    }
    let name = table.name + ".csv"
    let alone = try Store(
      LooseFile(name: name, bytes: bytes), catalog: store.catalog, options: store.options)
    // Ages are those of a table, and not asked of single rows, so that the moment does not matter.
    var check = TableCheck(
      table, alone, library, told: nil, rules: rules.filter(\.check.isAboutRow),
      at: Instant(seconds: 0))
    // Keys are compared with those of the whole table, elsewhere.
    check.keys = []
    // Each row is told of by itself, as it may be put aside by itself.
    for i in check.references.indices { check.references[i].limit = .max }
    try check.read(TableFile(table: table.name, path: name))
    var row = rows.startIndex
    return check.files.flatMap(\.findings.findings)
      .compactMap { finding in finding.place.map { (finding, $0.offset) } }
      .sorted { $0.1 < $1.1 }
      .map { finding, offset in
        while row + 1 < rows.endIndex, starts[row + 1 - rows.startIndex] <= offset { row += 1 }
        return (row, finding)
      }
  }

  /// The values that the columns of a table may refer to, as the change would leave them.
  private mutating func keyLibrary(for table: TableSchema) throws -> KeyLibrary {
    var library = KeyLibrary()
    for column in table.columns {
      guard let reference = column.reference, library[reference] == nil,
        let target = store.catalog[reference.table],
        let place = target.column(named: reference.column)
      else { continue }
      library.add(try withDraft(of: target) { try $0.values(of: place) }, for: reference)
    }
    return library
  }
}

extension Finding {
  fileprivate func isSame(as other: Finding) -> Bool {
    code == other.code && field == other.field && message == other.message
  }
}

extension TableDraft {
  /// All values of a column in the new state. What stands in records that cannot be read is not among
  /// them.
  fileprivate func values(of column: Int) throws -> KeySet {
    var keys = KeySet(of: table.columns[column].type)
    let changed = Set(edited.values.map(\.old.address.start))
    for number in hand.files.indices {
      let place = hand.files[number].projection[column]
      if place < 0 { continue }
      try hand.forEachBatch(of: number, options, skipsFaults: true) { batch in
        for record in 0..<batch.count {
          let start = RowAddress.Start(file: number, offset: batch.offset(of: record))
          if !changed.isEmpty, changed.contains(start) { continue }
          if !batch.isEmpty(record, place) {
            _ = batch.withCell(record, place) { keys.insert($0) }
          }
        }
      }
    }
    for row in newRows where !row.cells[column].isEmpty {
      let bytes = Array(row.cells[column].utf8)
      _ = keys.insert(bytes.span)
    }
    keys.makeIndex()
    return keys
  }
}

/// A folder of one file in memory.
private struct LooseFile: FileTree {
  let name: String
  let bytes: [UInt8]

  func names(in folder: String) -> [String] { folder.isEmpty ? [name] : [] }
  func open(_ path: String) throws -> any ByteSource {
    guard path == name else { throw FileError(path, 2) }
    return MemorySource(bytes)
  }
}
