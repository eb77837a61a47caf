internal import CSVText

/// The table of a catalog in which the lab keeps its own rules of data quality, a row each, and what
/// its columns are.
public struct RuleTable: Sendable {
  let table: TableSchema
  private let columns: Columns

  /// Places of columns in the table.
  private struct Columns {
    let key: Int
    let table: Int
    let column: Int
    let check: Int
    let argument: Int
    let severity: Int
    let message: Int
    let isActive: Int
  }

  public init<Row>(
    _ schema: Schema<Row>, table: KeyPath<Row, String>, column: KeyPath<Row, String?>,
    check: KeyPath<Row, QualityCheck>, argument: KeyPath<Row, String?>,
    severity: KeyPath<Row, QualitySeverity>, message: KeyPath<Row, String?>,
    isActive: KeyPath<Row, Bool>
  ) {
    precondition(schema.table.primaryKey.count == 1, "a rule has one key")
    self.table = schema.table
    columns = Columns(
      key: schema.table.primaryKey[0], table: schema.column(of: table),
      column: schema.column(of: column), check: schema.column(of: check),
      argument: schema.column(of: argument), severity: schema.column(of: severity),
      message: schema.column(of: message), isActive: schema.column(of: isActive))
  }

  /// The column that holds a part of a rule.
  func column(of part: QualityFault.Part) -> Int {
    switch part {
    case .table: columns.table
    case .column: columns.column
    case .check: columns.check
    case .argument: columns.argument
    }
  }
}

extension RuleTable {
  /// The words of a rule that holds, and its key.
  struct Entry {
    let key: String
    let words: QualityWords

    /// What the rule is called in a finding.
    func name(file: String, line: Int) -> String { "Rule \(key) in \(file):\(line)" }
  }

  /// The rule that a record states; `nil` where it is not active, or a cell is none of its type.
  ///
  /// A column that the file does not have reads as empty.
  func entry(
    _ batch: borrowing RecordBatch, _ record: Int, _ projection: [Int]
  ) -> Entry? {
    func text(_ column: Int) -> String {
      projection[column] < 0 ? "" : batch.text(record, projection[column])
    }
    guard Bool(cellText: text(columns.isActive)) == true,
      let severity = QualitySeverity(rawValue: text(columns.severity)),
      QualityCheck(rawValue: text(columns.check)) != nil, !text(columns.table).isEmpty
    else { return nil }
    return Entry(
      key: text(columns.key),
      words: QualityWords(
        table: text(columns.table), column: text(columns.column), check: text(columns.check),
        argument: text(columns.argument), severity: severity, message: text(columns.message)))
  }
}
