public import Tables

/// One measured value, as the instrument gave it.
public struct TestResult: TableRow {
  public let id: Key<TestResult>
  public var execution: Key<ProtocolExecution>
  public var measurementType: String
  public var measuredValue: ExactDecimal
  public var unit: String
  public var timestamp: Instant
  public var equipment: Code<Resource>?
  public var operatorKey: Key<User>?
  public var expandedUncertainty: ExactDecimal?
  public var coverageFactor: ExactDecimal?
  public var excludedReason: String?

  public static let schema = Schema(
    "test_results", "One measured value.", TestResult.init,
    Column("id", \.id, .primaryKey),
    Column(
      "execution_id", \.execution, .references(ProtocolExecution.self, onDelete: .cascade)),
    Column(
      "measurement_type", \.measurementType, .maxLength(100),
      .note("What was measured, as in protocol_criteria.measurement_type.")),
    Column(
      "measured_value", \.measuredValue, .note("With the digits that the instrument gave.")),
    Column("unit", \.unit, .maxLength(20)),
    Column("timestamp", \.timestamp, .note("When it was measured.")),
    Column(
      "equipment_id", \.equipment, .maxLength(50),
      .references(Resource.self, column: "code", onDelete: .warn),
      .note("The instrument's code in resources.")),
    Column("operator_id", \.operatorKey, .references(User.self, onDelete: .restrict)),
    Column(
      "expanded_uncertainty", \.expandedUncertainty,
      .note("U, in the unit of the value. Empty: not stated.")),
    Column(
      "coverage_factor", \.coverageFactor,
      .note("k, by which the uncertainty was expanded. Empty: 2, where an uncertainty is given.")),
    Column(
      "excluded_reason", \.excludedReason,
      .note("Why the value does not count. Values are excluded with a reason, never deleted.")),
    rules: [
      .number(\.expandedUncertainty, atLeast: 0, "an uncertainty is not negative"),
      .number(\.coverageFactor, atLeast: 1, "a coverage factor is at least 1"),
      .filled(
        \.coverageFactor, onlyWith: \.expandedUncertainty,
        "a coverage factor needs the uncertainty that was expanded by it"),
    ])
}
