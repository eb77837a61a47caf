public import Tables

/// Something to enter before or while a protocol is executed.
public struct ProtocolInput: TableRow {
  public enum Kind: String, Vocabulary {
    case decimal
    case int
    case text
    case bool
    case datetime
  }

  public var protocolCode: Code<LabProtocol>
  public var name: String
  public var kind: Kind
  public var unit: String?
  public var isRequired: Bool
  public var min: ExactDecimal?
  public var max: ExactDecimal?
  public var defaultValue: String?

  public static let schema = Schema(
    "protocol_inputs", "Something to enter when a protocol is executed.", ProtocolInput.init,
    Column(
      "protocol_id", \.protocolCode, .primaryKey,
      .references(LabProtocol.self, onDelete: .cascade)),
    Column("name", \.name, .primaryKey, .note("The name in the execution's input_data.")),
    Column("type", \.kind),
    Column("unit", \.unit, .note("Empty: a number without a unit, or no number.")),
    Column("required", \.isRequired),
    Column("min", \.min, .note("The least that is accepted, itself included. Empty: no limit.")),
    Column("max", \.max, .note("The most that is accepted, itself included. Empty: no limit.")),
    Column("default", \.defaultValue, .note("Taken when nothing is entered.")),
    rules: [
      .order(\.min, notAfter: \.max, "the least value is not above the greatest"),
      .filled(\.unit, onlyWhen: \.kind, in: [.decimal, .int], "only a number has a unit"),
      .filled(\.min, onlyWhen: \.kind, in: [.decimal, .int], "only a number has a least value"),
      .filled(\.max, onlyWhen: \.kind, in: [.decimal, .int], "only a number has a greatest value"),
    ])
}
