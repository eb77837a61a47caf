public import Lab
public import Tables

/// When a machine is open, by the lab's own clock.
///
/// From `resource_calendars`, a row without a resource holding for every one: where a machine, or else
/// the lab, has `open` rows for weekdays, it is open then only, and otherwise all day. An `open` row of
/// a date stands in the place of those of its weekday. What `closed` rows name is taken away, those
/// of a weekday not from a date that has an `open` row of its own.
public struct OpeningHours: Sendable, Equatable {
  /// For each weekday from Monday the minutes of the day, which may go on past midnight; `nil` is all
  /// of every day.
  private var weekly: [[Range<Int>]]?
  private var weeklyClosures: [[Range<Int>]]
  /// By the day's number.
  private var dated: [Int: [Range<Int>]] = [:]
  private var datedClosures: [Int: [Range<Int>]] = [:]

  /// Always open.
  public init() { weeklyClosures = Array(repeating: [], count: 7) }

  /// The hours of a machine, from the rows of all.
  ///
  /// - Parameter resource: `nil` for a machine that is in no table: the lab's own rows hold for it.
  public init(_ rows: [ResourceCalendar], of resource: Key<Resource>?) {
    self.init()
    let own = rows.filter { $0.resource != nil && $0.resource == resource }
    let lab = rows.filter { $0.resource == nil }
    let openings = own.contains { $0.kind == .open && $0.weekday != nil } ? own : lab
    for row in openings where row.kind == .open {
      guard let weekday = row.weekday, (1...7).contains(weekday) else { continue }
      if weekly == nil { weekly = Array(repeating: [], count: 7) }
      weekly?[weekday - 1].append(row.minutes)
    }
    for row in own + lab {
      if let day = row.date?.days {
        switch row.kind {
        case .open: dated[day, default: []].append(row.minutes)
        case .closed: datedClosures[day, default: []].append(row.minutes)
        }
      } else if row.kind == .closed, let weekday = row.weekday, (1...7).contains(weekday) {
        weeklyClosures[weekday - 1].append(row.minutes)
      }
    }
  }

  /// The same closures, but open in these shifts and only then.
  public func replaced(by shifts: Shifts) -> OpeningHours {
    var hours = self
    hours.weekly = (1...7).map { shifts.days.contains($0) ? shifts.times.map(\.minutes) : [] }
    hours.dated = [:]
    return hours
  }

  /// Whether there is no time at which it is closed.
  public var isAlwaysOpen: Bool {
    weekly == nil && datedClosures.isEmpty && weeklyClosures.allSatisfy(\.isEmpty)
  }

  /// The minutes of a day, from its midnight, at which it opens and closes.
  private func minutes(ofDay day: Int) -> [Range<Int>] {
    let opens = dated[day] ?? weekly?[CalendarDate(days: day).weekday - 1] ?? [0..<1440]
    return opens.filter { !$0.isEmpty }
  }

  private func closures(ofDay day: Int) -> [Range<Int>] {
    let weekday = CalendarDate(days: day).weekday
    return (datedClosures[day] ?? []) + (dated[day] == nil ? weeklyClosures[weekday - 1] : [])
  }

  /// The times within a period at which it is open, ascending and apart from each other, in seconds
  /// since 1970 as the period. O(days of the period), one where it is always open.
  public func open(in period: Range<Int>, zone: LocalZone) -> [Range<Int>] {
    guard !period.isEmpty else { return [] }
    if isAlwaysOpen { return [period] }
    // A shift over midnight began on the day before.
    let first = CalendarDate(ofSeconds: period.lowerBound).days - 2
    let last = CalendarDate(ofSeconds: period.upperBound).days + 1
    var open: [Range<Int>] = []
    var closed: [Range<Int>] = []
    for day in first...last {
      open += minutes(ofDay: day).compactMap { zone.seconds($0, ofDay: day) }
      closed += closures(ofDay: day).compactMap { zone.seconds($0, ofDay: day) }
    }
    return open.united().without(closed.united()).map { $0.clamped(to: period) }
      .filter { !$0.isEmpty }
  }
}

extension ResourceCalendar {
  /// From the midnight that begins the day, in minutes.
  fileprivate var minutes: Range<Int> {
    let start = opens?.minutes ?? 0
    return start..<max(start, closes?.minutes ?? 1440)
  }
}

extension LocalZone {
  /// The seconds from one minute of a day on the zone's clock to another; `nil` where clocks were put
  /// forward over all of it.
  fileprivate func seconds(_ minutes: Range<Int>, ofDay day: Int) -> Range<Int>? {
    let start = instant(day * 86_400 + minutes.lowerBound * 60, isEnd: false)
    let end = instant(day * 86_400 + minutes.upperBound * 60, isEnd: true)
    return start < end ? start..<end : nil
  }

  /// What a time on the clock means: of one that was twice the first for a start and the second for
  /// an end; of one that was skipped when the clock went on.
  private func instant(_ local: Int, isEnd: Bool) -> Int {
    if isEnd, case .twice(let one, let other) = meaning(of: local) { return max(one, other) }
    return start(ofLocal: local)
  }
}

extension [Range<Int>] {
  /// The same times, ascending, those that touch joined.
  func united() -> [Range<Int>] {
    var united: [Range<Int>] = []
    for range in sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = united.last, range.lowerBound <= last.upperBound {
        united[united.count - 1] =
          last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
      } else {
        united.append(range)
      }
    }
    return united
  }

  /// These times less others, both united.
  fileprivate func without(_ others: [Range<Int>]) -> [Range<Int>] {
    var rest: [Range<Int>] = []
    var next = 0
    for range in self {
      var start = range.lowerBound
      while next < others.count, others[next].upperBound <= start { next += 1 }
      var place = next
      while place < others.count, others[place].lowerBound < range.upperBound {
        if others[place].lowerBound > start { rest.append(start..<others[place].lowerBound) }
        start = Swift.max(start, others[place].upperBound)
        place += 1
      }
      if start < range.upperBound { rest.append(start..<range.upperBound) }
    }
    return rest
  }
}
