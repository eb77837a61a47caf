internal import Statistics
internal import Tables
internal import Wording

extension Metric {
  static let errorShares = Metric(
    .qc, "p", "Control chart of the share of specimens that end in an error (p chart).",
    definition: """
      Each day's (or week's) ERROR / (COMPLETED + ERROR), by the time of processing, against the \
      share p of all of them, or of the first ones (--baseline). Each point has the limits of its own \
      number of specimens, p ± 3 √(p (1 - p) / n), cut off at 0 and 1; rough where n p is below 5. \
      Days without a specimen have no point. Runs on one side (--rules) hold \
      where each sample has several errors; rules that tell one deviation from two do not hold for \
      shares and are left out. NIST/SEMATECH e-Handbook of Statistical \
      Methods, 6.3.3.2.
      """,
    options: [
      ErrorShares.grouping, ErrorShares.grain, ChartOptions.countRules, ChartOptions.baseline,
    ],
    takes: .period,
    examples: [
      ("plainlab qc p", "each analyzer by day"),
      ("plainlab qc p --by none --grain week", "the lab by week"),
      ("plainlab qc p --by assay --baseline 30", "against the first 30 days"),
    ],
    of: ErrorShares.self)
}

/// The share of specimens that end in an error, by day or week, as control charts.
struct ErrorShares: SpecimenMeasurement {
  static let grouping = Grouping.option(.machine, of: [.machine, .assay, .operator, .none])
  static let grain = Grain.option(.day, of: [.day, .week])

  struct Chart: Sendable {
    /// The first second of each sample.
    let starts: [Int]
    let samples: [Inspected]
    let chart: ControlChart

    /// How many errors are expected in each sample.
    var expected: [Double] {
      zip(samples, chart.points).map { Double($0.size) * $1.center }
    }
  }

  private struct Sample: Hashable {
    let group: Int
    let start: Int
  }

  private let question: Question
  private var calendar: CalendarBuckets
  private var counts: [Sample: (found: Int, size: Int)] = [:]
  private var lost = 0
  private(set) var charts = GroupedCharts<Chart>([] as [(name: String, source: Int)]) {
    _ throws(NoChart) in throw .noSpread
  }

  init(_ question: Question, _ promises: Promises) {
    self.question = question
    calendar = CalendarBuckets(question[Self.grain], in: question.zone)
  }

  var needed: Set<SpecimenColumns.Name> {
    Set([.status, .processedAt] + [question[Self.grouping].column].compactMap { $0 })
  }

  mutating func add(_ specimens: SpecimenColumns) {
    let status = specimens.status.codes
    let processed = specimens.processed.seconds
    let groups = specimens.column(of: question[Self.grouping])?.codes
    for i in status.indices {
      let isError = status[i] == specimens.failed
      guard isError || status[i] == specimens.completed, processed[i] > InstantColumn.unreadable,
        question.period.contains(processed[i])
      else { continue }
      let sample = Sample(group: groups?[i] ?? 0, start: calendar.start(of: processed[i]))
      counts[sample, default: (0, 0)].size += 1
      if isError { counts[sample, default: (0, 0)].found += 1 }
    }
  }

  mutating func merge(_ other: ErrorShares) {
    counts.merge(other.counts) { ($0.found + $1.found, $0.size + $1.size) }
  }

  mutating func finish(_ names: SpecimenColumns, lost: Int) {
    self.lost = lost
    let column = names.column(of: question[Self.grouping])
    let groups = Dictionary(grouping: counts, by: \.key.group)
    let sources = groups.map { group, samples in
      (
        name: column?.values.text(group) ?? "all",
        source: samples.map { ($0.key.start, Inspected(found: $0.value.found, of: $0.value.size)) }
          .sorted { $0.0 < $1.0 }
      )
    }.sorted { $0.name < $1.name }
    charts = GroupedCharts(sources) { [question] samples throws(NoChart) in
      let inspected = samples.map(\.1)
      let center = try Inspected.pooled(question.baseline(inspected), itemsFail: true)
      return Chart(
        starts: samples.map(\.0), samples: inspected,
        chart: try .proportions(inspected, center: center, rules: question[ChartOptions.countRules])
      )
    }
  }

  static func columns(_ question: Question) -> [FigureColumn] {
    [
      FigureColumn(question[grouping].heading, .text, "What the specimens have in common."),
      FigureColumn("from", .text, "The day, or the first one of the week."),
      FigureColumn("errors", .count, "Specimens that ended in an error."),
      FigureColumn("n", .count, "Specimens that were completed or ended in an error."),
      FigureColumn("share", .decimals(5), "Errors over n."),
      FigureColumn("center", .decimals(5), "The share of all, or of the first samples."),
      FigureColumn("lower", .decimals(5), "The lower limit for so many specimens."),
      FigureColumn("upper", .decimals(5), "The upper limit for so many specimens."),
      .rules, .note,
    ]
  }

  func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    figures.rows = charts.rows(figures.columns.count, count: \.starts.count) { name, chart, place in
      let point = chart.chart.points[place]
      return [
        .text(name), .text(question.zone.day(at: chart.starts[place]).cellText),
        .count(chart.samples[place].found), .count(chart.samples[place].size),
        Figure(point.value),
      ] + point.limits + [point.rules, .none]
    }
    figures.picture = charts.picture { name, chart in
      [
        chart.chart.picture(
          "Share of errors, \(name)",
          times: chart.starts.map { $0 + question.zone.offset(at: $0) })
      ]
    }
    figures.remarks = [question.baselineRemark]
    figures.warnings = [roughness(charts.drawn.flatMap(\.expected), question[Self.grain])]
      .compactMap { $0 }
    if lost > 0 { figures.remarks.append("Left out: \(counted(lost, "record")) not readable.") }
    return figures
  }
}
