internal import CSVText
internal import Wording

/// Checks the files of one table, one after another, as keys hold across them.
///
/// A batch is judged column by column: `+Cells` lets sound cells pass, `+Keys` and `+Rules` ask
/// only of those what holds between cells, so that nothing is said twice. `+BlankRows` and `+Text`
/// see to what is no row at all.
struct TableCheck {
  /// One file and what was found in it.
  struct Checked {
    let file: TableFile
    let title: String
    var findings = FileFindings()
    var records = 0
    var rowsWithoutColumn: [Int: AbsentColumn] = [:]
    /// For rules that demand a column which the file does not have, by their places in `quality`.
    var rowsWithoutFilled: [Int: Int] = [:]
    /// How many errors were not told, as they were not asked for.
    var untold = 0
    /// Records that are rows: blank ones are none, those that cannot be read are.
    var rows = 0
  }

  let table: TableSchema
  let store: Store
  /// The files that a person is told about; `nil` for all.
  let told: Set<String>?
  let sieves: [CellSieve]
  var keys: [KeyCheck]
  var references: [ReferenceCheck]
  let rules: [RuleCheck]
  /// The lab's own rules, but for what they demand to be unique, which is among the keys.
  var quality: [QualityRuleCheck]
  /// The moment of checking, for what must not be old.
  let moment: Instant
  let scope: CheckScope
  /// The columns whose cells are looked at.
  let columns: [Int]
  /// Where the table is read by several threads: the keys that this one has seen. Else `keys` has all.
  var gatherings: [KeyGathering] = []

  var files: [Checked] = []
  /// For each column of the table its place in the file at hand.
  var projection: [Int] = []
  /// The names' places in the header of the file at hand, and whether something is wrong there.
  var header: [Place] = []
  var hasFaultyHeader = false
  var missingNames = 0
  var judged = Judgements()
  var blanks = BlankRows()
  /// In the table of rules, how many there are about each table so far.
  var ruleCounts: [String: Int] = [:]

  init(
    _ table: TableSchema, _ store: Store, _ library: KeyLibrary, told: Set<String>?,
    rules own: [QualityRule], at moment: Instant, scope: CheckScope = .all
  ) {
    self.table = table
    self.store = store
    self.told = told
    sieves = table.columns.map { CellSieve($0) }
    self.moment = moment
    self.scope = scope
    references = ReferenceCheck.all(of: table, library)
    if scope.isAboutKeys {
      // Of a row that came twice nothing else is told, so that its key is looked at anyway.
      keys = KeyCheck.all(of: table).filter {
        $0.code == .primaryKey || scope.tells($0.code) || scope.tells(.lookalike)
      }
      (quality, rules) = ([], [])
      columns =
        Set(keys.flatMap(\.columns) + references.map(\.ordinal) + table.primaryKey).sorted()
    } else {
      keys = KeyCheck.all(of: table) + own.compactMap { KeyCheck($0, table) }
      quality = own.filter { !$0.isUnique }.map { QualityRuleCheck($0, table) }
      rules = table.rules.map { RuleCheck($0, table) }
      columns = Array(table.columns.indices)
    }
  }
}

extension TableCheck {
  /// The number of the file at hand.
  var current: Int { files.count - 1 }
  var title: String { files[current].title }

  mutating func add(_ finding: Finding, isQuality: Bool = false) {
    guard scope.tells(finding.code, isQuality: isQuality) else {
      return leaveUntold(finding.severity)
    }
    files[current].findings.add(finding)
  }

  /// Counts what was not asked for.
  mutating func leaveUntold(_ severity: Severity) {
    if severity == .error { files[current].untold += 1 }
  }

  /// Checks one file after those before it, record after record.
  mutating func read(_ file: TableFile) throws {
    try read(file) { check, reader, faults in
      while true {
        switch try reader.next() {
        case .end: return
        case .fault(let fault): check.note(fault, &faults)
        case .records: check.add(reader.batch)
        }
      }
    }
  }

  /// Opens a file, has its records read, and tells what is known when all were.
  mutating func read(
    _ file: TableFile,
    _ readRecords: (inout TableCheck, inout RecordReader, inout FaultFolding) throws -> Void
  ) throws {
    files.append(Checked(file: file, title: store.tree.title(of: file.path)))
    let source = try store.tree.open(file.path)
    var reader = try RecordReader(source, options: store.options)
    var faults = FaultFolding()
    guard matchHeader(of: reader, try source.bytes(at: 0, count: 1 << 14)) else {
      if reader.header == nil { try addUnreadableHeader(&reader) }
      return
    }
    try readRecords(&self, &reader, &faults)
    addBlankRows(atEnd: true)
    addRowsWithoutColumn()
    addRowsWithoutFilled()
    addDangling()
    try add(faults, of: source)
  }

  mutating func note(_ fault: DialectFault, _ faults: inout FaultFolding) {
    faults.add(fault)
    if fault.losesRecords { files[current].rows += 1 }
  }

  /// Judges the records of a batch.
  mutating func add(_ batch: borrowing RecordBatch) {
    let blank = judgeCells(batch)
    checkKeys(batch)
    finish(batch, blank)
  }

  /// Judges each cell by itself; returns the records that are blank.
  mutating func judgeCells(_ batch: borrowing RecordBatch) -> [Int] {
    judged.reset(records: batch.count, columns: table.columns.count)
    let blank = findBlankRows(batch)
    for column in columns { checkCells(of: column, batch, blank) }
    for record in blank {
      for column in table.columns.indices { judged[record, column] = .faulty }
    }
    return blank
  }

  /// Judges what holds between cells, once keys were looked at.
  mutating func finish(_ batch: borrowing RecordBatch, _ blank: [Int]) {
    for i in references.indices { checkReference(i, batch) }
    checkRules(batch)
    files[current].rows += batch.count - blank.count
    checkQuality(batch)
    files[current].records += batch.count
  }

  /// Tells what could only be known at the end: where a key that came twice was first, and which
  /// references had nothing to refer to.
  mutating func finish() throws {
    let titles = files.map(\.title)
    for key in keys where scope.tells(key.code, isQuality: key.rule != nil) {
      for (file, finding) in try key.findings(in: store, table, titles) {
        files[file].findings.add(finding)
      }
      for (file, count) in key.omitted {
        for _ in 0..<count { files[file].findings.omit(key.severity) }
      }
    }
    if scope.tells(.foreignKey) {
      for reference in references { addUncheckedReference(reference) }
    }
    addQualityOfTable()
  }
}
