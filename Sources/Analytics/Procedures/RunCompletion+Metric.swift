internal import Statistics
internal import Wording

extension Metric {
  static let completion = Metric(
    .metrics, "completion", "Runs that were started, and what became of them.",
    definition: """
      Of the runs that were started in the period, and before the moment that --as-of names. The rate \
      is completed / (completed + cancelled), with Wilson's 95 % interval; a run that is open counts \
      in neither. Steps left out are those of completed runs that were not done.
      """,
    options: [RunOptions.grouping, RunOptions.procedure], takes: [.period, .asOf],
    examples: [
      ("plainlab metrics completion", "by procedure"),
      ("plainlab metrics completion --by user --since 2026-11-01", "by who ran it, this month"),
      ("plainlab metrics completion --by version --procedure 4", "by the versions of one"),
    ],
    of: RunCompletion.self)
}

extension RunCompletion {
  public static func columns(_ question: Question) -> [FigureColumn] {
    question[RunOptions.grouping].columns + [
      FigureColumn("started", .count, "Runs that were started in the period."),
      FigureColumn("completed", .count, "Of these, completed."),
      FigureColumn("cancelled", .count, "Of these, given up."),
      FigureColumn("open", .count, "Of these, in progress or paused at the moment of --as-of."),
      FigureColumn("completion_pct", .decimals(1), "Completed of those that have ended."),
      FigureColumn("low_pct", .decimals(1), "Where its 95 % interval begins."),
      FigureColumn("high_pct", .decimals(1), "Where its 95 % interval ends."),
      FigureColumn("steps_left_out", .count, "Steps of completed runs that were not done."),
      .note,
    ]
  }

  public func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    for group in groups {
      figures.add(
        group.group.cells() + [
          .count(group.started), .count(group.completed), .count(group.cancelled),
          .count(group.open), Figure(group.rate.map { $0 * 100 }),
          Figure(group.interval.map { $0.lower * 100 }),
          Figure(group.interval.map { $0.upper * 100 }),
          group.completed == 0 || group.stepsOfCompleted == 0 ? .none : .count(group.stepsLeftOut),
          Figure(group.note),
        ])
    }
    figures.picture = .parts(
      PartsPicture(
        axis: "runs", names: question[RunOptions.grouping].columns.map(\.name),
        parts: [
          .init("completed", "completed"), .init("given up", "cancelled"), .init("open", "open"),
        ]))
    figures.remarks = [question.asOfRemark(asOf)].compactMap { $0 } + leftOut.remarks
    return figures
  }

}

extension RunCompletion: WatchedMeasurement {
  public func attention(after before: Self) -> [Attention] {
    guard openForMoreThanADay > 0 else { return [] }
    return [
      Attention(
        .hint, size: Double(openForMoreThanADay),
        "\(counted(openForMoreThanADay, "run")) open for more than a day",
        command: "plainlab run list --open")
    ]
  }

  public var headlines: [Headline] {
    let completed = groups.reduce(0) { $0 + $1.completed }
    let ended = completed + groups.reduce(0) { $0 + $1.cancelled }
    let rate = ended == 0 ? nil : Double(completed) / Double(ended) * 100
    return [Headline("runs completed, %", rate, decimals: 1)]
  }
}

extension RunCompletion.Group {
  fileprivate var note: String? {
    if completed + cancelled == 0 { return "none has ended" }
    return completed > 0 && stepsOfCompleted == 0 ? "the completed runs have no steps" : nil
  }
}

extension RunCompletion.LeftOut {
  fileprivate var remarks: [String] {
    leftOutRemarks(
      [
        (startedLater, "started after that"), (outsidePeriod, "started outside the period"),
        (withoutStart, "without a readable start"), (withoutStatus, "without a status"),
        (lost, "not readable"),
      ], faults: withoutStart + withoutStatus + lost)
  }
}
