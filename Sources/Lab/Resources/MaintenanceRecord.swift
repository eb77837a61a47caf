public import Tables

/// Work on a resource, or a time in which it does not work.
public struct MaintenanceRecord: TableRow {
  public enum Kind: String, Vocabulary {
    case preventive
    case corrective
    case calibration
    case outage
  }

  public enum Status: String, Vocabulary {
    case planned
    case inProgress = "in_progress"
    case done
    case cancelled
  }

  public let id: Key<MaintenanceRecord>
  public var resource: Key<Resource>
  public var kind: Kind
  public var startTime: Instant
  public var endTime: Instant?
  public var status: Status
  public var performedBy: Key<User>?
  public var certificate: RelativePath?
  public var nextDue: CalendarDate?
  public var notes: String?

  public static let schema = Schema(
    "maintenance_records", "Work on a resource, or a time in which it does not work.",
    MaintenanceRecord.init,
    Column("id", \.id, .primaryKey),
    Column("resource_id", \.resource, .references(Resource.self, onDelete: .restrict)),
    Column("kind", \.kind),
    Column("start_time", \.startTime),
    Column(
      "end_time", \.endTime,
      .note("Empty: not known yet. Until then the resource counts as out of use.")),
    Column("status", \.status),
    Column(
      "performed_by", \.performedBy, .references(User.self, onDelete: .restrict),
      .note("Empty: somebody from outside, named in the notes.")),
    Column("certificate", \.certificate, .note("Of a calibration.")),
    Column("next_due_at", \.nextDue, .note("The last day on which it may be done again.")),
    Column("notes", \.notes),
    rules: [
      .filled(\.endTime, when: \.status, in: [.done], "maintenance that is done has an end time"),
      .order(\.startTime, before: \.endTime, "maintenance ends after it starts"),
    ])
}
