public import Tables

/// Something that was not as it should be, and what became of it.
public struct NonConformance: TableRow {
  /// What kind of row it was noticed at.
  public enum Source: String, Vocabulary {
    case execution
    case inspection
    case specimen
    case qc
    case booking
    case audit
  }

  public enum Severity: String, Vocabulary {
    case minor
    case major
    case critical
  }

  public enum Status: String, Vocabulary {
    case open
    case contained
    case investigating
    case actionPlanned = "action_planned"
    case actionDone = "action_done"
    case verifying
    case closed
    case void
  }

  public let id: Key<NonConformance>
  public var number: Code<NonConformance>
  public var sourceType: Source
  public var sourceID: Int
  public var execution: Key<ProtocolExecution>?
  public var severity: Severity
  public var description: String
  public var status: Status
  public var rootCause: String?
  public var raisedBy: Key<User>?
  public var raisedAt: Instant
  public var closedAt: Instant?

  public static let schema = Schema(
    "non_conformances", "Something that was not as it should be, and what became of it.",
    NonConformance.init,
    Column("id", \.id, .primaryKey),
    Column("nc_number", \.number, .unique, .note("The number by which people speak of it.")),
    Column(
      "source_type", \.sourceType,
      .note("What it was noticed at; qc is a control's result, audit a finding from outside.")),
    Column(
      "source_id", \.sourceID,
      .note("The id of that row; for an audit, the number of its finding.")),
    Column(
      "execution_id", \.execution, .references(ProtocolExecution.self, onDelete: .restrict),
      .note("The execution whose results it casts doubt on. Empty: none.")),
    Column("severity", \.severity),
    Column(
      "description", \.description, .note("What happened, where and when; not who is to blame.")),
    Column("status", \.status),
    Column("root_cause", \.rootCause, .note("Needed before it can be closed.")),
    Column("raised_by", \.raisedBy, .references(User.self, onDelete: .restrict)),
    Column("raised_at", \.raisedAt),
    Column("closed_at", \.closedAt, .note("Empty until it is closed, and when it is void.")),
    rules: [
      .filled(
        \.rootCause, when: \.status, in: [.closed], "a closed non-conformance has a root cause"),
      .filled(
        \.closedAt, exactlyWhen: \.status, in: [.closed],
        "a non-conformance has a closing time once it is closed, and only then"),
      .order(
        \.raisedAt, notAfter: \.closedAt, "a non-conformance is not closed before it is raised"),
      .states(
        \.status, from: [.open],
        [
          .open: [.contained, .void],
          .contained: [.investigating, .void],
          .investigating: [.actionPlanned],
          .actionPlanned: [.actionDone],
          .actionDone: [.verifying],
          .verifying: [.closed, .investigating],
        ]),
    ])
}
