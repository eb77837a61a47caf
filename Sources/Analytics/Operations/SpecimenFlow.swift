internal import Statistics
public import Tables

/// What a lab has of specimens: how many in each state, what is still open, what was done each day.
public struct SpecimenFlow: SpecimenGathering {
  public internal(set) var total = 0
  /// How many specimens are in each state, by its number in the column of states.
  private var states: [Int] = []
  /// The states that there are, as the file names them; there once the scan has ended.
  public private(set) var counts: [(name: String, count: Int)] = []
  /// The seconds at which open specimens were received: those without a result or an error.
  private var openSince = Tally()
  private var calendar: CalendarBuckets
  /// The first seconds of the days on which specimens were completed.
  private var completedDays = Tally()
  /// The latest instant of each day, in seconds since 1970, but for the day at hand.
  private var latest: [Int: Int] = [:]
  private var day = (number: Int.min, latest: Int.min)
  /// The latest instant that any specimen has, in seconds since 1970; there once the scan has ended.
  public private(set) var newest: Int?
  /// The latest of a day that is all more than a day before `newest`.
  private var before: Int?

  /// - Parameter zone: Where days begin.
  public init(in zone: LocalZone) { calendar = CalendarBuckets(.day, in: zone) }

  public var needed: Set<SpecimenColumns.Name> { [.status, .receivedAt, .processedAt] }

  public mutating func add(_ specimens: SpecimenColumns) {
    add(
      status: specimens.status.codes, completed: specimens.completed, failed: specimens.failed,
      received: specimens.received.seconds, processed: specimens.processed.seconds)
  }

  private mutating func add(
    status: [Int], completed: Int, failed: Int, received: [Int], processed: [Int]
  ) {
    total += status.count
    for i in status.indices {
      let state = status[i]
      while states.count <= state { states.append(0) }
      states[state] += 1
      let start = received[i]
      let end = processed[i]
      for instant in [start, end] where instant > InstantColumn.unreadable {
        note(instant)
      }
      if state == completed, end > InstantColumn.unreadable {
        completedDays.add(calendar.start(of: end))
      } else if state != completed, state != failed, start > InstantColumn.unreadable {
        openSince.add(start)
      }
    }
  }

  private mutating func note(_ instant: Int) {
    let number = instant.rounded(downTo: 86_400)
    if number != day.number {
      if day.latest > .min { latest[day.number] = max(latest[day.number] ?? .min, day.latest) }
      day = (number, latest[number] ?? .min)
    }
    day.latest = max(day.latest, instant)
  }

  /// That the newest time stands so far from all others that somebody may have mistyped its year.
  public func lonelyNewest(in zone: LocalZone) -> Attention? {
    guard let newest, let before, newest - before > 60 * 86_400 else { return nil }
    return Attention(
      .untrusted, size: .infinity,
      "The newest time of the specimens, \(zone.minute(newest)), is "
        + "\((newest - before) / 86_400) days after the one before: was it mistyped? The lab is looked at "
        + "as of it.",
      command: "plainlab report --as-of \(Instant(seconds: before).cellText)")
  }

  public mutating func merge(_ other: SpecimenFlow) {
    total += other.total
    states.merge(other.states)
    openSince.add(other.openSince)
    completedDays.add(other.completedDays)
    for instant in other.latest.values { note(instant) }
    if other.day.latest > .min { note(other.day.latest) }
  }

  public mutating func finish(_ names: SpecimenColumns, lost: Int) {
    let all = latest.values + (day.latest > .min ? [day.latest] : [])
    newest = all.max()
    before = newest.flatMap { newest in all.filter { newest - $0 > 86_400 }.max() }
    counts = states.indices.map { (name: names.status.values.text($0), count: states[$0]) }
  }

  public var openCount: Int { openSince.count }

  /// When the open specimen that waits longest was received; `nil` when none is open.
  public var oldestOpen: Int? { openSince.ascending.first?.value }

  /// How many specimens were completed on each of the last `days` days up to that of `instant`.
  public func completedPerDay(last days: Int, until instant: Int) -> [Int] {
    let zone = calendar.zone
    let lastDay = zone.day(at: instant).days
    var counts = Array(repeating: 0, count: days)
    for (start, count) in completedDays.ascending {
      let place = zone.day(at: start).days - (lastDay - days + 1)
      if counts.indices.contains(place) { counts[place] = count }
    }
    return counts
  }
}
