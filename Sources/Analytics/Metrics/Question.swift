internal import Lab
public import Statistics
public import Tables

/// What a metric is asked.
public struct Question: Sendable {
  /// The time that is looked at, in seconds since 1970; the end is not in it.
  public var period: Range<Int> = .min..<(.max)
  /// The moment from which open work is looked at; `nil` is the newest time in the files, so that the
  /// same files give the same answer.
  public var asOf: Instant?
  /// Where days, hours and weeks begin.
  public var zone: LocalZone = .utc
  /// Hours within which a result is promised, of assays without their own.
  public var slaHours = Double(KnownSetting.fallbackSLAHours)
  private var values: [String: any Sendable] = [:]

  public init() {}

  /// What was given for an option, or what stands for it.
  public subscript<Value>(_ option: MetricOption<Value>) -> Value {
    get {
      guard let value = values[option.name] else { return option.fallback }
      return value as? Value ?? option.fallback
    }
    set { values[option.name] = newValue }
  }
}

extension Question {
  /// Whether the period has a start and an end.
  public var isBounded: Bool { period.lowerBound > .min && period.upperBound < .max }

  /// The part of a period with both ends that lies after the first record of all, from the beginning
  /// of its day on: before that the lab was not there, or wrote nothing down, and a mean over that
  /// time would say nothing. `nil` where the period lacks an end, or nothing of it is left.
  func recorded(from first: Int) -> Range<Int>? {
    guard isBounded, first < period.upperBound else { return nil }
    return max(period.lowerBound, zone.start(of: zone.day(at: first)))..<period.upperBound
  }

  /// `As of 2026-11-20 17:49 UTC, the end of the period.`, in the zone of the question: the moment from
  /// which open work was looked at, and where it comes from, unless it was asked for.
  func asOfRemark(_ moment: Int?) -> String? {
    guard let moment else { return nil }
    let source =
      if moment == asOf?.seconds {
        ""
      } else if moment == period.upperBound {
        ", the end of the period"
      } else {
        ", the newest time in the tables that it reads"
      }
    return "As of \(zone.minute(moment))\(source)."
  }
}

extension Range<Int> {
  /// What there is to list of a period: the whole of it where it has both ends, else from or to the
  /// times that were seen; `nil` where it lacks an end and nothing was seen.
  func span(of seen: ClosedRange<Int>?) -> Range<Int>? {
    let first = lowerBound > .min ? lowerBound : seen?.lowerBound
    let end = upperBound < .max ? upperBound : seen.map { $0.upperBound + 1 }
    guard let first, let end, first < end else { return nil }
    return first..<end
  }
}

extension LocalZone {
  /// A moment as the zone's clock shows it, to the minute, with the zone: `2026-11-20 18:49 (Europe/Berlin)`.
  public func minute(_ seconds: Int) -> String {
    let local = Instant(seconds: seconds + offset(at: seconds)).cellText.prefix(16)
    return local.replacing("T", with: " ") + " " + (name == "UTC" ? "UTC" : "(\(name))")
  }
}

/// How percentiles are read; of every metric that has them.
public enum PercentileOptions {
  public static let method = MetricOption(
    "method", default: PercentileMethod.r7, "How percentiles are read")

  /// From 0 to 100, in percent.
  public static let percentiles = percentiles(default: [50, 90, 99])

  /// The same with others where none are given.
  static func percentiles(default fallback: [Double]) -> MetricOption<[Double]> {
    MetricOption(
      "percentiles",
      .value(placeholder: "LIST", expectation: "percentages from 0 to 100, such as 50,90,99.5"),
      "Which percentiles, in percent", fallback: fallback,
      word: fallback.map(shortest).joined(separator: ","),
      read: { word in
        let parts = word.split(separator: ",", omittingEmptySubsequences: false)
        let values = parts.compactMap { decimal(String($0)) }.filter { (0...100).contains($0) }
        guard values.count == parts.count else { return nil }
        return values.enumerated().filter { !values[..<$0.offset].contains($0.element) }
          .map(\.element)
      })
  }

  /// `p99_5_min` for 99.5 in minutes.
  static func name(_ percentile: Double, unit: String?) -> String {
    "p" + shortest(percentile).replacing(".", with: "_") + (unit.map { "_" + $0 } ?? "")
  }

  /// How the percentiles were read, as a remark.
  static func remark(_ question: Question) -> String {
    switch question[method] {
    case .r7: "Percentiles: linear interpolation (R type 7)."
    case .nearest: "Percentiles: nearest rank."
    }
  }
}

/// What specimens are grouped by.
public enum Grouping: String, CaseIterable, Sendable {
  case assay, machine, `operator`, code, none

  /// `--by`, for a metric that knows these.
  public static func option(_ fallback: Grouping, of known: [Grouping]) -> MetricOption<Grouping> {
    MetricOption("by", default: fallback, of: known, "What specimens are grouped by")
  }

  /// The heading of the groups' names.
  public var heading: String { self == .none ? "group" : rawValue }
}
