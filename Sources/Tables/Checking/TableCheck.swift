internal import CSVText
internal import Wording

/// Checks the files of one table, one after another, as keys hold across them.
struct TableCheck {
  /// One file and what was found in it.
  struct Checked {
    let file: TableFile
    let title: String
    var findings = FileFindings()
  }

  let table: TableSchema
  let store: Store
  var files: [Checked] = []
  private(set) var records = 0
  private var keys: [KeyCheck]
  private var references: [ReferenceCheck]
  private let rules: [RuleCheck]
  /// How each cell of the batch at hand was judged, record by record.
  private var judged: [Judgement] = []

  enum Judgement: UInt8 {
    case sound
    case empty
    /// A finding was made of it already; nothing further is asked of it.
    case faulty
  }

  init(_ table: TableSchema, _ store: Store, _ library: KeyLibrary) {
    self.table = table
    self.store = store
    keys = KeyCheck.all(of: table)
    references = ReferenceCheck.all(of: table, library)
    rules = table.rules.map { RuleCheck($0, table) }
  }

  mutating func read(_ file: TableFile) throws {
    files.append(Checked(file: file, title: store.tree.title(of: file.path)))
    let source = try store.tree.open(file.path)
    var reader = try RecordReader(source)
    var faults = FaultFolding()
    guard let header = reader.header else {
      try readFaults(&reader, &faults)
      addFaults(faults)
      if files[files.count - 1].findings.findings.isEmpty { addMissingHeader() }
      return
    }
    let match = HeaderMatch(header, of: table, start: try source.bytes(at: 0, count: 1 << 14))
    for fault in match.faults { add(fault) }
    guard match.isUsable else { return }
    loop: while true {
      switch try reader.next() {
      case .end: break loop
      case .fault(let fault): faults.add(fault)
      case .records:
        records += reader.batch.count
        check(reader.batch, match.projection)
      }
    }
    addFaults(faults)
  }

  /// Tells what could only be known at the end: where a key that came twice was first.
  mutating func finish() throws {
    for key in keys where key.hasDuplicates {
      let first = try key.firstPlaces(in: store, table)
      for duplicate in key.duplicates {
        let at = first[duplicate.value].map {
          $0.file == duplicate.file
            ? "line \($0.line)" : "\(files[$0.file].title), line \($0.line)"
        }
        files[duplicate.file].findings.add(
          Finding(
            key.code, file: files[duplicate.file].title, place: duplicate.place,
            table: table.name, field: key.names, key: duplicate.row,
            "\(key.names) '\(abbreviated(duplicate.shown))' is already there",
            hint: at.map { "It first stands in \($0). Every row needs its own." } ?? ""))
      }
    }
    for reference in references where reference.isWeakAndAbsent && reference.seen > 0 {
      files[0].findings.add(
        Finding(
          .foreignKey, .note, file: files[0].title, table: table.name,
          field: reference.column.name,
          "\(reference.column.name) was not checked, as \(reference.target) has no rows"))
    }
  }
}

// MARK: A batch

extension TableCheck {
  private mutating func check(_ batch: borrowing RecordBatch, _ projection: [Int]) {
    let width = table.columns.count
    judged.removeAll(keepingCapacity: true)
    judged.append(contentsOf: repeatElement(.sound, count: batch.count * width))
    let blank = blankRecords(batch, projection)
    for column in table.columns.indices {
      checkCells(of: column, batch, projection)
    }
    for record in blank {
      for column in 0..<width { judged[record * width + column] = .faulty }
    }
    for i in keys.indices { checkKey(i, batch, projection) }
    for i in references.indices { checkReference(i, batch, projection) }
    for rule in rules { checkRule(rule, batch, projection) }
  }

  /// Records whose cells are all empty, as a spreadsheet leaves them: one finding each.
  private mutating func blankRecords(
    _ batch: borrowing RecordBatch, _ projection: [Int]
  ) -> [Int] {
    guard let first = projection.first(where: { $0 >= 0 }) else { return [] }
    var blank: [Int] = []
    for record in 0..<batch.count where batch.isEmpty(record, first) {
      guard (0..<batch.width).allSatisfy({ batch.isEmpty(record, $0) }) else { continue }
      blank.append(record)
      for column in table.columns.indices {
        judged[record * table.columns.count + column] = .faulty
      }
      let place = batch.place(of: record, 0)
      add(
        Finding(
          .blankRow, file: title, place: place, table: table.name, "a row without any value",
          hint: "Remove it: a row is never empty. 'plainlab fmt' does so at the end of a file."))
    }
    return blank
  }

  private mutating func checkCells(
    of column: Int, _ batch: borrowing RecordBatch, _ projection: [Int]
  ) {
    let schema = table.columns[column]
    let width = table.columns.count
    let at = projection[column]
    guard at >= 0 else {
      for record in 0..<batch.count { judged[record * width + column] = .empty }
      return
    }
    for record in 0..<batch.count {
      let verdict = batch.withCell(record, at) { cell -> Judgement in
        if cell.isEmpty { return .empty }
        return schema.type.accepts(cell) ? (needsALook(cell, schema) ? .faulty : .sound) : .faulty
      }
      let place = record &* width &+ column
      guard judged[place] == .sound else { continue }
      judged[place] = verdict
      if verdict == .empty {
        if schema.isRequired { tellEmpty(record, column, batch, projection) }
      } else if verdict == .faulty {
        judged[place] = look(at: record, column, at, batch, projection) ? .faulty : .sound
      }
    }
  }

  /// Whether a cell of the right type still deserves a word.
  private func needsALook(_ cell: Span<UInt8>, _ column: ColumnSchema) -> Bool {
    guard column.type.isText || column.type == .path else { return false }
    switch cell[0] {
    case UInt8(ascii: "#"), UInt8(ascii: "="), UInt8(ascii: "@"): return true
    default: break
    }
    if cell.count >= SpreadsheetTrace.longestCell { return true }
    if column.isKey, !cell.isVisibleASCII { return true }
    for i in cell.indices where cell[i] == UInt8(ascii: "\n") { return true }
    return false
  }

  /// Makes the findings of a cell; whether one of them is an error.
  private mutating func look(
    at record: Int, _ column: Int, _ at: Int, _ batch: borrowing RecordBatch, _ projection: [Int]
  ) -> Bool {
    let schema = table.columns[column]
    let text = batch.text(record, at)
    let remarks = CellRemark.all(on: text, schema)
    for remark in remarks { tell(remark, of: record, column, batch, projection) }
    return remarks.contains { $0.severity == .error }
  }

  private mutating func tellEmpty(
    _ record: Int, _ column: Int, _ batch: borrowing RecordBatch, _ projection: [Int]
  ) {
    judged[record * table.columns.count + column] = .faulty
    let schema = table.columns[column]
    let remark = CellRemark(
      code: .constraintError, severity: .error, message: "\(schema.name) is empty",
      hint: "It must be filled: \(schema.type.expectation).")
    tell(remark, of: record, column, batch, projection)
  }

  /// Makes a finding of a remark on a cell, with its place and the row's key.
  private mutating func tell(
    _ remark: CellRemark, of record: Int, _ column: Int, _ batch: borrowing RecordBatch,
    _ projection: [Int]
  ) {
    let file = files.count - 1
    guard files[file].findings.hasRoom else {
      files[file].findings.omit(remark.severity)
      return
    }
    add(
      Finding(
        remark.code, remark.severity, file: title,
        place: batch.place(of: record, max(0, projection[column])), table: table.name,
        field: table.columns[column].name, key: key(of: record, batch, projection),
        remark.message, hint: remark.hint))
  }
}

// MARK: Keys, references, rules

extension TableCheck {
  private mutating func checkKey(
    _ i: Int, _ batch: borrowing RecordBatch, _ projection: [Int]
  ) {
    let columns = keys[i].columns
    let width = table.columns.count
    guard columns.allSatisfy({ projection[$0] >= 0 }) else { return }
    for record in 0..<batch.count {
      guard columns.allSatisfy({ judged[record * width + $0] == .sound }) else { continue }
      guard let clash = keys[i].insert(batch, record, projection) else { continue }
      let at = projection[columns[0]]
      switch clash {
      case .same:
        keys[i].note(
          batch, record, projection, file: files.count - 1,
          row: key(of: record, batch, projection))
      case .lookalike(let other):
        let remark = CellRemark(
          code: .lookalike, severity: .warning,
          message: "'\(abbreviated(batch.text(record, at)))' looks like "
            + "'\(abbreviated(other))', which is another \(keys[i].names)",
          hint: "They differ in letters that look alike, or in invisible ones.")
        tell(remark, of: record, columns[0], batch, projection)
      }
    }
  }

  private mutating func checkReference(
    _ i: Int, _ batch: borrowing RecordBatch, _ projection: [Int]
  ) {
    let column = references[i].ordinal
    let at = projection[column]
    guard at >= 0 else { return }
    let width = table.columns.count
    for record in 0..<batch.count where judged[record &* width &+ column] == .sound {
      let isThere = batch.withCell(record, at) { references[i].holds($0) }
      if isThere { continue }
      let cell = batch.text(record, at)
      for dangling in references[i].dangling(in: cell) {
        let remark = references[i].remark(on: dangling, table)
        tell(remark, of: record, column, batch, projection)
      }
    }
  }

  private mutating func checkRule(
    _ rule: RuleCheck, _ batch: borrowing RecordBatch, _ projection: [Int]
  ) {
    let width = table.columns.count
    let columns = rule.rule.columns
    for record in 0..<batch.count {
      guard columns.allSatisfy({ judged[record &* width &+ $0] != .faulty }) else { continue }
      let isKept = rule.holds(batch, record, projection) { judged[record &* width &+ $0] == .empty }
      if isKept { continue }
      let remark = CellRemark(
        code: rule.rule.code, severity: .error, message: rule.rule.message,
        hint: rule.facts(batch, record, projection))
      tell(remark, of: record, rule.rule.place, batch, projection)
    }
  }

  /// The row's primary key as a person reads it, where all of it is sound.
  private func key(
    of record: Int, _ batch: borrowing RecordBatch, _ projection: [Int]
  ) -> String? {
    var parts: [String] = []
    for column in table.primaryKey {
      guard projection[column] >= 0,
        judged[record * table.columns.count + column] == .sound
      else { return nil }
      parts.append(batch.text(record, projection[column]))
    }
    return parts.isEmpty ? nil : parts.joined(separator: "/")
  }
}

// MARK: The file as text

extension TableCheck {
  private var title: String { files[files.count - 1].title }

  private mutating func add(_ finding: Finding) { files[files.count - 1].findings.add(finding) }

  private mutating func add(_ fault: HeaderMatch.Fault) {
    add(
      Finding(
        fault.code, fault.severity, file: title, place: fault.place, table: table.name,
        field: fault.field, fault.message, hint: fault.hint))
  }

  private mutating func addMissingHeader() {
    add(
      Finding(
        .missingLabel, file: title, place: .start, table: table.name, "the file has no header",
        hint: "The first line must be: \(table.columns.map(\.name).joined(separator: ","))"))
  }

  private mutating func readFaults(
    _ reader: inout RecordReader, _ faults: inout FaultFolding
  ) throws {
    while case .fault(let fault) = try reader.next() { faults.add(fault) }
  }

  private mutating func addFaults(_ faults: FaultFolding) {
    var found: [Finding] = []
    faults.forEach { fault, words, more in
      let hint = [words.hint, more.isEmpty ? "" : "There are \(more)."]
        .filter { !$0.isEmpty }.joined(separator: " ")
      found.append(
        Finding(
          words.code, words.severity, file: title, place: fault.place, table: table.name,
          words.message, hint: hint))
    }
    for finding in found { add(finding) }
  }
}

extension ColumnSchema {
  /// Whether its values identify rows, here or elsewhere.
  var isKey: Bool { isPrimaryKey || isUnique || reference != nil }
}

extension Span<UInt8> {
  /// Whether the bytes are letters, digits and marks of ASCII, with no space at either end.
  var isVisibleASCII: Bool {
    for i in indices where self[i] < 0x20 || self[i] >= 0x7F { return false }
    return isEmpty || (self[0] != 0x20 && self[count - 1] != 0x20)
  }
}
