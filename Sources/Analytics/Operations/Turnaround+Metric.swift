internal import Statistics
internal import Wording

extension Metric {
  static let turnaround = Metric(
    .metrics, "tat", "Turnaround time from reception to result.",
    definition: """
      Of completed specimens, in minutes, counted in the period in which they were processed. \
      Percentiles interpolate linearly (R type 7, as PERCENTILE.INC and percentile_cont), or take \
      the nearest rank.
      """,
    options: [
      Turnaround.grouping, PercentileOptions.percentiles, PercentileOptions.method,
    ],
    takes: .period,
    examples: [
      ("plainlab metrics tat", "by assay"),
      ("plainlab metrics tat --by machine --since 2026-11-01", "by analyzer, this month"),
      ("plainlab metrics tat --percentiles 50,95", "the percentiles that were agreed"),
      ("plainlab metrics tat --format csv > tat.csv", "for a spreadsheet"),
    ],
    of: Turnaround.self)
}

extension Turnaround {
  public static func columns(_ question: Question) -> [FigureColumn] {
    let percentiles = question[PercentileOptions.percentiles].map { percentile in
      FigureColumn(
        PercentileOptions.name(percentile, unit: "min"), .decimals(1),
        "Minutes within which \(shortest(percentile)) % of the results were there.")
    }
    return [
      FigureColumn(question[grouping].heading, .text, "What the specimens have in common."),
      FigureColumn("n", .count, "Completed specimens."),
    ] + percentiles + [
      FigureColumn("mean_min", .decimals(1), "Arithmetic mean in minutes."),
      FigureColumn("min_min", .decimals(1), "The shortest, in minutes."),
      FigureColumn("max_min", .decimals(1), "The longest, in minutes."),
    ]
  }

  public func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    let percentiles = question[PercentileOptions.percentiles]
    let method = question[PercentileOptions.method]
    for group in groups {
      figures.add(
        [.text(group.name), .count(group.samples.count)]
          + percentiles.map { Figure(group.percentile($0 / 100, method)) }
          + [Figure(group.mean), Figure(group.shortest), Figure(group.longest)])
    }
    figures.remarks = [PercentileOptions.remark(question)] + leftOut.remarks
    return figures
  }
}

extension Turnaround.LeftOut {
  var remarks: [String] {
    let reasons = [
      (notCompleted, "not completed"),
      (processedBeforeReceived, "processed before received"),
      (withoutTimes, "without readable times"),
      (outsidePeriod, "outside the period"),
      (lost, "not readable"),
    ].filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
    let faults = processedBeforeReceived + withoutTimes + lost
    return (reasons.isEmpty ? [] : ["Left out: \(reasons.joined(separator: ", "))."])
      + (faults > 0 ? ["'plainlab check' names the rows that are at fault."] : [])
  }
}
