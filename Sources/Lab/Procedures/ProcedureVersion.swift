public import Tables

/// A procedure as it was at one version, kept so that old runs can be read with the text they followed.
public struct ProcedureVersion: TableRow {
  public let id: Key<ProcedureVersion>
  public var procedure: Key<Procedure>
  public var version: Int
  public var createdAt: Instant
  public var changeDescription: String?
  public var snapshot: JSONCell

  public static let schema = Schema(
    "versions", "A procedure as it was at one version, with the steps it had.",
    ProcedureVersion.init,
    Column("id", \.id, .primaryKey),
    Column("procedure_id", \.procedure, .references(Procedure.self, onDelete: .cascade)),
    Column("version", \.version, .note("Counts from 1 in each procedure.")),
    Column("created_at", \.createdAt),
    Column(
      "change_description", \.changeDescription,
      .note("What changed since the version before, and why.")),
    Column(
      "procedure_snapshot", \.snapshot,
      .note("Name, description and steps as they were. Written once, never edited.")),
    rules: [
      .number(\.version, atLeast: 1, "versions count from 1"),
      .unique(\.procedure, \.version),
    ])
}
