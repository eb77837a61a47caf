import CommandLineKit
import Tables

/// A day or a time on the command line: a day stands for its first second in the lab's zone, a time
/// of day for today's.
struct Moment: ParameterValue {
  private enum Form {
    case now
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
    } else if let date = CalendarDate(cellText: argument) {
      form = .day(date)
    } else if let time = try? NotedTime(argument: argument) {
      form = .time(time)
    } else {
      throw InvalidValue(
        expected: "a day like 2026-11-20, a time like '2026-11-20 08:30' or 2026-11-20T08:30:00Z, "
          + "or now")
    }
  }

  /// Seconds since 1970. A day whose midnight the zone's clocks skip begins when they went on.
  func seconds(in zone: LocalZone, now: Instant) throws -> Int {
    switch form {
    case .now: now.seconds
    case .day(let date): zone.start(of: date)
    case .time(let time): try time.instant(now: now, zone: zone).seconds
    }
  }
}
