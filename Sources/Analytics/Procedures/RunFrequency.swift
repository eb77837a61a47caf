internal import Tables

/// How many runs were started in each day, week or month of the lab's zone.
///
/// Between the first and the last bucket none is left out: one in which no run was started has 0.
/// The first is that of the period's start where it has one, else that of the first run; the last
/// likewise.
public struct RunFrequency: Sendable {
  public struct Bucket: Sendable, Equatable {
    /// Seconds since 1970.
    public let start: Int
    public let name: String
    /// What its runs have in common.
    public let group: RunGroup
    public let runs: Int
  }

  public private(set) var buckets: [Bucket] = []
  /// Whether the period begins after the first bucket does, or ends before the last one does, so
  /// that it counts a part of it.
  public private(set) var cutsFirst = false
  public private(set) var cutsLast = false
  private(set) var withoutStart = 0
  private(set) var outsidePeriod = 0
  private(set) var lost = 0
}

extension RunFrequency: RunMeasurement {
  public static let parts: RunHistory.Parts = []
  static let grain = Grain.option(.week, of: [.day, .week, .month])
  static let grouping = MetricOption(
    "by", default: RunGrouping.none, "What runs are grouped by")

  /// - Throws: `NoAnswer` also when the period has more buckets than anyone could look at.
  public init(_ question: Question, _ runs: NamedRuns) throws {
    let history = runs.history
    let only = try question[RunOptions.procedure].map { try runs.book.procedure(named: $0) }
    lost = history.lost
    var calendar = CalendarBuckets(question[Self.grain], in: question.zone)
    var sorter = RunSorter(question[Self.grouping])
    var counts: [Int: [Int: Int]] = [:]
    var seen: ClosedRange<Int>?
    for run in 0..<history.count where only == nil || history.procedures[run] == only {
      let start = history.starts[run]
      if start == RunHistory.missing {
        withoutStart += 1
      } else if !question.period.contains(start) {
        outsidePeriod += 1
      } else {
        let group = sorter.group(of: run, history)
        counts[calendar.start(of: start), default: [:]][group, default: 0] += 1
        seen = min(start, seen?.lowerBound ?? start)...max(start, seen?.upperBound ?? start)
      }
    }
    guard let span = question.period.span(of: seen) else { return }
    guard let starts = calendar.starts(in: span, limit: 100_000) else {
      throw NoAnswer(
        "From \(question.zone.minute(span.lowerBound)) to \(question.zone.minute(span.upperBound)) "
          + "there are too many to list. Give --since and --until, or a longer --grain.")
    }
    var groups = (0..<sorter.count).map { (number: $0, group: sorter.group($0, runs)) }
    groups.sort { $0.group < $1.group }
    if groups.isEmpty, sorter.grouping == .none {
      groups = [(0, RunGroup(.none, 0, "all"))]
    }
    buckets = starts.flatMap { start in
      groups.map { number, group in
        Bucket(
          start: start, name: calendar.name(start), group: group, runs: counts[start]?[number] ?? 0)
      }
    }
    if let first = starts.first, let last = starts.last {
      cutsFirst = question.period.lowerBound > first
      cutsLast = question.period.upperBound < calendar.next(after: last)
    }
  }
}
