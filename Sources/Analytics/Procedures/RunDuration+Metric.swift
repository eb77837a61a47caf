internal import Statistics
internal import Wording

extension Metric {
  static let duration = Metric(
    .metrics, "duration", "How long runs took, with pauses and without.",
    definition: """
      Of completed runs, in minutes, counted in the period in which they ended. Wall time is from \
      start to end; worked time is without the pauses. What was estimated is the sum of the \
      estimated minutes of the steps, of the version that was followed. By version, each is \
      compared with the one before: the shift of Hodges and Lehmann in minutes worked, and the \
      two-sided test of Mann and Whitney.
      """,
    options: [
      RunOptions.grouping, RunOptions.procedure, PercentileOptions.percentiles,
      PercentileOptions.method,
    ],
    takes: .period,
    examples: [
      ("plainlab metrics duration", "by procedure"),
      ("plainlab metrics duration --by version", "what each edit changed"),
      ("plainlab metrics duration --percentiles 50,95", "other percentiles"),
    ],
    of: RunDuration.self)
}

extension RunDuration {
  public static func columns(_ question: Question) -> [FigureColumn] {
    let percentiles = question[PercentileOptions.percentiles]
    let grouping = question[RunOptions.grouping]
    let read = { (prefix: String, meaning: String) in
      percentiles.map { percentile in
        FigureColumn(
          prefix + PercentileOptions.name(percentile, unit: "min"), .decimals(1),
          "\(meaning) within which \(shortest(percentile)) % of the runs ended.")
      }
    }
    return grouping.columns + [FigureColumn("n", .count, "Completed runs.")]
      + read("worked_", "Minutes worked") + [
        FigureColumn("worked_mean_min", .decimals(1), "Arithmetic mean of the minutes worked.")
      ] + read("wall_", "Minutes") + [
        FigureColumn("wall_mean_min", .decimals(1), "Arithmetic mean in minutes, with pauses."),
        FigureColumn(
          "estimated_min", .decimals(1),
          "What the runs were thought to take, on average. Empty: not estimated."),
        FigureColumn("of_estimated_pct", .decimals(1), "Minutes worked of those estimated."),
      ] + (grouping == .version ? changeColumns : [])
  }

  private static let changeColumns = [
    FigureColumn(
      "shift_min", .decimals(1),
      "By how many minutes of work a run takes longer than one of the version before."),
    FigureColumn(
      "p_value", .decimals(4), "The chance of such a difference where there is none."),
    FigureColumn.note,
  ]

  public func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    let percentiles = question[PercentileOptions.percentiles]
    let method = question[PercentileOptions.method]
    let byVersion = question[RunOptions.grouping] == .version
    for group in groups {
      let read = { (samples: OrderedSamples) in
        percentiles.map { percentile in
          Figure(samples.percentile(percentile / 100, method).map { $0 / 60 })
        }
      }
      var row = group.group.cells() + [.count(group.worked.count)]
      row += read(group.worked) + [Figure(group.workedMean)]
      row += read(group.wall) + [Figure(group.wallMean)]
      row += [Figure(group.estimatedMean), Figure(group.ofEstimate.map { $0 * 100 })]
      if byVersion {
        let change = group.change
        row += [Figure(change?.shift), Figure(change?.pValue), .text(group.comparison)]
      }
      figures.add(row)
    }
    figures.picture = .ranges(
      RangePicture(
        axis: "minutes of work", names: question[RunOptions.grouping].columns.map(\.name),
        marks: percentiles.map {
          .init("p\(shortest($0))", "worked_" + PercentileOptions.name($0, unit: "min"))
        },
        goal: .init("estimated", "estimated_min"), isWide: true))
    figures.remarks = [PercentileOptions.remark(question)] + leftOut.remarks
    return figures
  }

}

extension RunDuration: WatchedMeasurement {
  public func attention(after before: Self) -> [Attention] {
    newVersions.filter(\.isSlower).map { change in
      Attention(
        .change, size: change.shift ?? 0,
        "Version \(change.version) of '\(change.title)' takes \(fixed(change.shift ?? 0, decimals: 1)) "
          + "minutes longer than version \(change.before)",
        command: "plainlab metrics duration --by version --procedure \(change.procedure)"
          + watchedSince)
    }
  }
}

extension RunDuration.Group {
  /// What a version is compared with, or why it is not.
  fileprivate var comparison: String {
    if group.version == nil { return "not compared: which version was followed is not known" }
    guard let change else { return "not compared: no earlier version was run in this time" }
    return change.note ?? "compared with version \(change.before)"
  }
}
