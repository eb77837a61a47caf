public import Tables

/// What somebody who is responsible says to a booking.
public struct BookingApproval: TableRow {
  public enum Decision: String, Vocabulary {
    case pending
    case approved
    case rejected
  }

  public let id: Key<BookingApproval>
  public var booking: Key<Booking>
  public var approver: Key<User>
  public var decision: Decision
  public var decidedAt: Instant?
  public var reason: String?

  public static let schema = Schema(
    "booking_approvals", "What somebody who is responsible says to a booking.",
    BookingApproval.init,
    Column("id", \.id, .primaryKey),
    Column("booking_id", \.booking, .references(Booking.self, onDelete: .cascade)),
    Column("approver_id", \.approver, .references(User.self, onDelete: .restrict)),
    Column("decision", \.decision),
    Column("decided_at", \.decidedAt, .note("Empty while the decision is pending.")),
    Column("reason", \.reason),
    rules: [
      .filled(
        \.decidedAt, exactlyWhen: \.decision, in: [.approved, .rejected],
        "an approval has a decision time once it is approved or rejected, and only then"),
      .states(\.decision, from: [.pending], [.pending: [.approved, .rejected]]),
      .unique(\.booking, \.approver),
    ])
}
