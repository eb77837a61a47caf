public import Tables

/// What is done about a non-conformance, by whom and until when.
public struct CAPAAction: TableRow {
  public enum Kind: String, Vocabulary {
    case correction
    case corrective
    case preventive
  }

  public let id: Key<CAPAAction>
  public var nonConformance: Key<NonConformance>
  public var kind: Kind
  public var description: String
  public var owner: Key<User>
  public var dueDate: CalendarDate
  public var doneAt: Instant?
  public var isEffective: Bool?

  public static let schema = Schema(
    "capa_actions", "What is done about a non-conformance.", CAPAAction.init,
    Column("id", \.id, .primaryKey),
    Column("nc_id", \.nonConformance, .references(NonConformance.self, onDelete: .cascade)),
    Column(
      "kind", \.kind,
      .note("correction: of the case; corrective: of its cause; preventive: of what could come.")),
    Column("description", \.description),
    Column("owner_id", \.owner, .references(User.self, onDelete: .restrict)),
    Column("due_date", \.dueDate),
    Column("done_at", \.doneAt, .note("Empty until it is done.")),
    Column("effective", \.isEffective, .note("Whether it helped. Empty: not verified yet.")),
    rules: [
      .filled(
        \.isEffective, onlyWith: \.doneAt, "whether an action helped is known once it is done")
    ])
}
