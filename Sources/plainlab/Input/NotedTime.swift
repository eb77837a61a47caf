import CommandLineKit
import Lab
import Tables
import Wording

/// `--at TIME`: when something happened, as somebody noted it, on paper or from memory.
///
/// An instant says its zone. A time of day, or a day and a time without a zone, is meant in the lab's
/// own, which the setting `time_zone` names; where it does not, nothing is guessed.
struct NotedTime: ParameterValue {
  private enum Form {
    case instant(Instant)
    /// Seconds since 1970, as if the lab's zone were UTC.
    case local(Int)
    case today(TimeOfDay)
  }

  private let form: Form
  private let text: String

  static let placeholder: String? = "TIME"
  var argument: String { text }

  init(argument: String) throws(InvalidValue) {
    text = argument
    if let instant = Instant(cellText: argument) {
      form = .instant(instant)
    } else if let time = TimeOfDay(cellText: argument) {
      form = .today(time)
    } else if argument.count == 16,
      argument.dropFirst(10).first.map({ " T".contains($0) }) ?? false,
      let day = CalendarDate(cellText: String(argument.prefix(10))),
      let time = TimeOfDay(cellText: String(argument.suffix(5)))
    {
      form = .local(day.days * 86_400 + time.minutes * 60)
    } else {
      throw InvalidValue(
        expected: "a time like 2026-11-20T08:30:00Z, or 08:30 for today in the lab's time zone")
    }
  }

  /// The instant that is meant.
  ///
  /// - Parameter zone: The lab's time zone, by its name; `nil` where it is not known.
  func instant(now: Instant, zone: String?) throws -> Instant {
    if case .instant(let instant) = form { return instant }
    return try instant(now: now, zone: known(zone))
  }

  /// The instant that is meant on the clock of a zone.
  func instant(now: Instant, zone: LocalZone) throws -> Instant {
    switch form {
    case .instant(let instant): instant
    case .local(let local): try instant(local, in: zone)
    case .today(let time):
      try instant(zone.day(at: now.seconds).days * 86_400 + time.minutes * 60, in: zone)
    }
  }

  private func instant(_ local: Int, in zone: LocalZone) throws -> Instant {
    switch zone.meaning(of: local) {
    case .instant(let seconds): return Instant(seconds: seconds)
    case .skipped:
      throw UsageError("\(text) did not exist in \(zone.name): clocks were put forward.")
    case .twice(let first, let second):
      let both = [first, second].sorted().map { Instant(seconds: $0).cellText }
      throw UsageError(
        "\(text) was twice in \(zone.name): write \(both.joinedForReading("or")).")
    }
  }

  private func known(_ name: String?) throws -> LocalZone {
    if let name, let zone = try? LocalZone(name) { return zone }
    let problem = name.map { "'\($0)' of the setting time_zone is no zone" } ?? "no zone is known"
    throw UsageError(
      "\(text) needs a time zone, and \(problem). Write the time like 2026-11-20T08:30:00Z, or "
        + "set the lab's zone once: plainlab settings set time_zone Europe/Berlin")
  }
}

extension Context {
  /// What the clock says.
  var now: Instant { Instant(seconds: Int(console.now())) }

  /// The time that was noted, or now. A time that is still to come is allowed, as clocks are wrong
  /// too, and remarked upon.
  func instant(_ noted: NotedTime?) throws -> Instant {
    guard let noted else { return now }
    let instant = try noted.instant(now: now, zone: settings()["time_zone"]?.value)
    if instant.seconds > now.seconds + 300 {
      note("\(instant.cellText) is still to come: the clock says \(now.cellText).")
    }
    return instant
  }
}
