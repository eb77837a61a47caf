import CommandLineKit
import Tables

/// A day or an instant on the command line; a day stands for its first second, in UTC.
struct Moment: ParameterValue {
  let instant: Instant

  static let placeholder: String? = "TIME"
  var argument: String { instant.cellText }

  init(argument: String) throws(InvalidValue) {
    if let date = CalendarDate(cellText: argument) {
      instant = Instant(seconds: date.days * 86_400)
    } else if let instant = Instant(cellText: argument) {
      self.instant = instant
    } else {
      throw InvalidValue(expected: "a day like 2026-11-20 or a time like 2026-11-20T08:30:00Z")
    }
  }

  /// The seconds from one moment to another; an end that is missing is open.
  static func period(_ since: Moment?, _ until: Moment?) throws -> Range<Int> {
    let start = since?.instant.seconds ?? .min
    let end = until?.instant.seconds ?? .max
    guard start <= end else { throw UsageError("--since is later than --until.") }
    return start..<end
  }
}
