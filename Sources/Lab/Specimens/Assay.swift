public import Tables

/// What is measured in specimens, and how soon its result is due.
public struct Assay: TableRow {
  public var code: Code<Assay>
  public var name: String?
  public var slaHours: ExactDecimal?
  public var targetTATMinutes: Int?
  public var serviceMinutes: ExactDecimal?

  public static let schema = Schema(
    "assays", "What is measured in specimens, and how soon its result is due.", Assay.init,
    Column("code", \.code, .primaryKey, .maxLength(20)),
    Column("name", \.name),
    Column(
      "sla_hours", \.slaHours,
      .note(
        "Hours within which a result is promised; more is a breach. Empty: the setting sla_hours.")),
    Column(
      "target_tat_minutes", \.targetTATMinutes,
      .note("Minutes that the lab aims for, below what is promised. Empty: no target.")),
    Column(
      "service_minutes", \.serviceMinutes,
      .note("Minutes that an analyzer is busy with one specimen, for planning capacity.")),
    rules: [
      .number(\.slaHours, greaterThan: 0, "a promised time is longer than nothing"),
      .number(\.targetTATMinutes, atLeast: 1, "a target time is at least a minute"),
      .number(\.serviceMinutes, greaterThan: 0, "a service time is longer than nothing"),
    ])
}
