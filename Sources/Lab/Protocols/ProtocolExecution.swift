public import Tables

/// One time that a protocol is executed for a request, usually on one sample.
public struct ProtocolExecution: TableRow {
  public enum Status: String, Vocabulary {
    case assigned
    case inProgress = "in_progress"
    case paused
    case completed
    case aborted
  }

  public enum QCStatus: String, Vocabulary {
    case pending
    case passed
    case failed
    case waived
  }

  public let id: Key<ProtocolExecution>
  public var protocolCode: Code<LabProtocol>
  public var request: Key<ServiceRequest>
  public var operatorKey: Key<User>?
  public var startTime: Instant?
  public var endTime: Instant?
  public var inputData: JSONCell?
  public var results: JSONCell?
  public var status: Status
  public var qcStatus: QCStatus
  public var run: Key<Run>?
  public var sample: Key<Sample>?
  public var booking: Key<Booking>?
  public var protocolVersion: Int?
  public var baseline: Key<ProtocolExecution>?

  public static let schema = Schema(
    "protocol_executions", "One time that a protocol is executed for a request.",
    ProtocolExecution.init,
    Column("id", \.id, .primaryKey),
    Column(
      "protocol_id", \.protocolCode, .maxLength(50),
      .references(LabProtocol.self, onDelete: .restrict)),
    Column("sr_id", \.request, .references(ServiceRequest.self, onDelete: .restrict)),
    Column("operator_id", \.operatorKey, .references(User.self, onDelete: .restrict)),
    Column("start_time", \.startTime, .note("Empty: assigned, not begun.")),
    Column("end_time", \.endTime, .note("Empty until it is completed or aborted.")),
    Column(
      "input_data", \.inputData, .note("What was entered, by the names in protocol_inputs.")),
    Column(
      "results", \.results,
      .note("What the instrument said beyond the measurements; these stand in test_results.")),
    Column("status", \.status),
    Column(
      "qc_status", \.qcStatus,
      .note("The review of the execution. The verdict is computed from measurements and criteria.")),
    Column(
      "run_id", \.run, .unique, .references(Run.self, onDelete: .restrict),
      .note("The step-by-step run behind this execution.")),
    Column(
      "sample_id", \.sample, .references(Sample.self, onDelete: .restrict),
      .note("Empty: about the request as a whole.")),
    Column("booking_id", \.booking, .references(Booking.self, onDelete: .restrict)),
    Column(
      "protocol_version", \.protocolVersion,
      .note("The version of the protocol's procedure that was followed.")),
    Column(
      "baseline_execution_id", \.baseline,
      .references(ProtocolExecution.self, onDelete: .restrict),
      .note("The measurement before, of a protocol that compares before and after.")),
    rules: [
      .filled(
        \.startTime, when: \.status, in: [.inProgress, .paused, .completed],
        "an execution that has begun has a start time"),
      .filled(
        \.startTime, onlyWhen: \.status, in: [.inProgress, .paused, .completed, .aborted],
        "an execution that is assigned has not begun: it has no start time"),
      .filled(
        \.endTime, exactlyWhen: \.status, in: [.completed, .aborted],
        "an execution has an end time once it is completed or aborted, and only then"),
      .order(\.startTime, notAfter: \.endTime, "an execution does not end before it starts"),
      .number(\.protocolVersion, atLeast: 1, "versions count from 1"),
      .different(\.baseline, \.id, "an execution is not its own baseline"),
      .states(
        \.status, from: [.assigned],
        [
          .assigned: [.inProgress, .aborted],
          .inProgress: [.completed, .paused, .aborted],
          .paused: [.inProgress, .aborted],
        ]),
      .states(\.qcStatus, from: [.pending], [.pending: [.passed, .failed, .waived]]),
    ])
}
