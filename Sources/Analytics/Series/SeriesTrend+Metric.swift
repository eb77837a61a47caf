internal import Statistics

extension Metric {
  static let seriesTrend = Metric(
    .qc, "trend", "Whether numbers rise or fall with time, and how fast.",
    definition: """
      Mann and Kendall's test asks whether later numbers tend to be higher or lower, whatever the \
      shape of the way, with its correction for ties (Gilbert 1987, 16.4). Theil and Sen's slope is \
      the median of the slopes between all pairs, with its interval of 95 % (16.5): a few wild numbers \
      do not move it. Beside them the line of least squares, which they do. All three take the \
      numbers for independent of each other; where neighbours are alike ('stats' gives the \
      autocorrelation), they find trends where there are none.
      """,
    options: [SeriesOptions.series, SeriesOptions.grouping], takes: .period,
    examples: [
      (
        "plainlab qc trend test_results.measured_value --by equipment",
        "whether an instrument drifts"
      ),
      ("plainlab qc trend specimens.tat --by assay --since 2026-11-01", "whether work slows down"),
    ],
    measure: { SeriesTrend(try $0.series($1, withKeys: false)) })
}

extension SeriesTrend: Measurement {
  public static func columns(_ question: Question) -> [FigureColumn] {
    let unit = SeriesOptions.suffix(question)
    return [
      SeriesOptions.groupColumn(question),
      FigureColumn("n", .count, "Numbers."),
      FigureColumn("first", .instant, "The time of the first; empty where the order counts."),
      FigureColumn("last", .instant, "The time of the last."),
      FigureColumn("trend", .text, "rising or falling where p is below 0.05, else none."),
      FigureColumn("p", .significant(4), "Mann and Kendall: the probability if there is no trend."),
      FigureColumn("tau", .decimals(4), "Kendall's tau-b, from -1 to 1."),
      FigureColumn(
        "per", .text, "What the slopes are per: a day, or a number where times are missing."),
      FigureColumn("slope" + unit, .significant(6), "Theil and Sen's slope."),
      FigureColumn("slope_low" + unit, .significant(6), "Where its interval of 95 % starts."),
      FigureColumn("slope_high" + unit, .significant(6), "Where it ends."),
      FigureColumn("line_slope" + unit, .significant(6), "The slope of the line of least squares."),
      FigureColumn("line_slope_error" + unit, .significant(4), "Its standard error."),
      FigureColumn("line_r2", .decimals(4), "The share of the variation that the line explains."),
      FigureColumn("line_p", .significant(4), "The probability of such a slope if there is none."),
      .note,
    ]
  }

  public func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    for group in groups { figures.add(group.row) }
    let unit = SeriesOptions.suffix(question)
    figures.picture = .ranges(
      RangePicture(
        axis: "slope of \(question[SeriesOptions.series])"
          + (unit.isEmpty ? "" : " in minutes") + " per day, or per number without times",
        names: [SeriesOptions.groupColumn(question).name],
        whole: .init("95 % interval", "slope_low" + unit, "slope_high" + unit),
        marks: [.init("slope", "slope" + unit)],
        levels: [PictureLevel(name: "no change", value: 0)]))
    let simultaneous = groups.reduce(0) { $0 + $1.simultaneous }
    if simultaneous > 0 {
      figures.remarks.append(
        "\(simultaneous) share their time with the one before; their order is that of the file.")
    }
    figures.remarks += leftOut.remarks
    return figures
  }
}

extension SeriesTrend.Group {
  fileprivate var row: [Figure] {
    var note = UndefinedNote()
    let test = note.value(of: test)
    let sen = note.value(of: sen)
    let line = note.value(of: line)
    if let test, !test.isApproximatelyNormal {
      note.add("p is rough for fewer than 10 numbers")
    }
    return [
      .text(name), .count(count), .instant(times?.first), .instant(times?.last),
      Figure(test?.trend), Figure(test?.p),
      Figure(test?.tau), .text(step.rawValue), Figure(sen?.slope), Figure(sen?.interval.lowerBound),
      Figure(sen?.interval.upperBound), Figure(line?.slope), Figure(line?.slopeError),
      Figure(line?.determination), Figure(line?.p), note.cell,
    ]
  }
}

extension MannKendall {
  fileprivate var trend: String { p < 0.05 ? score > 0 ? "rising" : "falling" : "none" }
}

extension UndefinedNote {
  fileprivate mutating func value<Value>(of result: Result<Value, Undefined>) -> Value? {
    switch result {
    case .success(let value): return value
    case .failure(let reason):
      add(reason)
      return nil
    }
  }
}
