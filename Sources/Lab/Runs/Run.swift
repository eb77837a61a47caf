public import Tables

/// One time that somebody follows a procedure, from start to end.
public struct Run: TableRow {
  public enum Status: String, Vocabulary {
    case inProgress = "in_progress"
    case completed
    case cancelled
  }

  public let id: Key<Run>
  public var procedure: Key<Procedure>
  public var startTime: Instant
  public var endTime: Instant?
  public var status: Status
  public var notes: String?
  public var procedureVersion: Int?
  public var user: Key<User>?

  public static let schema = Schema(
    "runs", "One time that somebody follows a procedure.", Run.init,
    Column("id", \.id, .primaryKey),
    Column("procedure_id", \.procedure, .references(Procedure.self, onDelete: .restrict)),
    Column("start_time", \.startTime),
    Column("end_time", \.endTime, .note("Empty while the run is in progress.")),
    Column(
      "status", \.status,
      .note("A paused run is in progress: pauses stand in run_events.")),
    Column("notes", \.notes),
    Column(
      "procedure_version", \.procedureVersion,
      .note("The version of the procedure that was followed. Empty: imported, not known.")),
    Column(
      "user_id", \.user, .references(User.self, onDelete: .restrict),
      .note("Who runs it. Empty: imported, not known.")),
    rules: [
      .filled(
        \.endTime, exactlyWhen: \.status, in: [.completed, .cancelled],
        "a run has an end time once it is completed or cancelled, and only then"),
      .order(\.startTime, notAfter: \.endTime, "a run does not end before it starts"),
      .number(\.procedureVersion, atLeast: 1, "versions count from 1"),
      .states(\.status, from: [.inProgress], [.inProgress: [.completed, .cancelled]]),
    ])
}
