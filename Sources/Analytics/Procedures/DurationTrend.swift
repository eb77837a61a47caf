public import Statistics
internal import Tables

/// Whether procedures take longer from week to week, or less long.
///
/// Each week with completed runs is one sample: the median of the minutes worked in them, whatever
/// their number. Mann and Kendall's test says whether the weeks rise or fall beyond chance; the slope
/// of Theil and Sen how fast, where weeks without runs count as time that passed. Both go by order
/// and by medians, so that one odd week changes little.
public struct DurationTrend: Sendable {
  /// Below so many weeks nothing is said of a trend.
  ///
  /// R. O. Gilbert, “Statistical Methods for Environmental Pollution Monitoring” (1987), section
  /// 16.4: from ten samples on, the normal distribution stands for that of the test.
  public static let fewestWeeks = 10

  public struct Week: Sendable {
    /// Seconds since 1970.
    public let start: Int
    /// `2026-W47`.
    public let name: String
    public let runs: Int
    /// Median of the minutes worked.
    public let median: Double
  }

  public struct Group: Sendable {
    public let group: RunGroup
    /// The number of its procedure; `nil` in other groups.
    public let procedure: Int?
    /// Those that have runs, in their order.
    public let weeks: [Week]
    public let test: MannKendall?
    public let slope: TheilSen?
    /// Why there is no trend to speak of; `nil` where there is.
    public let note: String?

    /// The chance that it is none, as far as it can be told.
    public var pValue: Double? { test?.p }
    /// Whether it rises beyond chance, at 5 %.
    public var isRising: Bool { (test?.p ?? 1) < 0.05 && (slope?.slope ?? 0) > 0 }
    public var isFalling: Bool { (test?.p ?? 1) < 0.05 && (slope?.slope ?? 0) < 0 }
  }

  /// In the order of their names.
  public private(set) var groups: [Group] = []
  /// What the report looks at: procedures over the half year up to the end of the period.
  private(set) var watched: [Group] = []
  /// How a command asks for that time.
  private(set) var watchedSince = ""
  private(set) var leftOut = EndedRuns.LeftOut()
}

extension DurationTrend: RunMeasurement {
  public static let parts: RunHistory.Parts = .pauses

  public init(_ question: Question, _ runs: NamedRuns) throws {
    let ended = try EndedRuns(question, runs)
    leftOut = ended.leftOut
    groups = Self.groups(of: ended, by: question[RunOptions.grouping], question.zone, runs)
    if question.asOf != nil {
      let asked = question.lookingBack(days: 26 * 7)
      watched = Self.groups(of: try EndedRuns(asked, runs), by: .procedure, question.zone, runs)
      watchedSince = asked.sinceOption
    }
  }

  /// The work on a run.
  private struct Sample {
    let group: Int
    /// The first second of the week in which it ended.
    let week: Int
    let seconds: Int
  }

  private static func groups(
    of ended: EndedRuns, by grouping: RunGrouping, _ zone: LocalZone, _ runs: NamedRuns
  ) -> [Group] {
    var calendar = CalendarBuckets(.week, in: zone)
    var sorter = RunSorter(grouping)
    // A tally at a time: one for each week of each group would take more memory than all the runs.
    var samples: [Sample] = []
    for run in ended.places {
      guard let worked = runs.history.secondsWorked(run) else { continue }
      samples.append(
        Sample(
          group: sorter.group(of: run, runs.history),
          week: calendar.start(of: runs.history.ends[run]), seconds: worked))
    }
    samples.sort { ($0.group, $0.week) < ($1.group, $1.week) }
    var weeks: [[Week]] = Array(repeating: [], count: sorter.count)
    var rest = samples[...]
    while let first = rest.first {
      let all = rest.prefix { $0.group == first.group && $0.week == first.week }
      rest = rest.dropFirst(all.count)
      var tally = Tally()
      for sample in all { tally.add(sample.seconds) }
      guard let median = OrderedSamples(tally).percentile(0.5) else { continue }
      weeks[first.group].append(
        Week(
          start: first.week, name: calendar.name(first.week), runs: all.count, median: median / 60))
    }
    return weeks.indices.map { number in
      let isProcedure = sorter.grouping == .procedure || sorter.grouping == .version
      return Group(
        sorter.group(number, runs), isProcedure ? sorter.procedure(of: number) : nil,
        weeks[number], in: zone)
    }.sorted { $0.group < $1.group }
  }
}

extension DurationTrend.Group {
  fileprivate init(
    _ group: RunGroup, _ procedure: Int?, _ weeks: [DurationTrend.Week], in zone: LocalZone
  ) {
    self.group = group
    self.procedure = procedure
    self.weeks = weeks
    let needed = DurationTrend.fewestWeeks
    guard weeks.count >= needed else {
      (test, slope) = (nil, nil)
      note =
        "a trend takes \(needed) weeks with runs, and there "
        + (weeks.count == 1 ? "is one" : "are \(weeks.count)")
      return
    }
    let medians = weeks.map(\.median)
    do throws(Undefined) {
      let mannKendall = try MannKendall(medians)
      // By the calendar, as a week in which clocks change is no longer than others.
      let days = weeks.map { Double(zone.day(at: $0.start).days) }
      let theilSen = try TheilSen(x: days.map { $0 / 7 }, y: medians)
      (test, slope, note) = (mannKendall, theilSen, nil)
    } catch {
      (test, slope) = (nil, nil)
      note = error == .allEqual ? "all weeks are equal" : error.reason
    }
  }
}
