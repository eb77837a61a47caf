internal import Statistics

extension Metric {
  static let seriesSummary = Metric(
    nil, "stats", "Summary statistics of any column of numbers.",
    definition: """
      Mean; standard deviation with n - 1; its share of the mean (coefficient of variation), \
      which means something only where 0 is the natural start of the scale; the standard error of \
      the mean, where the numbers do not depend on each other; skewness G1 and kurtosis G2 (0 for a \
      normal distribution; Joanes and Gill 1998, as SKEW and KURT of spreadsheets); the \
      autocorrelation of each number with the one before it in time. Sums are kept to 31 digits. \
      Percentiles interpolate linearly (R type 7), or take the nearest rank.
      """,
    options: [
      SeriesOptions.series, SeriesOptions.grouping, SeriesSummary.percentiles,
      PercentileOptions.method,
    ],
    takes: .period,
    examples: [
      ("plainlab stats specimens.tat", "of all turnaround times, in minutes"),
      ("plainlab stats test_results.measured_value --by measurement_type", "of each measurement"),
      ("plainlab stats runs.duration --percentiles 5,50,95", "with other percentiles"),
    ],
    measure: { try SeriesSummary(in: $0, $1) })
}

extension SeriesSummary: Measurement {
  static let percentiles = PercentileOptions.percentiles(default: [25, 50, 75])

  public static func columns(_ question: Question) -> [FigureColumn] {
    let unit = SeriesOptions.suffix(question)
    let percentiles = question[percentiles].map { percentile in
      FigureColumn(
        PercentileOptions.name(percentile, unit: unit.isEmpty ? nil : "min"), .significant(10),
        "What \(shortest(percentile)) % of the numbers do not exceed.")
    }
    return [
      SeriesOptions.groupColumn(question),
      FigureColumn("n", .count, "Numbers."),
      FigureColumn("mean" + unit, .significant(10), "Arithmetic mean."),
      FigureColumn("sd" + unit, .significant(10), "Standard deviation; empty for one number."),
      FigureColumn("cv", .significant(6), "sd as a share of the mean; empty where that is 0."),
      FigureColumn("se" + unit, .significant(6), "Standard error of the mean."),
      FigureColumn("min" + unit, .significant(10), "The lowest."),
    ] + percentiles + [
      FigureColumn("max" + unit, .significant(10), "The highest."),
      FigureColumn("skewness", .significant(6), "Below 0: the left tail is longer."),
      FigureColumn(
        "kurtosis", .significant(6), "Above 0: heavier tails than a normal distribution."),
      FigureColumn(
        "autocorrelation", .significant(6), "How much each resembles the one before, -1 to 1."),
      .note,
    ]
  }

  public func figures(_ question: Question) -> Figures {
    let columns = Self.columns(question)
    var figures = Figures(columns)
    let (asked, method) = (question[Self.percentiles], question[PercentileOptions.method])
    for group in groups {
      let (summary, moments) = (group.summary, group.summary.moments)
      var note = UndefinedNote()
      let head = [
        note.figure { () throws(Undefined) in try moments.mean },
        note.figure { () throws(Undefined) in try moments.standardDeviation },
        note.figure { () throws(Undefined) in try moments.coefficientOfVariation },
        note.figure { () throws(Undefined) in try moments.standardError },
        note.figure { () throws(Undefined) in try moments.minimum },
      ]
      let tail = [
        note.figure { () throws(Undefined) in try moments.maximum },
        note.figure { () throws(Undefined) in try moments.skewness },
        note.figure { () throws(Undefined) in try moments.kurtosis },
        note.figure { () throws(Undefined) in try moments.autocorrelation },
      ]
      let percentiles = asked.map { Figure(summary.percentile($0 / 100, method)) }
      figures.add(
        [.text(group.name), .count(summary.count)] + head + percentiles + tail + [note.cell])
    }
    for (group, reason) in undefined {
      let empty = Array(repeating: Figure.none, count: columns.count - 2)
      figures.add([.text(group)] + empty + [.text(reason.reason)])
    }
    figures.picture = picture(question)
    figures.remarks = [PercentileOptions.remark(question)] + leftOut.remarks
    return figures
  }
}

extension SeriesSummary {
  /// One group is seen in its shape, several beside each other.
  private func picture(_ question: Question) -> Picture {
    let unit = SeriesOptions.suffix(question)
    let axis = question[SeriesOptions.series] + (unit.isEmpty ? "" : " in minutes")
    if groups.count == 1, let summary = groups.first?.summary, let histogram = summary.histogram {
      let method = question[PercentileOptions.method]
      return .histogram(
        HistogramPicture(
          axis: axis, histogram,
          levels: question[Self.percentiles].prefix(5).map {
            PictureLevel(name: "p\(shortest($0))", value: summary.percentile($0 / 100, method))
          }))
    }
    let names = question[Self.percentiles].map { percentile in
      PercentileOptions.name(percentile, unit: unit.isEmpty ? nil : "min")
    }
    let marks = zip(question[Self.percentiles], names).map { percentile, name in
      RangePicture.Mark("p\(shortest(percentile))", name)
    }
    let hasQuartiles = [25, 75].allSatisfy { question[Self.percentiles].contains($0) }
    return .ranges(
      RangePicture(
        axis: axis, names: [SeriesOptions.groupColumn(question).name],
        whole: .init("lowest to highest", "min" + unit, "max" + unit),
        middle: hasQuartiles
          ? .init(
            "middle half", PercentileOptions.name(25, unit: unit.isEmpty ? nil : "min"),
            PercentileOptions.name(75, unit: unit.isEmpty ? nil : "min")) : nil,
        marks: hasQuartiles ? marks.filter { $0.name != "p25" && $0.name != "p75" } : marks,
        isWide: true))
  }
}

/// Takes figures that may not be defined, and keeps the reasons for the note of their row.
struct UndefinedNote {
  private var reasons: [String] = []
  private var hasTooFew = false

  /// The figure, or none and its reason.
  mutating func figure(_ compute: () throws(Undefined) -> Double) -> Figure {
    do throws(Undefined) {
      return Figure(try compute())
    } catch {
      add(error)
      return .none
    }
  }

  mutating func add(_ reason: Undefined) {
    if case .tooFew = reason {
      // Figures that take still more are missing for the same reason.
      if hasTooFew { return }
      hasTooFew = true
    }
    if !reasons.contains(reason.reason) { reasons.append(reason.reason) }
  }

  mutating func add(_ remark: String) { reasons.append(remark) }

  var cell: Figure { Figure(reasons.isEmpty ? nil : reasons.joined(separator: "; ")) }
}
