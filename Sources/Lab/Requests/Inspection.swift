public import Tables

/// A look at a request's samples before they are tested.
public struct Inspection: TableRow {
  public enum Status: String, Vocabulary {
    case scheduled
    case inProgress = "in_progress"
    case passed
    case failed
    case conditional
    case cancelled
  }

  public let id: Key<Inspection>
  public var request: Key<ServiceRequest>
  public var inspector: Key<User>?
  public var inspectedAt: Instant
  public var findings: JSONCell?
  public var images: [RelativePath]
  public var status: Status
  public var createdAt: Instant

  public static let schema = Schema(
    "inspections", "A look at a request's samples before they are tested.", Inspection.init,
    Column("id", \.id, .primaryKey),
    Column("sr_id", \.request, .references(ServiceRequest.self, onDelete: .restrict)),
    Column("inspector_id", \.inspector, .references(User.self, onDelete: .restrict)),
    Column(
      "inspection_date", \.inspectedAt,
      .note("When the inspection takes or took place, with its time of day.")),
    Column("findings", \.findings, .note("What was seen, by serial number.")),
    Column("images", \.images, .note("Paths of photographs with ; between them.")),
    Column(
      "status", \.status,
      .note("A failed inspection opens a non-conformance; a conditional one passes with remarks.")),
    Column("created_at", \.createdAt),
    rules: [
      .states(
        \.status, from: [.scheduled],
        [
          .scheduled: [.inProgress, .cancelled],
          .inProgress: [.passed, .failed, .conditional, .cancelled],
        ])
    ])
}
