public import Tables

/// One module that a customer sent, known by its serial number.
public struct Sample: TableRow {
  public enum Disposition: String, Vocabulary {
    case inTest = "in_test"
    case returned
    case scrapped
    case archived
  }

  public let id: Key<Sample>
  public var request: Key<ServiceRequest>
  public var serialNumber: String
  public var specimen: Code<Specimen>?
  public var nameplatePmaxWatts: ExactDecimal?
  public var nameplateTolerancePercent: ExactDecimal?
  public var areaSquareMetres: ExactDecimal?
  public var maxSystemVolts: ExactDecimal?
  public var receivedAt: Instant?
  public var condition: String?
  public var disposition: Disposition?

  public static let schema = Schema(
    "samples", "One module that a customer sent.", Sample.init,
    Column("id", \.id, .primaryKey),
    Column("sr_id", \.request, .references(ServiceRequest.self, onDelete: .restrict)),
    Column("serial_number", \.serialNumber, .unique, .note("As on the nameplate.")),
    Column(
      "specimen_id", \.specimen,
      .references(Specimen.self, column: "specimen_id", onDelete: .warn),
      .note("Its identifier in specimens, where it is tracked there too.")),
    Column(
      "nameplate_pmax_w", \.nameplatePmaxWatts,
      .note("Rated maximum power at standard test conditions, in watts.")),
    Column(
      "nameplate_tolerance_pct", \.nameplateTolerancePercent,
      .note("How far below its rating the maker lets a module be, in percent.")),
    Column("area_m2", \.areaSquareMetres, .note("Outer area, in square metres.")),
    Column("max_system_voltage_v", \.maxSystemVolts, .note("Rated system voltage, in volts.")),
    Column("received_at", \.receivedAt, .note("Empty: announced, not here yet.")),
    Column("condition", \.condition, .note("What it looked like when it came.")),
    Column("disposition", \.disposition, .note("Where it went. Empty: not decided.")),
    rules: [
      .number(\.nameplatePmaxWatts, greaterThan: 0, "a rated power is more than nothing"),
      .number(\.nameplateTolerancePercent, atLeast: 0, "a tolerance is written without its sign"),
      .filled(
        \.nameplateTolerancePercent, onlyWith: \.nameplatePmaxWatts,
        "a tolerance needs the rated power that it is of"),
      .number(\.areaSquareMetres, greaterThan: 0, "an area is more than nothing"),
      .number(\.maxSystemVolts, greaterThan: 0, "a rated voltage is more than nothing"),
      .filled(
        \.condition, onlyWith: \.receivedAt, "only a sample that has come has a condition"),
      .filled(
        \.disposition, onlyWith: \.receivedAt, "only a sample that has come has a disposition"),
    ])
}
