public import Tables

/// One thing to do in a procedure.
public struct Step: TableRow {
  public let id: Key<Step>
  public var procedure: Key<Procedure>
  /// The step's place in its procedure, from 1; `nil` when it is retired.
  public var order: Int?
  public var description: String
  public var estimatedMinutes: Int?

  public static let schema = Schema(
    "steps", "One thing to do in a procedure.", Step.init,
    Column("id", \.id, .primaryKey),
    Column("procedure_id", \.procedure, .references(Procedure.self, onDelete: .cascade)),
    Column(
      "order", \.order,
      .note("Place in the procedure, from 1. Empty: retired, kept because runs refer to it.")),
    Column("description", \.description, .note("What to do, as an instruction.")),
    Column(
      "estimated_duration", \.estimatedMinutes,
      .note("In minutes, of work and waiting together. Empty: not estimated.")),
    rules: [
      .number(\.order, atLeast: 1, "steps are numbered from 1"),
      .number(
        \.estimatedMinutes, atLeast: 0, atMost: 525_600,
        "an estimated duration is not negative, and a year at most"),
      .unique(\.procedure, \.order),
    ])
}
