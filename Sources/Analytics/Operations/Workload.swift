internal import Statistics
internal import Tables

/// When specimens arrive: by hour of the day and weekday on the lab's clock.
public struct Workload: Sendable {
  /// One hour of the week.
  struct Hour: Sendable {
    /// 1 is Monday (ISO 8601).
    let weekday: Int
    /// 0 to 23.
    let hour: Int
    let arrivals: Int
    /// How many hours of the period had this name: on the day when clocks are put forward one is
    /// missing, when they are put back one is there twice. The hours at the ends of the period count
    /// as far as they are in it.
    let hours: Double

    /// `nil` where the period has no such hour.
    var mean: Double? { hours > 0 ? Double(arrivals) / hours : nil }
  }

  let question: Question
  private var clock: LocalClock
  private var counts = Array(repeating: 0, count: 7 * 24)
  private var first = Int.max
  private var last = Int.min
  /// The week from Monday at midnight on; there once the scan has ended, and empty when the period
  /// has no ends and nothing arrived.
  private(set) var week: [Hour] = []
  /// What the means are of: the period that was asked for, or the days from the first to the last
  /// arrival.
  public private(set) var period: Range<Int>?
  /// The part of a period with both ends of which the lab has records; `nil` where there is none.
  private(set) var recorded: Range<Int>?
  private var earliest = Int.max
  public private(set) var total = 0
  /// Specimens whose reception is missing or cannot be read.
  public private(set) var withoutTime = 0
  public private(set) var outsidePeriod = 0

  static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
}

extension Workload: SpecimenMeasurement {
  public init(_ question: Question, _ promises: Promises) {
    self.question = question
    clock = LocalClock(question.zone)
  }

  public var needed: Set<SpecimenColumns.Name> { [.receivedAt] }

  public mutating func add(_ specimens: SpecimenColumns) {
    add(received: specimens.received.seconds)
  }

  private mutating func add(received: [Int]) {
    let period = question.period
    for start in received {
      if start <= InstantColumn.unreadable {
        withoutTime &+= 1
        continue
      }
      earliest = min(earliest, start)
      if !period.contains(start) {
        outsidePeriod &+= 1
      } else {
        first = min(first, start)
        last = max(last, start)
        counts[clock.hourOfWeek(at: start)] &+= 1
        total &+= 1
      }
    }
  }

  public mutating func merge(_ other: Workload) {
    counts.merge(other.counts)
    first = min(first, other.first)
    last = max(last, other.last)
    earliest = min(earliest, other.earliest)
    total += other.total
    withoutTime += other.withoutTime
    outsidePeriod += other.outsidePeriod
  }

  public mutating func finish(_ names: SpecimenColumns, lost: Int) {
    recorded = question.recorded(from: earliest)
    period = looked()
    guard let period else { return }
    let hours = hours(in: period)
    week = counts.indices.map {
      Hour(
        weekday: $0 / 24 + 1, hour: $0 % 24, arrivals: counts[$0], hours: Double(hours[$0]) / 3600)
    }
  }

  /// The period that was asked for; where it has no end, whole days up to the arrivals.
  private func looked() -> Range<Int>? {
    let zone = question.zone
    let asked = question.period
    guard total > 0 || question.isBounded else { return nil }
    let start = asked.lowerBound > .min ? asked.lowerBound : zone.start(of: zone.day(at: first))
    let end =
      asked.upperBound < .max
      ? asked.upperBound
      : zone.start(of: CalendarDate(days: zone.day(at: last).days + 1))
    return start < end ? start..<end : nil
  }

  /// How many seconds of a period fall into each hour of the week.
  ///
  /// Whole weeks in which the clock does not change have an hour of each name; only the rest is
  /// walked through, in quarters of an hour, at which clocks change.
  private mutating func hours(in period: Range<Int>) -> [Int] {
    var seconds = Array(repeating: 0, count: 7 * 24)
    var steadyWeeks = 0
    var at = period.lowerBound
    while at < period.upperBound {
      let next = at + 604_800
      if next <= period.upperBound, isSteady(at, next) {
        steadyWeeks += 1
        at = next
        continue
      }
      let end = min(next, period.upperBound)
      while at < end {
        let quarter = min(end, at.rounded(downTo: 900) + 900)
        seconds[clock.hourOfWeek(at: at)] += quarter - at
        at = quarter
      }
    }
    return seconds.map { $0 + steadyWeeks * 3600 }
  }

  /// Whether the clock keeps its offset, asked at the ends of each day.
  private mutating func isSteady(_ start: Int, _ end: Int) -> Bool {
    let offset = clock.offset(at: start)
    return stride(from: start, through: end, by: 86_400).allSatisfy {
      question.zone.offset(at: $0) == offset
    }
  }
}
