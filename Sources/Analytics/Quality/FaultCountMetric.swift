internal import Lab
internal import Statistics
internal import Tables

extension Metric {
  static let faultCounts = Metric(
    .qc, "c", "Control chart of the number of non-conformances, or of errors (c chart).",
    definition: """
      How many there are each week (or day): c ± 3 √c, not below 0, where c is their mean in all \
      samples, or in the first ones (--baseline). Weeks without any count as 0, from --since, or else \
      the first one, to --until, or else the last. Non-conformances count when they are \
      raised, void ones do not; errors of specimens when they are processed. Where the number of \
      specimens varies, 'plainlab qc p' says more about errors. NIST/SEMATECH e-Handbook of \
      Statistical Methods, 6.3.3.1.
      """,
    options: [
      FaultCounts.kind, FaultCounts.grain, ChartOptions.countRules, ChartOptions.baseline,
    ],
    takes: .period,
    examples: [
      ("plainlab qc c", "non-conformances by week"),
      ("plainlab qc c --of errors --grain day", "errors of specimens by day"),
    ],
    measure: { try FaultCounts($0, $1) })
}

/// How many faults there were in each day or week, as a control chart.
struct FaultCounts: Measurement {
  enum Kind: String, CaseIterable, Sendable {
    case nonConformances = "non-conformances"
    case errors
  }

  static let kind = MetricOption("of", default: Kind.nonConformances, "What is counted")
  static let grain = Grain.option(.week, of: [.day, .week])

  struct Chart: Sendable {
    /// The first second of each sample.
    let starts: [Int]
    let chart: ControlChart
  }

  let charts: GroupedCharts<Chart>

  init(_ store: Store, _ question: Question) throws {
    self.init(try Self.instants(in: store, question), question)
  }

  /// - Parameter instants: When each fault was, in seconds since 1970; those outside the period are
  ///   left out.
  init(_ instants: [Int], _ question: Question) {
    var calendar = CalendarBuckets(question[Self.grain], in: question.zone)
    var counts: [Int: Int] = [:]
    let counted = instants.filter { question.period.contains($0) }
    for instant in counted { counts[calendar.start(of: instant), default: 0] += 1 }
    let seen = counted.min().flatMap { first in counted.max().map { first...$0 } }
    let starts = question.period.span(of: seen).flatMap { calendar.starts(in: $0) } ?? []
    let samples = starts.map { Inspected(found: counts[$0] ?? 0, of: 1) }
    charts = GroupedCharts([(question[Self.kind].rawValue, samples)]) { samples throws(NoChart) in
      let center = try Inspected.pooled(question.baseline(samples), itemsFail: false)
      return Chart(
        starts: starts,
        chart: try .rates(samples, center: center, rules: question[ChartOptions.countRules]))
    }
  }

  private static func instants(in store: Store, _ question: Question) throws -> [Int] {
    switch question[kind] {
    case .nonConformances:
      return try store.rows(of: NonConformance.self).filter { $0.status != .void }
        .map(\.raisedAt.seconds)
    case .errors:
      return try store.gathering(ErrorTimes()).instants
    }
  }

  static func columns(_ question: Question) -> [FigureColumn] {
    [
      FigureColumn("of", .text, "What is counted."),
      FigureColumn("from", .text, "The day, or the first one of the week."),
      FigureColumn("count", .count, "How many there were."),
      FigureColumn("center", .decimals(3), "Their mean in all samples, or in the first ones."),
      FigureColumn("lower", .decimals(3), "The lower limit."),
      FigureColumn("upper", .decimals(3), "The upper limit."),
      .rules, .note,
    ]
  }

  func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    figures.rows = charts.rows(figures.columns.count, count: \.starts.count) { name, chart, place in
      let point = chart.chart.points[place]
      return [
        .text(name), .text(question.zone.day(at: chart.starts[place]).cellText),
        .count(Int(point.value)),
      ] + point.limits + [point.rules, .none]
    }
    figures.picture = charts.picture { name, chart in
      [
        chart.chart.picture(
          "Number of \(name)", times: chart.starts.map { $0 + question.zone.offset(at: $0) })
      ]
    }
    figures.warnings = [
      roughness(charts.drawn.flatMap { $0.chart.points.map(\.center) }, question[Self.grain])
    ].compactMap { $0 }
    figures.remarks = [
      question.baselineRemark,
      "The first and the last \(question[Self.grain].rawValue) may be incomplete.",
    ]
    return figures
  }
}

/// When specimens ended in an error, in any order.
private struct ErrorTimes: SpecimenGathering {
  private(set) var instants: [Int] = []

  var needed: Set<SpecimenColumns.Name> { [.status, .processedAt] }

  mutating func add(_ specimens: SpecimenColumns) {
    for (state, seconds) in zip(specimens.status.codes, specimens.processed.seconds)
    where state == specimens.failed && seconds > InstantColumn.unreadable {
      instants.append(seconds)
    }
  }

  mutating func merge(_ other: ErrorTimes) { instants += other.instants }

  mutating func finish(_ names: SpecimenColumns, lost: Int) {}
}
