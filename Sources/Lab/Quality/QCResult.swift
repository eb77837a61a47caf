public import Tables

/// One measurement of a control.
public struct QCResult: TableRow {
  public let id: Key<QCResult>
  public var material: Key<QCMaterial>
  public var runKey: String
  public var measuredValue: ExactDecimal
  public var timestamp: Instant
  public var operatorKey: Key<User>?

  public static let schema = Schema(
    "qc_results", "One measurement of a control.", QCResult.init,
    Column("id", \.id, .primaryKey),
    Column(
      "qc_material_id", \.material, .references(QCMaterial.self, onDelete: .restrict)),
    Column(
      "run_key", \.runKey,
      .note("The analytical run it was part of; rules across levels look at results of one run.")),
    Column("measured_value", \.measuredValue, .note("In the unit of the material's target.")),
    Column("timestamp", \.timestamp, .note("When it was measured.")),
    Column("operator_id", \.operatorKey, .references(User.self, onDelete: .restrict)))
}
