package import Tables

/// The clock of a zone, for asking it of millions of instants.
///
/// A zone is asked for its offset at the ends of a day, once; a day at whose ends it is the same has
/// one offset. (No place has put its clocks forward and back within a day.) Only on the days of a
/// change is each instant asked for.
package struct LocalClock {
  private let zone: LocalZone
  /// The offsets of days in UTC; `nil` where it changes.
  private var known: [Int: Int?] = [:]
  private var latest: (day: Int, offset: Int?)?

  package init(_ zone: LocalZone) { self.zone = zone }

  /// How many seconds the clock is ahead of UTC.
  mutating func offset(at instant: Int) -> Int {
    let day = CalendarDate(ofSeconds: instant).days
    if let latest, latest.day == day { return latest.offset ?? zone.offset(at: instant) }
    let offset = known[day] ?? ask(day)
    latest = (day, offset)
    return offset ?? zone.offset(at: instant)
  }

  private mutating func ask(_ day: Int) -> Int? {
    let first = zone.offset(at: day * 86_400)
    let offset = first == zone.offset(at: day * 86_400 + 86_399) ? first : nil
    known[day] = .some(offset)
    return offset
  }

  /// What the clock shows, as seconds since 1970-01-01T00:00:00 there.
  package mutating func local(_ instant: Int) -> Int { instant + offset(at: instant) }

  /// The hour of the week that the clock shows, from 0, Monday from midnight to 1, to 167.
  mutating func hourOfWeek(at instant: Int) -> Int {
    let hours = local(instant).rounded(downTo: 3600) / 3600
    // Hour 0 of 1970-01-01 was the 72nd of its week, a Thursday.
    return (hours + 72) - (hours + 72).rounded(downTo: 168)
  }
}

extension Int {
  /// The greatest multiple of `step` that is not above it.
  func rounded(downTo step: Int) -> Int {
    let rest = self % step
    return self - (rest < 0 ? rest + step : rest)
  }
}
