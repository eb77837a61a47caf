internal import Tables

/// How long the buckets of a calendar are.
public enum Grain: String, CaseIterable, Sendable {
  case hour, day
  /// From Monday to Sunday, as ISO 8601 has it.
  case week
  case month

  /// `--grain`, for a metric that knows these.
  public static func option(
    _ fallback: Grain, of known: [Grain] = allCases
  ) -> MetricOption<Grain> {
    MetricOption("grain", default: fallback, of: known, "How long the buckets are")
  }
}

extension Grain {
  /// The first day of the bucket that a day is in; of hours, the day itself.
  func firstDay(of day: CalendarDate) -> CalendarDate {
    switch self {
    case .hour, .day: day
    case .week: day.monday
    case .month: day.firstOfMonth
    }
  }

  /// The first day of the bucket after that of a day; of hours, the next day.
  func nextFirstDay(after day: CalendarDate) -> CalendarDate {
    switch self {
    case .hour, .day: CalendarDate(days: day.days + 1)
    case .week: CalendarDate(days: day.monday.days + 7)
    case .month: day.firstOfNextMonth
    }
  }
}
