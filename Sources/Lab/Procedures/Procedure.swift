public import Tables

/// How something is done in the lab, as steps that anyone who is trained can follow.
public struct Procedure: TableRow {
  public let id: Key<Procedure>
  public var name: String
  public var description: String?
  public var createdAt: Instant
  public var updatedAt: Instant
  public var version: Int

  public static let schema = Schema(
    "procedures", "How something is done in the lab: a name and steps to follow.", Procedure.init,
    Column("id", \.id, .primaryKey),
    Column("name", \.name),
    Column("description", \.description, .note("What it is for, and when to use it.")),
    Column("created_at", \.createdAt),
    Column("updated_at", \.updatedAt, .note("When the procedure or its steps last changed.")),
    Column(
      "version", \.version,
      .note("The version that is followed now; each version's text is kept in versions.")),
    rules: [
      .order(
        \.createdAt, notAfter: \.updatedAt, "a procedure is not updated before it is created"),
      .number(\.version, atLeast: 1, "versions count from 1"),
    ])
}
