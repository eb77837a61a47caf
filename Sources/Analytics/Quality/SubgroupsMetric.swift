internal import Statistics
internal import Tables
internal import Wording

extension Metric {
  static let subgroups = Metric(
    .qc, "xbar", "Control charts of the means and of the spread of subgroups (X-bar/R, X-bar/S).",
    definition: """
      Values that belong together make a subgroup of 2 to 25: those with the same content of a \
      column (--subgroup), or so many neighbours in time (--size). Sigma comes from the spread \
      within subgroups: the mean range over d2, or the mean standard deviation over c4; the limits \
      of means lie three sigma / √n from the mean of all. Where sizes differ each has its own \
      limits. NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.1; Burr, Journal of Quality \
      Technology 1 (1969), 163-167. Look at the spread first.
      """,
    options: [
      SeriesOptions.series, SubgroupCharts.subgroup, SubgroupCharts.size, SeriesOptions.grouping,
      ChartOptions.spread, ChartOptions.rules, ChartOptions.baseline,
    ],
    takes: .period,
    examples: [
      ("plainlab qc xbar specimens.tat --size 5", "five specimens at a time"),
      ("plainlab qc xbar specimens.tat --by machine --size 10 --baseline 25", "by analyzer"),
      ("plainlab qc xbar test_results.measured_value --subgroup execution", "by execution"),
    ],
    measure: { try SubgroupCharts($0, $1) })
}

/// Charts of subgroups, one a group.
struct SubgroupCharts: Measurement {
  static let subgroup = MetricOption<String?>(
    "subgroup", placeholder: "COLUMN", "A column whose equal contents make a subgroup")
  static let size = MetricOption(
    "size", default: 5, in: ChartConstants.sizes, "How many neighbours in time make a subgroup")

  /// Values that belong together.
  struct Subgroup: Sendable {
    let name: String
    let values: [Double]
    /// The time of its last value.
    let time: Int?
  }

  struct Chart: Sendable {
    let subgroups: [Subgroup]
    let means: ControlChart
    let spreads: ControlChart
  }

  let name: SeriesName
  let charts: GroupedCharts<Chart>
  /// Subgroups of one value, or of more than the tables reach, or that are not full.
  let unfit: Int
  private let leftOut: Series.LeftOut

  init(_ store: Store, _ question: Question) throws {
    let name = try SeriesName(question[SeriesOptions.series], in: store.catalog)
    let column = question[Self.subgroup]
    if column != nil, question[SeriesOptions.grouping] != nil {
      throw NoAnswer(
        "Values are grouped by a column, or made subgroups by one: --by or --subgroup.")
    }
    let series = try store.series(
      name, by: column ?? question[SeriesOptions.grouping], during: question.period,
      withKeys: false)
    self.init(series, bySubgroup: column != nil, question)
  }

  /// - Parameter bySubgroup: The groups of the series are the subgroups of one chart.
  init(_ series: Series, bySubgroup: Bool, _ question: Question) {
    name = series.name
    leftOut = series.leftOut
    let all =
      bySubgroup
      ? [("all", Self.subgroups(of: series))]
      : series.groups.map { ($0.name, Self.subgroups(of: $0, size: question[Self.size])) }
    var unfit = 0
    let sources = all.map { name, subgroups in
      let fit = subgroups.filter {
        ChartConstants.sizes.contains($0.values.count)
          && (bySubgroup || $0.values.count == question[Self.size])
      }
      unfit += subgroups.count - fit.count
      return (name: name, source: fit)
    }
    self.unfit = unfit
    let (spread, rules) = (question[ChartOptions.spread], question[ChartOptions.rules])
    charts = GroupedCharts(sources) { subgroups throws(NoChart) in
      let values = subgroups.map(\.values)
      let level = try ProcessLevel(subgroups: question.baseline(values), spread: spread)
      return Chart(
        subgroups: subgroups, means: try .means(of: values, level: level, rules: rules),
        spreads: try .spreads(of: values, level: level, spread: spread))
    }
  }

  /// Each group as one subgroup, in the order of their last times.
  private static func subgroups(of series: Series) -> [Subgroup] {
    let subgroups = series.groups.map {
      Subgroup(name: $0.name, values: $0.values, time: $0.time($0.count - 1))
    }
    return subgroups.enumerated().sorted {
      ($0.element.time ?? .max, $0.offset) < ($1.element.time ?? .max, $1.offset)
    }.map(\.element)
  }

  /// So many neighbours at a time; the last may have fewer.
  private static func subgroups(of group: Series.Group, size: Int) -> [Subgroup] {
    stride(from: 0, to: group.count, by: size).enumerated().map { number, start in
      let end = min(start + size, group.count)
      return Subgroup(
        name: String(number + 1), values: Array(group.values[start..<end]),
        time: group.time(end - 1))
    }
  }

  static func columns(_ question: Question) -> [FigureColumn] {
    [
      FigureColumn("group", .text, "What the subgroups have in common."),
      FigureColumn("subgroup", .text, "The content of its column, or its number."),
      FigureColumn("time", .instant, "The time of its last value."),
      FigureColumn("n", .count, "Values in it."),
      FigureColumn("mean", .significant(7), "Their mean."),
    ] + FigureColumn.limits(of: "the means") + [
      .rules,
      FigureColumn("spread", .significant(7), "Their range, or their standard deviation."),
    ] + FigureColumn.limits("spread_", of: "the spreads") + [
      FigureColumn("spread_out", .flag, "Whether the spread is outside its limits."), .note,
    ]
  }

  func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    figures.rows = charts.rows(figures.columns.count, count: \.subgroups.count) {
      name, chart, place in
      let (subgroup, mean) = (chart.subgroups[place], chart.means.points[place])
      let spread = chart.spreads.points[place]
      return [
        .text(name), .text(subgroup.name), .instant(subgroup.time),
        .count(subgroup.values.count), Figure(mean.value),
      ] + mean.limits + [mean.rules, Figure(spread.value)] + spread.limits + [
        .flag(spread.isOutside), .none,
      ]
    }
    figures.picture = charts.picture { name, chart in
      let times = chart.subgroups.compactMap { subgroup in
        subgroup.time.map { $0 + question.zone.offset(at: $0) }
      }
      return [
        chart.means.picture("Means of \(self.name), \(name)", times: times),
        chart.spreads.picture("Spreads of \(self.name), \(name)", times: times),
      ]
    }
    figures.remarks = [question.baselineRemark] + leftOut.remarks
    if unfit > 0 {
      let sizes = ChartConstants.sizes
      figures.remarks.append(
        "Left out: \(counted(unfit, "subgroup")) without \(sizes.lowerBound) to "
          + "\(sizes.upperBound) values, or not full.")
    }
    return figures
  }
}
