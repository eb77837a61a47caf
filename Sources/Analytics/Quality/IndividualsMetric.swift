internal import Statistics
internal import Tables

extension Metric {
  static let individuals = Metric(
    .qc, "individuals", "Control chart of single values and their moving ranges (I-MR).",
    definition: """
      Limits lie three sigma from the mean, where sigma is the mean moving range of two neighbours in \
      time over 1.128; a moving range is outside above 3.267 of their mean. Rules are those of the \
      Western Electric handbook (one point beyond three sigma, two of three beyond two, four of five \
      beyond one, eight on a side), or Nelson's eight tests, or the limits alone. NIST/SEMATECH \
      e-Handbook of Statistical Methods, 6.3.2 and 6.3.2.2.
      """,
    options: [
      SeriesOptions.series, SeriesOptions.grouping, ChartOptions.rules, ChartOptions.baseline,
      ChartOptions.target, ChartOptions.sigma,
    ],
    takes: .period,
    examples: [
      ("plainlab qc individuals qc_results.measured_value --by qc_material", "each control"),
      ("plainlab qc individuals runs.duration --baseline 25", "limits of the first 25 runs"),
      ("plainlab qc individuals specimens.tat --by machine --rules nelson", "with Nelson's tests"),
    ],
    measure: { IndividualsCharts(try $0.series($1), $1) })
}

/// Charts of single values, one a group.
struct IndividualsCharts: Measurement {
  struct Chart: Sendable {
    let group: Series.Group
    let values: ControlChart
    let ranges: ControlChart
  }

  let series: Series
  let charts: GroupedCharts<Chart>

  init(_ series: Series, _ question: Question) {
    self.series = series
    charts = GroupedCharts(series.groups.map { ($0.name, $0) }) { group throws(NoChart) in
      let level = try question.level(of: group.values)
      return Chart(
        group: group,
        values: try .individuals(group.values, level: level, rules: question[ChartOptions.rules]),
        ranges: try .movingRanges(group.values, level: level))
    }
  }

  static func columns(_ question: Question) -> [FigureColumn] {
    FigureColumn.seriesPoint + FigureColumn.limits(of: "the values") + [
      .rules,
      FigureColumn(
        "moving_range", .significant(7), "How far it is from the value before; empty for the first."
      ),
      FigureColumn("moving_range_upper", .significant(7), "The upper limit of moving ranges."),
      FigureColumn("moving_range_out", .flag, "Whether the moving range is above its limit."),
      .note,
    ]
  }

  func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    figures.rows = charts.rows(figures.columns.count, count: \.group.count) { name, chart, place in
      let point = chart.values.points[place]
      let range = place == 0 ? nil : chart.ranges.points[place - 1]
      return chart.group[place].cells(of: name) + point.limits + [
        point.rules, Figure(range?.value), Figure(range?.upper),
        range.map { .flag($0.isOutside) } ?? .none, .none,
      ]
    }
    figures.picture = charts.picture { name, chart in
      [chart.values.picture("\(series.name), \(name)", times: chart.group.times(question.zone))]
    }
    figures.remarks = [question.baselineRemark] + series.leftOut.remarks
    return figures
  }
}
