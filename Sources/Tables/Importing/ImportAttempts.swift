internal import CSVText
internal import Wording

/// One import while it is tried, again and again where rows turn out to be bad.
///
/// What a record holds by itself is seen when it is read; what the tables say to it, when the whole
/// change is judged. Then the refused rows are left out and the others tried again, so that all
/// findings come together and good rows are known to be good.
struct ImportAttempts {
  let file: Import
  let store: Store
  /// Where records begin that the tables refused.
  private var excluded: Set<Int> = []
  /// Why, and in which record; about another place where there is none.
  private var refusals: [(finding: Finding, start: Place?)] = []
  private var entry = ImportEntry()

  init(file: Import, store: Store) {
    self.file = file
    self.store = store
  }

  /// Writes all rows or none.
  mutating func writeAll(
    isPreview: Bool, _ progress: (Int) -> Void
  ) throws -> Import.Outcome {
    if let outcome = try attempt(isPreview: isPreview, stopsAtBad: true, progress) {
      return outcome
    }
    // Bad records ended it before the tables were asked. What they say is told in the same breath.
    if refusals.isEmpty { _ = try attempt(isPreview: true, stopsAtBad: false) { _ in } }
    throw RefusedImport(try allFindings())
  }

  /// Writes the rows that nothing is wrong with.
  mutating func writeGood(
    isPreview: Bool, _ keep: ([Range<Int>]) throws -> Void, _ progress: (Int) -> Void
  ) throws -> Import.Outcome {
    // Mostly all of them are good, and once through the file is enough.
    if !isPreview, let outcome = try attempt(isPreview: false, stopsAtBad: true, progress) {
      return outcome
    }
    while true {
      let known = excluded.count
      guard let outcome = try attempt(isPreview: true, stopsAtBad: false, progress) else {
        // What was refused is no row that could be left out.
        if excluded.count == known { throw RefusedImport(try allFindings()) }
        continue
      }
      // Nobody knows what the rest of the file holds.
      if entry.pass.isCutShort { throw RefusedImport(try allFindings()) }
      if isPreview { return outcome }
      try keep(outcome.badRecords)
      if let outcome = try attempt(isPreview: false, stopsAtBad: false, progress) {
        return outcome
      }
    }
  }
}

extension ImportAttempts {
  private struct BadRecords: Error {}

  /// Tries all rows but those that were refused before; `nil` when there are bad records, or other
  /// rows are refused.
  private mutating func attempt(
    isPreview: Bool, stopsAtBad: Bool, _ progress: (Int) -> Void
  ) throws -> Import.Outcome? {
    var entry = ImportEntry()
    defer { self.entry = entry }
    let (file, excluded) = (file, excluded)
    func enter(_ change: inout Change) throws {
      entry = try file.enter(&change, excluding: excluded, progress)
      if stopsAtBad, entry.pass.isCutShort || !entry.pass.badRecords.isEmpty { throw BadRecords() }
    }
    let what = "import \(file.title) into \(file.table.name)"
    do {
      let written = try isPreview ? store.preview(what, enter) : store.write(what, enter)
      let updated = written.tables.first { $0.table == file.table.name }?.updated ?? 0
      self.entry = entry
      return Import.Outcome(
        written: written, unchanged: entry.updated.count - updated,
        blankRecords: entry.pass.blankRecords, badRecords: entry.pass.badRecords,
        findings: RefusedImport(try allFindings()).findings)
    } catch is BadRecords {
      return nil
    } catch let refused as RefusedChange {
      exclude(refused, entry)
      return nil
    }
  }

  /// Leaves out the rows that were refused, and remembers why.
  private mutating func exclude(_ refused: RefusedChange, _ entry: ImportEntry) {
    for (finding, row) in zip(refused.findings, refused.rows) {
      var start: Place?
      if finding.table == file.table.name {
        start = row.map { entry.inserted[$0] } ?? finding.key.flatMap { entry.updated[$0] }
      }
      refusals.append((advised(finding), start))
      if let start { excluded.insert(start.offset) }
    }
  }

  private func advised(_ finding: Finding) -> Finding {
    guard !file.isUpdate, finding.code == .primaryKey || finding.code == .uniqueError else {
      return finding
    }
    return Finding(
      finding.code, finding.severity, file: finding.file, place: finding.place,
      table: finding.table, field: finding.field, key: finding.key, finding.message,
      hint: finding.hint + " --update changes rows that are there.")
  }

  /// Every finding so far, in the order of the file.
  private func allFindings() throws -> FileFindings {
    var found = entry.pass.found
    for finding in try file.findings(refusals) { found.add(finding) }
    return found
  }
}

/// The rows of a file as they were entered into a change.
struct ImportEntry {
  var pass = Import.Pass()
  /// Where each inserted row begins in the file.
  var inserted: [Place] = []
  /// The same for changed ones, by their primary keys as text.
  var updated: [String: Place] = [:]
}

extension Import {
  /// Enters the rows of the file into a change.
  func enter(
    _ change: inout Change, excluding excluded: Set<Int>, _ progress: (Int) -> Void
  ) throws -> ImportEntry {
    guard isUpdate, let key = plan.matchingKey else {
      var starts: [Place] = []
      let pass = try rows(excluding: excluded, progress: progress) { row in
        try change.insert(row.cells, into: table)
        starts.append(row.start)
      }
      return ImportEntry(pass: pass, inserted: starts)
    }
    return try update(&change, by: key, excluding: excluded, progress)
  }

  /// Changes the rows that are there, and adds the others.
  private func update(
    _ change: inout Change, by key: [Int], excluding excluded: Set<Int>,
    _ progress: (Int) -> Void
  ) throws -> ImportEntry {
    // All are looked for before any is changed: a draft with many changes is slow to look into.
    var known: [(standing: DraftRow, row: Row)] = []
    var new: [Row] = []
    var bad: [(row: Row, finding: Finding)] = []
    var entry = ImportEntry()
    entry.pass = try rows(excluding: excluded, progress: progress) { row in
      let values = key.map { row.cells[$0] }
      let found =
        try values.contains("")
        ? [] : change.withDraft(of: table) { try $0.rows(with: values, in: key) }
      if found.count == 1 {
        known.append((found[0], row))
      } else if !found.isEmpty {
        bad.append((row, unclear(values, key)))
      } else if plan.missing.isEmpty {
        new.append(row)
      } else {
        bad.append((row, absent(values, key)))
      }
    }
    for finding in try findings(bad.map { ($0.finding, $0.row.start) }) {
      entry.pass.found.add(finding)
    }
    entry.pass.badRecords += bad.map(\.row.bytes)
    entry.pass.badRecords.sort { $0.lowerBound < $1.lowerBound }
    let columns = table.columns.indices.filter { plan.hasSource($0) }
    try change.withDraft(of: table) { draft in
      for (standing, row) in known {
        var cells = standing.cells
        for column in columns { cells[column] = row.cells[column] }
        try draft.put(cells, inPlaceOf: standing, leeway: .anyWay)
        entry.updated[table.keyText(of: cells)] = row.start
      }
    }
    for row in new {
      try change.insert(row.cells, into: table)
      entry.inserted.append(row.start)
    }
    return entry
  }

  /// A row to be changed that is not there, and that cannot be added either.
  private func absent(_ values: [String], _ key: [Int]) -> Finding {
    let missing = plan.missing.map { table.columns[$0].name }.joinedForReading()
    return finding(
      key, "no row of \(table.name) has \(shown(values, key))",
      "It cannot be added, as nothing says what \(missing) is.")
  }

  /// A row to be changed that could be several.
  private func unclear(_ values: [String], _ key: [Int]) -> Finding {
    finding(
      key, "several rows of \(table.name) have \(shown(values, key))",
      "'plainlab check' names their lines. Give each its own first.")
  }

  private func shown(_ values: [String], _ key: [Int]) -> String {
    let names = key.map { table.columns[$0].name }.joined(separator: ", ")
    return "\(names) '\(abbreviated(values.joined(separator: ", ")))'"
  }

  private func finding(_ key: [Int], _ message: String, _ hint: String) -> Finding {
    Finding(
      table.primaryKey == key ? .primaryKey : .uniqueError, file: title,
      field: table.columns[key[0]].name, message, hint: hint)
  }
}
