public import Tables

/// That a resource is somebody's for a time.
public struct Booking: TableRow {
  public enum Status: String, Vocabulary {
    case pending
    case confirmed
    case inUse = "in_use"
    case completed
    case rejected
    case cancelled
    case noShow = "no_show"
  }

  public let id: Key<Booking>
  public var resource: Key<Resource>
  public var user: Key<User>
  public var title: String?
  public var startTime: Instant
  public var endTime: Instant
  public var status: Status
  public var createdAt: Instant
  public var updatedAt: Instant
  public var checkedInAt: Instant?
  public var checkedOutAt: Instant?
  public var request: Key<ServiceRequest>?
  public var rescheduledFrom: Key<Booking>?
  public var notes: String?

  public static let schema = Schema(
    "bookings", "That a resource is somebody's for a time.", Booking.init,
    Column("id", \.id, .primaryKey),
    Column("resource_id", \.resource, .references(Resource.self, onDelete: .restrict)),
    Column("user_id", \.user, .references(User.self, onDelete: .restrict)),
    Column("title", \.title),
    Column("start_time", \.startTime),
    Column("end_time", \.endTime, .note("Itself excluded: the next booking may start then.")),
    Column(
      "status", \.status,
      .note("pending, confirmed and in_use occupy the resource; the others leave it free.")),
    Column("created_at", \.createdAt),
    Column("updated_at", \.updatedAt),
    Column("checked_in_at", \.checkedInAt, .note("When the person came.")),
    Column("checked_out_at", \.checkedOutAt, .note("When the person left.")),
    Column(
      "sr_id", \.request, .references(ServiceRequest.self, onDelete: .restrict),
      .note("The request that it is for.")),
    Column(
      "rescheduled_from_id", \.rescheduledFrom, .references(Booking.self, onDelete: .restrict),
      .note("The booking that was moved here, which is cancelled.")),
    Column("notes", \.notes),
    rules: [
      .order(\.startTime, before: \.endTime, "a booking ends after it starts"),
      .order(\.createdAt, notAfter: \.updatedAt, "a booking is not updated before it is created"),
      .filled(
        \.checkedInAt, when: \.status, in: [.inUse], "a booking in use has a check-in time"),
      .filled(
        \.checkedInAt, onlyWhen: \.status, in: [.inUse, .completed],
        "only a booking that is or was in use has a check-in time"),
      .filled(
        \.checkedOutAt, onlyWhen: \.status, in: [.completed],
        "only a completed booking has a check-out time"),
      .filled(\.checkedOutAt, onlyWith: \.checkedInAt, "who checked out has checked in"),
      .order(
        \.checkedInAt, notAfter: \.checkedOutAt, "nobody checks out before checking in"),
      .different(\.rescheduledFrom, \.id, "a booking is not moved from itself"),
      .states(
        \.status, from: [.pending, .confirmed],
        [
          .pending: [.confirmed, .rejected, .cancelled],
          .confirmed: [.inUse, .noShow, .cancelled],
          .inUse: [.completed],
        ]),
    ])
}
