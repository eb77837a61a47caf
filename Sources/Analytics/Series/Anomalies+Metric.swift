internal import Statistics
internal import Wording

extension Metric {
  static let anomalies = Metric(
    .qc, "anomalies", "Numbers that stand apart from the others.",
    definition: """
      Each group by itself. modified-z: 0.6745 times the distance from the median over the median \
      absolute deviation, above 3.5 (Iglewicz and Hoaglin 1993); where more than half are equal, the \
      mean absolute deviation stands in. hampel: more than 3 scaled median absolute deviations from \
      the median of the number and its three neighbours in time on either side. tukey: farther from \
      the quartiles (R type 7) than 1.5 times their distance; the score counts these distances. \
      grubbs: the one that is farthest from the mean, if too far for a normal distribution (two-sided, \
      5 %). esd: the same repeated, up to ten of them (Rosner 1983). The last two take the others for \
      normally distributed, which times seldom are.
      """,
    options: [SeriesOptions.series, SeriesOptions.grouping, Anomalies.method],
    takes: .period,
    examples: [
      ("plainlab qc anomalies specimens.tat --by machine", "of each analyzer"),
      (
        "plainlab qc anomalies test_results.measured_value --by equipment --method hampel",
        "against the neighbours in time"
      ),
    ],
    measure: { Anomalies(try $0.series($1), $1[Anomalies.method]) })
}

extension Anomalies: Measurement {
  static let method = MetricOption(
    "method", default: OutlierMethod.modifiedZ, "How it is told that a number stands apart")

  public static func columns(_ question: Question) -> [FigureColumn] {
    let unit = SeriesOptions.suffix(question)
    return [
      FigureColumn("table", .text, "The table of the row."),
      FigureColumn("key", .text, "The primary key of the row."),
      FigureColumn("time", .instant, "When it was; empty where the row has no time."),
      SeriesOptions.groupColumn(question),
      FigureColumn("value" + unit, .significant(10), "The number."),
      FigureColumn("score", .decimals(2), "How far out it is, in the measure of the method."),
      FigureColumn("lower" + unit, .significant(6), "What is below stands apart."),
      FigureColumn("upper" + unit, .significant(6), "What is above stands apart."),
      .note,
    ]
  }

  public func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    for anomaly in found {
      let (point, outlier) = (anomaly.point, anomaly.outlier)
      figures.add([
        .text(name.table), .text(point.key), .instant(point.time),
        .text(anomaly.group), Figure(point.value), Figure(outlier.score),
        Figure(outlier.limits.lowerBound), Figure(outlier.limits.upperBound), .none,
      ])
    }
    for (group, reason) in undefined {
      figures.add(
        [.text(name.table), .none, .none, .text(group)] + Array(repeating: .none, count: 4)
          + [.text(reason.reason)])
    }
    figures.picture = picture(question)
    figures.isPictureApart = true
    figures.remarks = [
      "\(found.count) of \(count) numbers stand apart (\(question[Self.method].rawValue))."
    ]
    if unjudged > 0 {
      figures.remarks.append(
        "\(unjudged) are unlike neighbours of which more than half are equal, and were not judged.")
    }
    figures.remarks += leftOut.remarks
    return figures
  }
}

extension Anomalies {
  /// The numbers of each group in their order, with those that stand apart.
  private func picture(_ question: Question) -> Picture? {
    let outliers = Dictionary(grouping: found, by: \.group)
    guard !groups.isEmpty, groups.count <= Picture.mostCharts else { return nil }
    return .chart(
      groups.map { group in
        let found = outliers[group.name] ?? []
        // Of neighbours in time each has limits of its own.
        let limits = question[Self.method] == .hampel ? nil : found.first?.outlier.limits
        return ControlChartPicture(
          title: visible("\(name), \(group.name)"), values: group.values.map { $0 },
          marked: Set(found.map(\.outlier.index)),
          levels: limits.map {
            [
              .init(name: "lower", value: $0.lowerBound),
              .init(name: "upper", value: $0.upperBound),
            ]
          } ?? [],
          times: group.times(question.zone), meaning: "stands apart")
      })
  }
}
