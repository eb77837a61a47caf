import CommandLineKit
import Tables

/// A day or a time on the command line: a day stands for its first second in the lab's zone, a time
/// of day for today's.
struct Moment: ParameterValue {
  private enum Form {
    case now
    /// So many days before today.
    case daysAgo(Int)
    case day(CalendarDate)
    case time(NotedTime)
  }

  private let form: Form
  let argument: String

  static let placeholder: String? = "TIME"

  init(argument: String) throws(InvalidValue) {
    self.argument = argument
    if argument == "now" {
      form = .now
    } else if let days = ["today", "yesterday"].firstIndex(of: argument) {
      form = .daysAgo(days)
    } else if let date = CalendarDate(cellText: argument) {
      form = .day(date)
    } else if let time = try? NotedTime(argument: argument) {
      form = .time(time)
    } else {
      throw InvalidValue(
        expected: "a day like 2026-11-20, a time like '2026-11-20 08:30' or 2026-11-20T08:30:00Z, "
          + "today, yesterday or now", suggestion: Self.dayMeant(argument))
    }
  }

  /// Seconds since 1970. A day whose midnight the zone's clocks skip begins when they went on.
  func seconds(in zone: LocalZone, now: Instant) throws -> Int {
    switch form {
    case .now: now.seconds
    case .daysAgo(let days):
      zone.start(of: CalendarDate(days: zone.day(at: now.seconds).days - days))
    case .day(let date): zone.start(of: date)
    case .time(let time): try time.instant(now: now, zone: zone).seconds
    }
  }
}

extension Moment {
  /// The day that `14.11.2026` means; where a form has two readings, none is offered.
  private static func dayMeant(_ text: String) -> String? {
    let parts = text.split(separator: ".").map(String.init)
    guard parts.count == 3, parts[2].count == 4, parts[0].count <= 2, parts[1].count <= 2 else {
      return nil
    }
    let two = { (part: String) in part.count < 2 ? "0" + part : part }
    let day = "\(parts[2])-\(two(parts[1]))-\(two(parts[0]))"
    return CalendarDate(cellText: day) == nil ? nil : day
  }
}
