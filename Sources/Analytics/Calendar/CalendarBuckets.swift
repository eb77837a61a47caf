public import Tables

/// The hours, days, weeks or months of a zone, each `[start, end)` in seconds since 1970.
///
/// They follow the zone's own clock: where it is put forward or back, a day has 23 or 25 hours. They
/// are in order and leave nothing out, so that each instant is in one of them. An hour begins where
/// the clock strikes it or is put elsewhere, so the hour that a clock shows twice is two buckets,
/// told apart by their offset.
///
/// Asking for the bucket of an instant costs a comparison while it is that of the one before, a
/// look-up while it was met before, and questions to the zone only for a bucket that is new.
public struct CalendarBuckets: Sendable {
  public let grain: Grain
  public let zone: LocalZone
  private var last = 0..<0
  /// For parts of the time line, the bucket that was asked for last in each.
  private var known: [Int: Range<Int>] = [:]

  public init(_ grain: Grain, in zone: LocalZone) {
    self.grain = grain
    self.zone = zone
  }

  /// The first second of the bucket of an instant.
  public mutating func start(of instant: Int) -> Int { bucket(of: instant).lowerBound }

  /// The bucket of an instant. Instants are those of the years 1 to 9999.
  public mutating func bucket(of instant: Int) -> Range<Int> {
    if last.contains(instant) { return last }
    // Clocks are put forward and back by quarters of an hour and more, so few parts have two.
    let part = instant / (grain == .hour ? 900 : 3600)
    if let bucket = known[part], bucket.contains(instant) {
      last = bucket
    } else {
      last = found(instant)
      known[part] = last
    }
    return last
  }

  /// The first second of the bucket after the one of an instant.
  public mutating func next(after instant: Int) -> Int { bucket(of: instant).upperBound }

  /// The starts of the buckets of a period, from that of its first second to that of its last; `nil`
  /// where they are more than `limit`, as where the period has no end.
  public mutating func starts(in period: Range<Int>, limit: Int = 1_000_000) -> [Int]? {
    guard !period.isEmpty else { return [] }
    guard period.lowerBound >= Self.years.lowerBound, period.upperBound <= Self.years.upperBound
    else { return nil }
    var starts: [Int] = []
    var instant = period.lowerBound
    while instant < period.upperBound {
      guard starts.count < limit else { return nil }
      let bucket = bucket(of: instant)
      starts.append(bucket.lowerBound)
      instant = bucket.upperBound
    }
    return starts
  }

  /// The seconds of the years 0001 to 9999, with a day to spare for zones.
  private static let years = -62_135_683_200..<253_402_387_200
}

extension CalendarBuckets {
  private func found(_ instant: Int) -> Range<Int> {
    grain == .hour ? hour(of: instant) : days(of: instant)
  }

  private func days(of instant: Int) -> Range<Int> {
    var first = grain.firstDay(of: zone.day(at: instant))
    var start = zone.start(of: first)
    var end = zone.start(of: grain.nextFirstDay(after: first))
    // Where a clock was put back from after midnight to before, the day that had begun goes on.
    while end <= instant {
      first = grain.nextFirstDay(after: first)
      (start, end) = (end, zone.start(of: grain.nextFirstDay(after: first)))
    }
    return start..<end
  }

  private func hour(of instant: Int) -> Range<Int> {
    let offset = zone.offset(at: instant)
    let local = instant + offset
    let past = (local % 3600 + 3600) % 3600
    let start = instant - past
    let end = start + 3600
    return turn(between: start, and: instant, offset)..<turn(after: instant, until: end, offset)
  }

  /// The first second from which the offset holds up to `instant`: `start`, or where the clock was
  /// changed since.
  private func turn(between start: Int, and instant: Int, _ offset: Int) -> Int {
    guard zone.offset(at: start) != offset else { return start }
    var (other, same) = (start, instant)
    while same - other > 1 {
      let middle = other + (same - other) / 2
      if zone.offset(at: middle) == offset { same = middle } else { other = middle }
    }
    return same
  }

  /// The second at which the offset ends to hold: `end`, or where the clock is changed before.
  private func turn(after instant: Int, until end: Int, _ offset: Int) -> Int {
    guard zone.offset(at: end - 1) != offset else { return end }
    var (same, other) = (instant, end - 1)
    while other - same > 1 {
      let middle = same + (other - same) / 2
      if zone.offset(at: middle) == offset { same = middle } else { other = middle }
    }
    return other
  }
}

extension CalendarBuckets {
  /// What the bucket that begins at `start` is called: `2026-11-20T17:00+01:00`, `2026-11-20`,
  /// `2026-W47` or `2026-11`. Names of one grain are in the order of time.
  public func name(_ start: Int) -> String {
    let day = zone.day(at: start)
    switch grain {
    case .hour:
      let offset = zone.offset(at: start)
      // Offsets of before the time zones had seconds, which are not written.
      let minutes = offset / 60
      let local = Instant(seconds: start + offset).cellText.prefix(16)
      let sign = minutes < 0 ? "-" : "+"
      return offset == 0
        ? local + "Z"
        : local + sign + padded(abs(minutes) / 60, 2) + ":" + padded(abs(minutes) % 60, 2)
    case .day: return day.cellText
    case .week:
      let (year, week) = day.isoWeek
      return padded(year, 4) + "-W" + padded(week, 2)
    case .month: return String(day.cellText.prefix(7))
    }
  }

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
