public import Tables

/// When a resource, or the whole lab, is open or closed: each week on a day, or on one date.
public struct ResourceCalendar: TableRow {
  public enum Kind: String, Vocabulary {
    case open
    case closed
  }

  public let id: Key<ResourceCalendar>
  public var resource: Key<Resource>?
  /// 1 is Monday, 7 is Sunday.
  public var weekday: Int?
  public var date: CalendarDate?
  public var opens: TimeOfDay?
  public var closes: TimeOfDay?
  public var kind: Kind

  public static let schema = Schema(
    "resource_calendars", "When a resource, or the whole lab, is open or closed.",
    ResourceCalendar.init,
    Column("id", \.id, .primaryKey),
    Column(
      "resource_id", \.resource, .references(Resource.self, onDelete: .cascade),
      .note("Empty: holds for every resource.")),
    Column(
      "weekday", \.weekday,
      .note("Each week on this day: 1 is Monday, 7 is Sunday. Either this or the date is filled.")),
    Column(
      "date", \.date, .note("On this day only, and stronger than the weekday's row.")),
    Column(
      "opens", \.opens,
      .note("Start, in the lab's time zone (of a closed row: of the closure). Empty: midnight.")),
    Column(
      "closes", \.closes, .note("End, itself excluded. Empty: the midnight that ends the day.")),
    Column("kind", \.kind),
    rules: [
      .oneFilled(
        [\.weekday, \.date], "a calendar row is about a weekday or about a date, and not both"),
      .number(
        \.weekday, atLeast: 1, atMost: 7, "weekdays are numbers from 1, Monday, to 7, Sunday"),
      .order(\.opens, before: \.closes, "an interval ends after it starts, on the same day"),
    ])
}
