public import Tables

/// What the measurements of a protocol must fulfil.
public struct ProtocolCriterion: TableRow {
  /// What is made of the measurements of one type before they are compared.
  public enum Aggregate: String, Vocabulary {
    case last
    case first
    case min
    case max
    case mean
    /// Change against the baseline execution, in percent of the baseline.
    case relativeChangePercent = "rel_change_pct"
    /// Greatest minus least, in percent of the mean.
    case spreadPercent = "spread_pct"
  }

  public enum Comparator: String, Vocabulary {
    case below = "<"
    case atMost = "<="
    case above = ">"
    case atLeast = ">="
    case between
    case equal = "="
  }

  public enum DecisionRule: String, Vocabulary {
    case simple
    case guardBand = "guard_band"
    case nonBinary = "non_binary"
  }

  public enum Severity: String, Vocabulary {
    case gate
    case minor
    case major
  }

  public let id: Key<ProtocolCriterion>
  public var protocolCode: Code<LabProtocol>
  public var criterion: String
  public var measurementType: String
  public var aggregate: Aggregate
  public var comparator: Comparator
  public var limitLow: ExactDecimal?
  public var limitHigh: ExactDecimal?
  public var unit: String
  public var decisionRule: DecisionRule
  public var guardFactor: ExactDecimal?
  public var severity: Severity

  public static let schema = Schema(
    "protocol_criteria", "What the measurements of a protocol must fulfil.",
    ProtocolCriterion.init,
    Column("id", \.id, .primaryKey),
    Column("protocol_id", \.protocolCode, .references(LabProtocol.self, onDelete: .cascade)),
    Column("criterion", \.criterion, .note("The requirement in words, as on the report.")),
    Column(
      "measurement_type", \.measurementType,
      .note("Which measurements are looked at, as in test_results.measurement_type.")),
    Column(
      "aggregate", \.aggregate,
      .note("What is compared; rel_change_pct is the change against the baseline execution.")),
    Column(
      "comparator", \.comparator,
      .note("The result must be < or <= limit_high, > or >= limit_low, = limit_low, or between.")),
    Column(
      "limit_low", \.limitLow,
      .note("The bound of > and >=, the value of =, the lower end of between, itself included.")),
    Column(
      "limit_high", \.limitHigh,
      .note("The bound of < and <=, the upper end of between, itself included.")),
    Column("unit", \.unit, .note("Of the limits: % for changes and spreads.")),
    Column(
      "decision_rule", \.decisionRule,
      .note("simple: uncertainty is not considered; guard_band: limits are drawn in by it.")),
    Column(
      "guard_factor", \.guardFactor,
      .note("Times the expanded uncertainty is the guard band. Empty: 1.")),
    Column(
      "severity", \.severity, .note("gate: when it fails, nothing after it is tested.")),
    rules: [
      .filled(
        \.limitLow, exactlyWhen: \.comparator, in: [.above, .atLeast, .between, .equal],
        "limit_low is filled for >, >=, = and between, and only then"),
      .filled(
        \.limitHigh, exactlyWhen: \.comparator, in: [.below, .atMost, .between],
        "limit_high is filled for <, <= and between, and only then"),
      .order(\.limitLow, notAfter: \.limitHigh, "the lower limit is not above the upper"),
      .number(\.guardFactor, atLeast: 0, "a guard factor is not negative"),
      .filled(
        \.guardFactor, onlyWhen: \.decisionRule, in: [.guardBand, .nonBinary],
        "a simple decision has no guard factor, as it does not consider uncertainty"),
      .unique(\.protocolCode, \.criterion),
    ])
}
