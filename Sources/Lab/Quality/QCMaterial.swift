public import Tables

/// A control of known value that is measured again and again on one instrument.
public struct QCMaterial: TableRow {
  public let id: Key<QCMaterial>
  public var name: String
  public var measurementType: String
  public var resource: Code<Resource>
  public var level: String
  public var target: ExactDecimal
  public var sd: ExactDecimal
  public var totalErrorPercent: ExactDecimal?
  public var validFrom: Instant
  public var validTo: Instant?

  public static let schema = Schema(
    "qc_materials", "A control of known value that is measured on one instrument.",
    QCMaterial.init,
    Column("id", \.id, .primaryKey),
    Column("name", \.name, .note("With its lot.")),
    Column("measurement_type", \.measurementType, .note("What is measured in it: an assay.")),
    Column(
      "resource_code", \.resource,
      .references(Resource.self, column: "code", onDelete: .warn),
      .note("The instrument's code in resources.")),
    Column("level", \.level, .note("Low, normal, high, or a number: as the lab calls it.")),
    Column("target", \.target, .note("The mean that is expected.")),
    Column("sd", \.sd, .note("The standard deviation that is expected, in the target's unit.")),
    Column(
      "tea_pct", \.totalErrorPercent,
      .note("Total error that is allowed, in percent of the target.")),
    Column("valid_from", \.validFrom),
    Column("valid_to", \.validTo, .note("When its lot ends. Empty: in use.")),
    rules: [
      .number(\.sd, greaterThan: 0, "a standard deviation is greater than 0"),
      .number(\.totalErrorPercent, greaterThan: 0, "an allowed error is greater than 0"),
      .order(\.validFrom, before: \.validTo, "a control is valid for some time: from before to"),
    ])
}
