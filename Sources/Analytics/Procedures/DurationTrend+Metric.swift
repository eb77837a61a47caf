internal import Statistics
internal import Wording

extension Metric {
  static let trends = Metric(
    .metrics, "trends", "Whether procedures take longer from week to week.",
    definition: """
      Of completed runs, by the week in which they ended, on the lab's clock: the median of the \
      minutes worked. Mann and Kendall's test (two-sided, with ties) says whether the weeks rise or \
      fall beyond chance, Theil and Sen's slope by how many minutes a week, with its 95 % interval. \
      Weeks without runs are not samples.
      """,
    options: [RunOptions.grouping, RunOptions.procedure, DurationTrend.list], takes: .period,
    examples: [
      ("plainlab metrics trends", "by procedure"),
      ("plainlab metrics trends --procedure 4 --weeks", "the weeks of one"),
      ("plainlab metrics trends --by user", "by who ran them"),
    ],
    of: DurationTrend.self)
}

extension DurationTrend {
  static let list = MetricOption<Bool>.flag("weeks", "Show the weeks, not their trend")

  public static func columns(_ question: Question) -> [FigureColumn] {
    let group = question[RunOptions.grouping].columns
    if question[list] {
      return group + [
        FigureColumn("week", .text, "The week, as ISO 8601 writes it."),
        FigureColumn("n", .count, "Completed runs that ended in it."),
        FigureColumn("p50_min", .decimals(1), "Median of the minutes worked in them."),
      ]
    }
    return group + [
      FigureColumn("weeks", .count, "Weeks with completed runs."),
      FigureColumn("n", .count, "Completed runs."),
      FigureColumn("first_p50_min", .decimals(1), "Median of the minutes worked, first week."),
      FigureColumn("last_p50_min", .decimals(1), "The same of the last week."),
      FigureColumn(
        "slope_min_per_week", .decimals(2), "By how many minutes it rises a week; below 0: falls."),
      FigureColumn(
        "slope_low_min_per_week", .decimals(2), "Where the slope's 95 % interval begins."),
      FigureColumn(
        "slope_high_min_per_week", .decimals(2), "Where the slope's 95 % interval ends."),
      FigureColumn("tau", .decimals(2), "Kendall's tau-b, from -1 to 1: how steadily it rises."),
      FigureColumn("p_value", .decimals(4), "The chance of such an order where there is no trend."),
      FigureColumn("trend", .text, "rising or falling where p is below 0.05, else none."),
      .note,
    ]
  }

  public func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    let listsWeeks = question[Self.list]
    for group in groups {
      guard listsWeeks else {
        figures.add(group.group.cells() + group.cells())
        continue
      }
      for week in group.weeks {
        figures.add(
          group.group.cells() + [.text(week.name), .count(week.runs), .number(week.median)])
      }
    }
    figures.picture = .overTime(
      TimePicture(
        axis: "median minutes of work", column: listsWeeks ? figures.columns.count - 1 : nil,
        groups.flatMap { group in
          group.weeks.map {
            .init(group: group.group.title, start: $0.start, value: $0.median)
          }
        },
        calendar: CalendarBuckets(.week, in: question.zone), gap: .unknown))
    figures.remarks = leftOut.remarks
    return figures
  }
}

extension DurationTrend: WatchedMeasurement {
  public func attention(after before: Self) -> [Attention] {
    watched.filter(\.isRising).map { group in
      let slope = group.slope?.slope ?? 0
      let filter = group.procedure.map { " --procedure \($0)" } ?? ""
      return Attention(
        .change, size: slope * Double(group.weeks.count),
        "'\(group.group.title)' takes longer: by \(fixed(slope, decimals: 2)) minutes a week, over "
          + "\(group.weeks.count) weeks",
        command: "plainlab metrics trends" + filter + watchedSince)
    }
  }
}

extension DurationTrend.Group {
  fileprivate func cells() -> [Figure] {
    [
      .count(weeks.count), .count(weeks.reduce(0) { $0 + $1.runs }), Figure(weeks.first?.median),
      Figure(weeks.last?.median), Figure(slope?.slope), Figure(slope?.interval.lowerBound),
      Figure(slope?.interval.upperBound), Figure(test?.tau), Figure(pValue),
      Figure(test == nil ? nil : isRising ? "rising" : isFalling ? "falling" : "none"),
      Figure(note),
    ]
  }
}
