public import Tables

/// Something that happened to a run: a start, a pause, a remark.
public struct RunEvent: TableRow {
  public enum Event: String, Vocabulary {
    case start
    case pause
    case resume
    case complete
    case cancel
    case note
  }

  public let id: Key<RunEvent>
  public var run: Key<Run>
  public var event: Event
  public var at: Instant
  public var user: Key<User>?
  public var reason: String?

  public static let schema = Schema(
    "run_events", "Something that happened to a run: a start, a pause, a remark.", RunEvent.init,
    Column("id", \.id, .primaryKey),
    Column("run_id", \.run, .references(Run.self, onDelete: .cascade)),
    Column(
      "event", \.event,
      .note("Time between pause and resume does not count as work.")),
    Column("at", \.at),
    Column(
      "user_id", \.user, .references(User.self, onDelete: .restrict),
      .note("Empty: the system, or not known.")),
    Column("reason", \.reason, .note("Why it was paused or cancelled, or the text of a note.")),
    rules: [
      .filled(\.reason, when: \.event, in: [.note], "a note says something: its text is the reason")
    ])
}
