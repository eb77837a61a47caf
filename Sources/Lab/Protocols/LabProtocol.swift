public import Tables

/// A test that the lab offers, usually after a standard: what goes in, what is measured, what passes.
public struct LabProtocol: TableRow {
  public var code: Code<LabProtocol>
  public var procedure: Key<Procedure>?
  public var name: String
  public var standard: String?
  public var clause: String?
  public var template: RelativePath?
  public var isActive: Bool

  public static let schema = Schema(
    "protocols", "A test that the lab offers, usually after a standard.", LabProtocol.init,
    Column("protocol_id", \.code, .primaryKey, .maxLength(50)),
    Column(
      "procedure_id", \.procedure, .references(Procedure.self, onDelete: .restrict),
      .note("The steps to follow. Empty: none are written down.")),
    Column("name", \.name),
    Column("standard", \.standard, .note("With its year, as it is to stand on reports.")),
    Column("clause", \.clause, .note("Where in the standard the test is described.")),
    Column("template", \.template, .note("The template of its report.")),
    Column(
      "is_active", \.isActive,
      .note("false: no longer offered, kept because executions refer to it.")),
    rules: [
      .filled(\.clause, onlyWith: \.standard, "a clause needs the standard that it stands in")
    ])
}
