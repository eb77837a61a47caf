internal import CSVText

// Several threads check one table: each has a copy, looks at the blocks that it reads, and gathers the
// keys in them; then what they found is put in the order of the file. Nothing that a cell or a row is
// told of depends on the others, but for keys. Where a key came twice, and in the few other cases in
// which the order matters, the table is read once more, record after record.
extension TableCheck {
  /// Checks all files of the table with several threads.
  ///
  /// - Returns: Whether that was possible; if not, what was found counts for nothing.
  mutating func readTogether(_ all: [TableFile]) throws -> Bool {
    guard store.catalog.ruleTable?.table.name != table.name else { return false }
    gatherings = keys.map { _ in KeyGathering() }
    do {
      for file in all {
        try read(file) { check, reader, faults in try check.share(&reader, &faults) }
      }
    } catch is NeedsOrder {
      return false
    }
    for (key, gathering) in zip(keys, gatherings) where !gathering.areDistinct {
      guard try KeyHashes.areDistinct(key.columns, of: table, in: store) else { return false }
    }
    return true
  }

  /// Has the records of the file at hand read by several threads.
  private mutating func share(
    _ reader: inout RecordReader, _ faults: inout FaultFolding
  ) throws {
    var own = self
    own.files = [Checked(file: files[current].file, title: title)]
    own.gatherings = gatherings.map { KeyGathering(after: $0) }
    own.references = references.map(\.emptied)
    let number = current
    let workers = Workers { [own] in Part(check: own) }
    try reader.read(with: workers) { fault in
      note(fault, &faults)
    } records: { part, batch in
      try part.add(batch, file: number)
    }
    let parts = workers.results { $0 }
    for part in parts { try merge(part.check) }
    if references.contains(where: \.isFull) { throw NeedsOrder() }
    for found in parts.flatMap(\.found).sorted(by: { $0.offset < $1.offset }) {
      files[current].findings.add(found.findings)
    }
  }

  /// What one thread has found.
  private struct Part {
    var check: TableCheck
    /// The findings of each batch that has any, and where it begins.
    var found: [(offset: Int, findings: FileFindings)] = []
    private var kept = 0

    init(check: TableCheck) { self.check = check }

    mutating func add(_ batch: borrowing RecordBatch, file: Int) throws {
      check.files[0].findings = FileFindings(limit: FindingList.limitPerFile - kept)
      guard check.judgeCells(batch).isEmpty else { throw NeedsOrder() }
      for i in check.keys.indices
      where check.keys[i].columns.allSatisfy({ check.projection[$0] >= 0 }) {
        try check.gatherings[i].add(
          &check.keys[i], batch, check.projection, check.judged, file: file)
      }
      check.finish(batch, [])
      if check.references.contains(where: \.isFull) { throw NeedsOrder() }
      let findings = check.files[0].findings
      guard !findings.counts.isEmpty else { return }
      found.append((batch.offset, findings))
      kept += findings.findings.count
    }
  }

  /// Adds what another thread has counted in the file at hand.
  private mutating func merge(_ part: TableCheck) throws {
    for i in gatherings.indices { try gatherings[i].merge(part.gatherings[i]) }
    for i in references.indices { references[i].merge(part.references[i]) }
    for i in quality.indices { quality[i].merge(part.quality[i]) }
    files[current].records += part.files[0].records
    files[current].rows += part.files[0].rows
    files[current].rowsWithoutColumn.merge(part.files[0].rowsWithoutColumn) {
      $0.merged(with: $1)
    }
    files[current].rowsWithoutFilled.merge(part.files[0].rowsWithoutFilled, uniquingKeysWith: +)
    files[current].untold += part.files[0].untold
  }
}
