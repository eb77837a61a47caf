internal import Tables

/// Where moments lie along an axis, and the ones that a calendar names beside it.
///
/// Moments are seconds since 1970 on the lab's clock, so that midnight is a multiple of a day.
package struct TimeScale: Sendable, Equatable {
  package struct Tick: Sendable, Equatable {
    package let time: Int
    /// The hour, day, month or year.
    package let label: String
    /// What it is in, where that is new: the day or the year. Else empty.
    package let above: String
  }

  package let ticks: [Tick]
  private let span: Range<Int>

  /// A scale over a span, of times of the years 1 to 9999.
  ///
  /// - Parameters:
  ///   - most: How many ticks there is room for.
  ///   - least: How many seconds lie between two of them at least.
  package init(_ span: Range<Int>, most: Int, least: Int = 0) {
    let start = max(Self.years.lowerBound, min(span.lowerBound, Self.years.upperBound - 2))
    let end = min(Self.years.upperBound - 1, max(span.upperBound, start + 1))
    self.span = start..<end
    let most = max(2, most)
    var found: [Int] = []
    var chosen = Step.month(12)
    for step in Step.all where step.least >= least && step.least * most >= end - start {
      let times = step.times(in: start..<end, most: most)
      if times.count <= most {
        (found, chosen) = (times, step)
        break
      }
    }
    var before = ""
    ticks = found.map { time in
      let (label, above) = chosen.words(time)
      defer { before = above }
      return Tick(time: time, label: label, above: above == before ? "" : above)
    }
  }

  /// Where a moment lies, from 0 at the start of the axis to 1 at its end; what is beyond lies there.
  package func share(of time: Int) -> Double {
    let past = Double(min(max(time, span.lowerBound), span.upperBound) - span.lowerBound)
    return past / Double(span.count)
  }

  private static let years = -62_135_596_800..<253_402_300_800

  /// A day as people say it: `20 Nov 2026`.
  package static func day(_ time: Int) -> String {
    let (label, year) = Step.seconds(86_400).words(time)
    return "\(label) \(year)"
  }
}

/// From one tick to the next.
private enum Step {
  /// Hours and days, counted from a Monday.
  case seconds(Int)
  case month(Int)

  static let all: [Step] =
    [3600, 7200, 10_800, 21_600, 43_200, 86_400, 2 * 86_400, 7 * 86_400, 14 * 86_400]
    .map { .seconds($0) }
    + [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000, 60_000].map { .month($0) }

  /// The shortest it can be, in seconds.
  var least: Int {
    switch self {
    case .seconds(let seconds): seconds
    case .month(let count): count * 28 * 86_400
    }
  }

  /// Those in a span; once there are more than `most`, the rest is left out.
  func times(in span: Range<Int>, most: Int) -> [Int] {
    var times: [Int] = []
    switch self {
    case .seconds(let step):
      // 1970-01-05 was a Monday.
      let origin = 4 * 86_400
      let past = span.lowerBound - origin
      let rest = (past % step + step) % step
      var time = rest == 0 ? span.lowerBound : span.lowerBound + step - rest
      while time < span.upperBound, times.count <= most {
        times.append(time)
        time += step
      }
    case .month(let step):
      let first = CalendarDate(ofSeconds: span.lowerBound)
      var day = first.firstOfMonth.days == first.days ? first : first.firstOfNextMonth
      while day.days * 86_400 < span.upperBound, times.count <= most {
        if (day.year * 12 + day.month - 1) % step == 0 { times.append(day.days * 86_400) }
        day = day.firstOfNextMonth
      }
    }
    return times
  }

  /// A tick, and what it is in.
  func words(_ time: Int) -> (String, String) {
    let day = CalendarDate(ofSeconds: time)
    let date = "\(day.dayOfMonth) \(Self.months[day.month - 1])"
    switch self {
    case .seconds(let step) where step < 86_400:
      let hour = (time - day.days * 86_400) / 3600
      return ((hour < 10 ? "0" : "") + "\(hour):00", "\(date) \(day.year)")
    case .seconds: return (date, "\(day.year)")
    case .month(let step) where step < 12: return (Self.months[day.month - 1], "\(day.year)")
    case .month: return ("\(day.year)", "")
    }
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

extension CalendarDate {
  private var parts: [Int] { cellText.split(separator: "-").compactMap { Int($0) } }
  fileprivate var year: Int { parts[0] }
  fileprivate var month: Int { parts[1] }
  fileprivate var dayOfMonth: Int { parts[2] }
}
