internal import Statistics
internal import Tables

extension Metric {
  static let ewma = Metric(
    .qc, "ewma", "Control chart of the exponentially weighted moving average.",
    definition: """
      Each point is lambda times the value and the rest times the point before it, from the centre \
      on; limits lie L sigma √(λ/(2-λ) (1-(1-λ)^2i)) from the centre, exactly, so that they widen \
      over the first points. Small shifts that stay show sooner than in single values. Sigma is the \
      mean moving range over 1.128. Roberts, Technometrics 1 (1959), 239-250; NIST/SEMATECH \
      e-Handbook of Statistical Methods, 6.3.2.4.
      """,
    options: [
      SeriesOptions.series, SeriesOptions.grouping, EWMACharts.weight, EWMACharts.width,
      ChartOptions.baseline, ChartOptions.target, ChartOptions.sigma,
    ],
    takes: .period,
    examples: [
      ("plainlab qc ewma qc_results.measured_value --by qc_material --baseline 20", "each control"),
      ("plainlab qc ewma specimens.tat --lambda 0.1 --width 2.7", "for smaller shifts"),
    ],
    measure: { EWMACharts(try $0.series($1), $1) })

  static let cusum = Metric(
    .qc, "cusum", "Cumulative sums of what lies above, and of what lies below, the target.",
    definition: """
      The tabular CUSUM: a value's distance from the target, less the allowance k sigma, is added up \
      on either side, never below 0; a sum above h sigma is out. 'since' is where that sum began: \
      about when the level moved. Sigma is the mean moving range over 1.128. Page, Biometrika 41 \
      (1954), 100-115; NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.3.
      """,
    options: [
      SeriesOptions.series, SeriesOptions.grouping, CUSUMCharts.allowance, CUSUMCharts.interval,
      ChartOptions.baseline, ChartOptions.target, ChartOptions.sigma,
    ],
    takes: .period,
    examples: [
      (
        "plainlab qc cusum qc_results.measured_value --by qc_material --baseline 20", "each control"
      ),
      ("plainlab qc cusum specimens.tat --target 45 --sigma 12", "against what is aimed for"),
    ],
    measure: { CUSUMCharts(try $0.series($1), $1) })
}

/// Charts of averages, one a group.
struct EWMACharts: Measurement {
  static let weight = MetricOption(
    "lambda", default: 0.2, in: 0.001...1, "The weight of the newest value")
  static let width = MetricOption(
    "width", default: 3, in: 0.1...10, "L: the limits' distance in deviations of the average")

  struct Chart: Sendable {
    let group: Series.Group
    let chart: ControlChart
  }

  let series: Series
  let charts: GroupedCharts<Chart>

  init(_ series: Series, _ question: Question) {
    self.series = series
    charts = GroupedCharts(series.groups.map { ($0.name, $0) }) { group throws(NoChart) in
      Chart(
        group: group,
        chart: try .ewma(
          group.values, level: question.level(of: group.values), weight: question[Self.weight],
          width: question[Self.width]))
    }
  }

  static func columns(_ question: Question) -> [FigureColumn] {
    FigureColumn.seriesPoint + [
      FigureColumn("ewma", .significant(7), "The weighted average up to this value.")
    ] + FigureColumn.limits(of: "the average") + [.rules, .note]
  }

  func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    figures.rows = charts.rows(figures.columns.count, count: \.group.count) { name, drawn, place in
      let point = drawn.chart.points[place]
      return drawn.group[place].cells(of: name) + [Figure(point.value)] + point.limits
        + [point.rules, .none]
    }
    figures.picture = charts.picture { name, drawn in
      [
        drawn.chart.picture(
          "EWMA of \(series.name), \(name)", times: drawn.group.times(question.zone))
      ]
    }
    figures.remarks = [question.baselineRemark] + series.leftOut.remarks
    return figures
  }
}

/// Charts of cumulative sums, one a group.
struct CUSUMCharts: Measurement {
  static let allowance = MetricOption(
    "k", default: 0.5, in: 0...10, "The allowance in sigmas: half the shift to be found")
  static let interval = MetricOption(
    "h", default: 5, in: 0.1...100, "The decision interval in sigmas")

  struct Chart: Sendable {
    let group: Series.Group
    let chart: CUSUMChart
  }

  let series: Series
  let charts: GroupedCharts<Chart>

  init(_ series: Series, _ question: Question) {
    self.series = series
    charts = GroupedCharts(series.groups.map { ($0.name, $0) }) { group throws(NoChart) in
      Chart(
        group: group,
        chart: try CUSUMChart(
          group.values, level: question.level(of: group.values), k: question[Self.allowance],
          h: question[Self.interval]))
    }
  }

  static func columns(_ question: Question) -> [FigureColumn] {
    FigureColumn.seriesPoint + [
      FigureColumn("target", .significant(7), "Where values should lie."),
      FigureColumn("high", .significant(7), "The sum of what was too high."),
      FigureColumn("low", .significant(7), "The sum of what was too low."),
      FigureColumn("limit", .significant(7), "The decision interval: a sum above it is out."),
      FigureColumn("signal", .text, "Which sum is out: high, low or both; empty when none is."),
      FigureColumn("since_key", .text, "The key of the first value of the sum that is out."),
      .note,
    ]
  }

  func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    figures.rows = charts.rows(figures.columns.count, count: \.group.count) { name, drawn, place in
      let point = drawn.chart.points[place]
      return drawn.group[place].cells(of: name) + [
        Figure(drawn.chart.level.center), Figure(point.high), Figure(point.low),
        Figure(drawn.chart.decisionInterval), Figure(point.signal),
        Figure(point.since.map { drawn.group[$0].key }), .none,
      ]
    }
    figures.picture = charts.picture { name, drawn in
      pictures(name, drawn, drawn.group.times(question.zone))
    }
    figures.remarks = [question.baselineRemark] + series.leftOut.remarks
    return figures
  }

  private func pictures(
    _ name: String, _ drawn: Chart, _ times: [Int]
  ) -> [ControlChartPicture] {
    [
      ("high", \CUSUMChart.Point.high, \CUSUMChart.Point.isTooHigh),
      ("low", \CUSUMChart.Point.low, \CUSUMChart.Point.isTooLow),
    ].map { side, sum, isOut in
      ControlChartPicture(
        title: "CUSUM of \(series.name), \(name): too \(side)",
        values: drawn.chart.points.map { $0[keyPath: sum] },
        marked: Set(drawn.chart.points.indices.filter { drawn.chart.points[$0][keyPath: isOut] }),
        levels: [
          .init(name: "0", value: 0), .init(name: "limit", value: drawn.chart.decisionInterval),
        ],
        times: times)
    }
  }
}

extension CUSUMChart.Point {
  fileprivate var signal: String? {
    isTooHigh && isTooLow ? "both" : isTooHigh ? "high" : isTooLow ? "low" : nil
  }
}
