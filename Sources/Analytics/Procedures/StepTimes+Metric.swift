internal import Statistics
internal import Wording

extension Metric {
  static let bottlenecks = Metric(
    .metrics, "bottlenecks", "The steps of procedures by how long they take.",
    definition: """
      Of runs that were completed in the period, in minutes of work. A step takes from when the step \
      before it was done, or from the start, to when it was done, without the pauses; before in the \
      order in which they were done, not in that of the list. The share is of all the time that was \
      worked in the runs of the procedure; what lies after the last step belongs to none. Steps read \
      as they did in the version that was followed.
      """,
    options: [StepTimes.grouping, RunOptions.procedure, PercentileOptions.method], takes: .period,
    examples: [
      ("plainlab metrics bottlenecks", "the slowest steps first"),
      ("plainlab metrics bottlenecks --procedure 4", "where one procedure's time goes"),
      ("plainlab metrics bottlenecks --by version", "whether an edit helped"),
    ],
    of: StepTimes.self)
}

extension StepTimes {
  public static func columns(_ question: Question) -> [FigureColumn] {
    question[grouping].columns + [
      FigureColumn(
        "step", .count, "Its place in the procedure now. Empty: followed no more, or reworded."),
      FigureColumn("description", .text, "What it says, in the version that was followed."),
      FigureColumn("n", .count, "How often it was done at a time that was written down."),
      FigureColumn("p50_min", .decimals(1), "The median of its minutes."),
      FigureColumn("p90_min", .decimals(1), "Minutes within which 90 % were done."),
      FigureColumn("mean_min", .decimals(1), "The arithmetic mean of its minutes."),
      FigureColumn("share_pct", .decimals(1), "Of the time that was worked in these runs."),
      FigureColumn("estimated_min", .decimals(1), "What it was thought to take, on average."),
      FigureColumn(
        "of_estimated_pct", .decimals(1),
        "Its mean of the one estimated, where it was estimated."),
      .note,
    ]
  }

  public func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    let method = question[PercentileOptions.method]
    for step in steps {
      let version: [Figure] = question[Self.grouping] == .version ? [Figure(step.version)] : []
      figures.add(
        [.text(step.title)] + version + [
          Figure(step.number), .text(step.description),
          .count(step.samples.count), Figure(step.samples.percentile(0.5, method).map { $0 / 60 }),
          Figure(step.samples.percentile(0.9, method).map { $0 / 60 }), Figure(step.mean),
          Figure(step.samples.count == 0 ? nil : step.share.map { $0 * 100 }),
          Figure(step.estimatedMean), Figure(step.ofEstimate.map { $0 * 100 }), Figure(step.note),
        ])
    }
    figures.picture = picture(question)
    figures.remarks = [PercentileOptions.remark(question)]
    if notDone > 0 {
      figures.remarks.append("\(counted(notDone, "step")) of these runs left out.")
    }
    figures.remarks += leftOut.remarks
    return figures
  }

  /// The steps of one procedure in their order, as a run of medians would take them; else where the
  /// times of all steps lie.
  private func picture(_ question: Question) -> Picture {
    let followed = steps.filter { $0.state == .followed && $0.samples.count > 0 }
    if question[RunOptions.procedure] != nil, question[Self.grouping] == .procedure {
      var start = 0.0
      let tasks = followed.sorted { ($0.number ?? 0) < ($1.number ?? 0) }.map { step in
        let end = start + (step.samples.percentile(0.5) ?? 0) / 60
        defer { start = end }
        return SchedulePicture.Task(
          name: step.description, time: start...end, estimate: step.estimatedMean)
      }
      return .schedule(
        SchedulePicture(axis: "minutes of work, by the median of each step", tasks: tasks))
    }
    return .ranges(
      RangePicture(
        axis: "minutes of work",
        names: ["description"] + question[Self.grouping].columns.map(\.name),
        marks: [.init("median", "p50_min"), .init("p90", "p90_min")],
        goal: .init("estimated", "estimated_min"), isWide: true))
  }
}

extension StepTimes.Step {
  fileprivate var note: String? {
    let remarks = [
      state == .retired ? "followed no more" : state == .reworded ? "reads otherwise now" : nil,
      samples.count == 0 && withoutTime == 0 ? "never done" : nil,
      withoutTime > 0 ? "\(grouped(withoutTime)) done at no known time" : nil,
    ].compactMap { $0 }
    return remarks.isEmpty ? nil : remarks.joined(separator: ", ")
  }
}
