public import Tables

/// An instrument, a chamber, a room: something that work needs and that others need too.
public struct Resource: TableRow {
  public let id: Key<Resource>
  public var code: Code<Resource>
  public var name: String
  public var type: Key<ResourceType>
  public var isActive: Bool
  public var location: String?
  public var capacity: Int
  public var requiresApproval: Bool
  public var requiresQualification: Bool
  public var minMinutes: Int?
  public var maxMinutes: Int?
  public var horizonDays: Int?
  public var noShowAfterMinutes: Int?
  public var maxBookingsPerUserDay: Int?
  public var maxFutureMinutesPerUser: Int?

  public static let schema = Schema(
    "resources", "An instrument, a chamber, a room: something that can be booked.", Resource.init,
    Column("id", \.id, .primaryKey),
    Column("code", \.code, .unique, .maxLength(50), .note("As on its label, such as ARCH-1.")),
    Column("name", \.name),
    Column(
      "resource_type_id", \.type, .references(ResourceType.self, onDelete: .restrict)),
    Column(
      "is_active", \.isActive, .note("false: retired, kept because the records name it.")),
    Column("location", \.location),
    Column(
      "capacity", \.capacity, .note("How many bookings it takes at the same time, at least 1.")),
    Column("requires_approval", \.requiresApproval),
    Column(
      "requires_qualification", \.requiresQualification,
      .note("true: only who has a valid qualification for it may book.")),
    Column("min_minutes", \.minMinutes, .note("Shortest booking. Empty: no limit.")),
    Column("max_minutes", \.maxMinutes, .note("Longest booking. Empty: no limit.")),
    Column(
      "horizon_days", \.horizonDays, .note("How far ahead it can be booked. Empty: no limit.")),
    Column(
      "no_show_after_minutes", \.noShowAfterMinutes,
      .note("A booking that nobody checked in to is given up after this. Empty: never.")),
    Column(
      "max_bookings_per_user_day", \.maxBookingsPerUserDay,
      .note("Bookings that one person may have on one day. Empty: no limit.")),
    Column(
      "max_future_minutes_per_user", \.maxFutureMinutesPerUser,
      .note("Minutes that one person may have booked ahead, in all. Empty: no limit.")),
    rules: [
      .number(\.capacity, atLeast: 1, "a capacity is at least 1"),
      .number(\.minMinutes, atLeast: 0, "a shortest booking is not negative"),
      .number(\.maxMinutes, atLeast: 1, "a longest booking is at least a minute"),
      .order(
        \.minMinutes, notAfter: \.maxMinutes, "the shortest booking is not longer than the longest"),
      .number(\.horizonDays, atLeast: 0, "a horizon is not negative"),
      .number(\.noShowAfterMinutes, atLeast: 0, "a time of grace is not negative"),
      .number(\.maxBookingsPerUserDay, atLeast: 1, "a limit of bookings is at least 1"),
      .number(\.maxFutureMinutesPerUser, atLeast: 1, "a limit of minutes is at least 1"),
    ])
}
