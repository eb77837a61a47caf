public import Tables

/// A rule of data quality that the lab made for itself.
public struct DataRule: TableRow {
  public typealias Check = QualityCheck
  public typealias Severity = QualitySeverity

  public let id: Key<DataRule>
  public var table: String
  public var column: String?
  public var check: Check
  public var argument: String?
  public var severity: Severity
  public var message: String?
  public var isActive: Bool

  public static let schema = Schema(
    "rules", "A rule of data quality that the lab made for itself.", DataRule.init,
    Column("id", \.id, .primaryKey),
    Column("table_name", \.table),
    Column(
      "column_name", \.column,
      .note("Empty: about the row or the table, as compare and row_count are.")),
    Column("check", \.check),
    Column(
      "argument", \.argument,
      .note("What the check needs, such as 0..100, or processed_at >= received_at.")),
    Column("severity", \.severity),
    Column(
      "message", \.message,
      .note("What the person reads when it fails. Empty: a sentence made from the rule.")),
    Column("is_active", \.isActive),
    rules: [
      .filled(
        \.argument, when: \.check,
        in: [.oneOf, .range, .pattern, .length, .compare, .freshness, .rowCount],
        "every check but required and unique needs an argument"),
      .filled(
        \.column, when: \.check,
        in: [.required, .unique, .oneOf, .range, .pattern, .length, .freshness],
        "every check but compare and row_count is about a column"),
    ])
}

extension DataRule {
  /// What makes the table's rows rules that are applied.
  static let ruleTable = RuleTable(
    schema, table: \.table, column: \.column, check: \.check, argument: \.argument,
    severity: \.severity, message: \.message, isActive: \.isActive)
}
