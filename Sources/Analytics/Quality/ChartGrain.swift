internal import Tables

/// How long the samples of a chart of shares or counts are.
enum ChartGrain: String, CaseIterable, Sendable {
  case day
  case week

  /// The first day of the sample that a day is part of; weeks begin on Monday, as ISO 8601 has it.
  func start(of day: CalendarDate) -> CalendarDate {
    switch self {
    case .day: day
    // 1970-01-01 was a Thursday.
    case .week: CalendarDate(days: day.days - ((day.days + 3) % 7 + 7) % 7)
    }
  }

  var days: Int { self == .day ? 1 : 7 }
}

/// Turns instants into samples, remembering those of the quarters of an hour that it met: no zone's
/// clock changes within one.
struct SampleCalendar: Sendable {
  private let zone: LocalZone
  private let grain: ChartGrain
  private var known: [Int: Int] = [:]

  init(_ zone: LocalZone, _ grain: ChartGrain) {
    self.zone = zone
    self.grain = grain
  }

  /// The first day of the sample that an instant falls into, in days since 1970.
  mutating func sample(at seconds: Int) -> Int {
    let quarter = seconds / 900 - (seconds % 900 < 0 ? 1 : 0)
    if let start = known[quarter] { return start }
    let start = grain.start(of: zone.day(at: seconds)).days
    known[quarter] = start
    return start
  }
}
