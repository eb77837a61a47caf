public import Tables

/// A specimen on its way through an analyzer, from reception to its result or its error.
public struct Specimen: TableRow {
  public enum Status: String, Vocabulary {
    case received = "RECEIVED"
    case inProcess = "IN_PROCESS"
    case completed = "COMPLETED"
    case error = "ERROR"
  }

  public let id: Key<Specimen>
  public var code: Code<Specimen>
  public var assay: Code<Assay>
  public var machine: Code<Resource>
  public var operatorCode: Code<User>
  public var status: Status
  public var errorCode: Code<ErrorCode>?
  public var receivedAt: Instant
  public var processedAt: Instant?

  public static let schema = Schema(
    "specimens", "A specimen on its way through an analyzer, from reception to result.",
    Specimen.init,
    Column("id", \.id, .primaryKey),
    Column(
      "specimen_id", \.code, .unique, .maxLength(50),
      .note("The identifier on the tube's label.")),
    Column(
      "assay", \.assay, .maxLength(20), .references(Assay.self, onDelete: .warn),
      .note("What is measured: the assay's code.")),
    Column(
      "machine_id", \.machine, .maxLength(10),
      .references(Resource.self, column: "code", onDelete: .warn),
      .note("The analyzer's code in resources.")),
    Column(
      "operator_id", \.operatorCode, .maxLength(10),
      .references(User.self, column: "code", onDelete: .warn),
      .note("The code of the person on shift, as in users.code.")),
    Column(
      "status", \.status,
      .note("RECEIVED, IN_PROCESS, then COMPLETED or ERROR; a rerun leads back to IN_PROCESS.")),
    Column(
      "error_code", \.errorCode, .maxLength(10), .references(ErrorCode.self, onDelete: .warn),
      .note("Filled exactly when the status is ERROR.")),
    Column("received_at", \.receivedAt, .note("When it reached the lab: turnaround starts here.")),
    Column(
      "processed_at", \.processedAt,
      .note("When the result or the error was known: turnaround ends here.")),
    rules: [
      .filled(
        \.errorCode, exactlyWhen: \.status, in: [.error],
        "a specimen has an error code when its status is ERROR, and only then"),
      .filled(
        \.processedAt, exactlyWhen: \.status, in: [.completed, .error],
        "a specimen has a processing time once it is COMPLETED or ERROR, and only then"),
      .order(
        \.receivedAt, notAfter: \.processedAt, "a specimen is not processed before it is received"),
      .states(
        \.status, from: [.received],
        [
          .received: [.inProcess, .error],
          .inProcess: [.completed, .error],
          .error: [.inProcess],
        ]),
    ])
}
