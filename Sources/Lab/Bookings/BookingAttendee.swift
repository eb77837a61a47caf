public import Tables

/// That a person takes part in what a booking is for.
public struct BookingAttendee: TableRow {
  public var booking: Key<Booking>
  public var user: Key<User>
  public var role: String?

  public static let schema = Schema(
    "booking_attendees", "That a person takes part in what a booking is for.",
    BookingAttendee.init,
    Column("booking_id", \.booking, .primaryKey, .references(Booking.self, onDelete: .cascade)),
    Column("user_id", \.user, .primaryKey, .references(User.self, onDelete: .restrict)),
    Column("role", \.role, .note("Such as trainee, or witness. Empty: takes part.")))
}
