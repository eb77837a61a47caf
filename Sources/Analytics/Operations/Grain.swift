internal import Tables

/// How finely time is cut up, on the lab's own clock.
public enum Grain: String, CaseIterable, Sendable {
  case hour, day, week, month

  /// `--grain`
  static let option = MetricOption("grain", default: Grain.day, "How finely time is cut up")

  /// The shortest that one is, in seconds.
  var shortest: Int {
    switch self {
    case .hour: 1800
    case .day: 80_000
    case .week: 600_000
    case .month: 2_400_000
    }
  }
}

/// A piece of time on the lab's clock: an hour, a day, a week from Monday on, a month.
///
/// A day has 23 or 25 hours when the clocks change, and is one piece. The hour that the clock
/// shows twice is two pieces, told apart by their offset from UTC, as each is an hour in which work
/// was done.
struct TimeBucket: Hashable, Comparable {
  /// The first second on the lab's clock, as seconds since 1970-01-01T00:00:00 there.
  let local: Int
  /// How far the clock was ahead, of an hour; 0 of longer pieces.
  let offset: Int

  static func < (left: Self, right: Self) -> Bool {
    (left.local - left.offset, left.local) < (right.local - right.offset, right.local)
  }
}

extension TimeBucket {
  /// The piece that holds an instant.
  init(_ grain: Grain, at instant: Int, _ clock: inout LocalClock) {
    let offset = clock.offset(at: instant)
    let local = instant + offset
    switch grain {
    case .hour: self.init(local: local.rounded(downTo: 3600), offset: offset)
    case .day: self.init(local: local.rounded(downTo: 86_400), offset: 0)
    case .week, .month: self.init(grain, ofDay: CalendarDate(ofSeconds: local))
    }
  }

  /// The week or month of a day.
  init(_ grain: Grain, ofDay day: CalendarDate) {
    let first =
      switch grain {
      // Day 0 was a Thursday.
      case .week: (day.days + 3).rounded(downTo: 7) - 3
      case .month: day.days - day.dayOfMonth + 1
      case .hour, .day: day.days
      }
    self.init(local: first * 86_400, offset: 0)
  }

  /// `2026-11-20T08:00+01:00` or `2026-11-20T07:00Z`, `2026-11-20`, `2026-W47`, `2026-11`.
  func name(_ grain: Grain) -> String {
    let day = CalendarDate(ofSeconds: local)
    switch grain {
    case .hour:
      // A clock of the 19th century may be ahead by odd seconds, which the form has no place for.
      let minutes = offset == 0 ? nil : offset / 60
      let text = Instant(seconds: local - offset, offsetMinutes: minutes).cellText
      return String(text.prefix(16) + text.dropFirst(19))
    case .day: return day.cellText
    case .month: return String(day.cellText.prefix(7))
    case .week:
      // A week belongs to the year of its Thursday (ISO 8601).
      let thursday = CalendarDate(days: day.days + 3)
      let number = (thursday.dayOfYear - 1) / 7 + 1
      return "\(thursday.cellText.prefix(4))-W\(number < 10 ? "0" : "")\(number)"
    }
  }

  /// The first second, in seconds since 1970.
  func start(_ grain: Grain, _ zone: LocalZone) -> Int {
    grain == .hour ? local - offset : zone.start(ofLocal: local)
  }
}

extension CalendarDate {
  var dayOfMonth: Int { Int(cellText.suffix(2)) ?? 1 }

  /// 1 to 366.
  var dayOfYear: Int {
    let first = CalendarDate(cellText: cellText.prefix(4) + "-01-01")
    return days - (first?.days ?? days) + 1
  }

  /// 1 is Monday (ISO 8601).
  var weekday: Int { (days + 3) - (days + 3).rounded(downTo: 7) + 1 }
}

extension Int {
  /// The greatest multiple of `step` that is not above it.
  func rounded(downTo step: Int) -> Int {
    let rest = self % step
    return self - (rest < 0 ? rest + step : rest)
  }
}
