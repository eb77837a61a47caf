internal import CSVText
internal import Wording

/// The lab's own rules of data quality.
extension TableCheck {
  mutating func checkQuality(_ batch: borrowing RecordBatch) {
    for i in quality.indices {
      let records = quality[i].broken(in: batch, projection, judged)
      guard !records.isEmpty else { continue }
      let rule = quality[i].rule
      if projection[rule.columns[0]] < 0 {
        files[current].rowsWithoutFilled[i, default: 0] += records.count
      } else {
        for record in records { tell(rule, of: record, batch) }
      }
    }
    if let source = store.catalog.ruleTable, source.table.name == table.name {
      checkOwnRules(of: source, batch)
    }
  }

  private mutating func tell(
    _ rule: QualityRule, of record: Int, _ batch: borrowing RecordBatch
  ) {
    let facts = RuleCheck.facts(on: rule.columns, batch, record, projection, table)
    let remark = CellRemark(
      code: .rule, severity: rule.severity, message: rule.message, hint: "\(facts) \(rule.source)")
    tell(remark, of: record, rule.columns[0], batch, isQuality: true)
  }

  /// Whether each row of the table of rules can be understood.
  private mutating func checkOwnRules(of source: RuleTable, _ batch: borrowing RecordBatch) {
    for record in 0..<batch.count {
      guard let entry = source.entry(batch, record, projection) else { continue }
      do throws(QualityFault) {
        let rule = try QualityRule(entry.words, in: store.catalog)
        ruleCounts[rule.table, default: 0] += 1
        guard ruleCounts[rule.table] == QualityRules.limit + 1 else { continue }
        throw QualityFault(
          .table,
          "more than \(grouped(QualityRules.limit)) rules are about \(rule.table)",
          hint: "This one and those below it are not applied.")
      } catch {
        let column = source.column(of: error.part)
        // A built-in rule of the table may have said so already.
        guard !judged.isFaulty(record, column) else { continue }
        tell(
          CellRemark(
            code: .schemaError, severity: .error, message: error.message, hint: error.hint),
          of: record, column, batch)
      }
    }
  }

  /// One finding for all rows of the file at hand that lack a column which has to be filled.
  mutating func addRowsWithoutFilled() {
    if hasFaultyHeader { return }
    for (i, count) in files[current].rowsWithoutFilled.sorted(by: { $0.key < $1.key }) {
      let rule = quality[i].rule
      let name = table.columns[rule.columns[0]].name
      add(
        Finding(
          .rule, rule.severity, file: title, place: header.first, table: table.name, field: name,
          rule.message,
          hint: "The header has no column '\(name)', so that it is empty in "
            + "\(counted(count, "row")). \(rule.source)"),
        isQuality: true)
    }
  }

  /// What is asked of the table as a whole, once all of it was read.
  mutating func addQualityOfTable() {
    guard !files.isEmpty else { return }
    for check in quality {
      let rule = check.rule
      switch rule.demand {
      case .rowCount(let range):
        let rows = files.reduce(0) { $0 + $1.rows }
        guard !range.contains(rows) else { continue }
        files[0].findings.add(rule.finding(onRows: rows, file: files[0].title))
      case .fresh(let column, let seconds):
        guard let newest = check.newest, !isFresh(newest, within: seconds) else { continue }
        let name = table.columns[column].name
        let age = elapsed(seconds: moment.seconds &- newest)
        files[current].findings.add(
          Finding(
            .rule, rule.severity, file: title, table: table.name, rule.message,
            hint: "At \(moment.cellText) the newest \(name) was \(age) old. \(rule.source)"))
      default: continue
      }
    }
  }

  private func isFresh(_ newest: Int, within seconds: Int) -> Bool {
    let (age, overflows) = moment.seconds.subtractingReportingOverflow(newest)
    return !overflows && age <= seconds
  }
}

extension QualityRule {
  /// Which rule it is, as a sentence at the end of a hint.
  var source: String { "\(name) says '\(abbreviated(words.line))'." }

  /// That a table has too few rows, or too many.
  func finding(onRows rows: Int, file: String) -> Finding {
    Finding(
      .rule, severity, file: file, table: table, message,
      hint: "There \(rows == 1 ? "is" : "are") \(counted(rows, "row")). \(source)")
  }

  /// What is wrong with a table that has no file; `nil` where nothing is.
  func findingWithoutFile(_ file: String) -> Finding? {
    guard case .rowCount(let range) = demand, !range.contains(0) else { return nil }
    return finding(onRows: 0, file: file)
  }
}
