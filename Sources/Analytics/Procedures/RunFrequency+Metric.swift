internal import Wording

extension Metric {
  static let frequency = Metric(
    .metrics, "frequency", "Runs that were started in each day, week or month.",
    definition: """
      Days, weeks and months are those of the lab's zone; weeks begin on Mondays and are numbered as \
      in ISO 8601. Without --since and --until they go from the first run to the last.
      """,
    options: [RunFrequency.grain, RunFrequency.grouping, RunOptions.procedure], takes: .period,
    examples: [
      ("plainlab metrics frequency", "week by week"),
      ("plainlab metrics frequency --grain month --procedure 4", "of one procedure, by months"),
      ("plainlab metrics frequency --by version", "when a version took the place of another"),
    ],
    of: RunFrequency.self)
}

extension RunFrequency {
  public static func columns(_ question: Question) -> [FigureColumn] {
    [
      FigureColumn(
        question[grain].rawValue, .text, "The day, week or month, as ISO 8601 writes it.")
    ] + (question[grouping] == .none ? [] : question[grouping].columns) + [
      FigureColumn("started", .count, "Runs that were started in it.")
    ]
  }

  public func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    for bucket in buckets {
      let group = question[Self.grouping] == .none ? [] : bucket.group.cells()
      figures.add([.text(bucket.name)] + group + [.count(bucket.runs)])
    }
    let grouping = question[Self.grouping]
    figures.picture = .overTime(
      TimePicture(
        axis: "runs that were started", column: figures.columns.count - 1,
        buckets.map {
          .init(
            group: grouping == .none ? "" : $0.group.title, start: $0.start, value: Double($0.runs))
        },
        calendar: CalendarBuckets(question[Self.grain], in: question.zone), gap: .zero))
    let cut = [(cutsFirst, "first"), (cutsLast, "last")].filter(\.0).map(\.1)
    if !cut.isEmpty {
      let isOne = cut.count == 1 || buckets.count == 1
      figures.remarks.append(
        "The \(cut.joinedForReading()) \(question[Self.grain].rawValue) \(isOne ? "is" : "are") "
          + "cut by the period.")
    }
    figures.remarks += leftOutRemarks(
      [
        (outsidePeriod, "started outside the period"), (withoutStart, "without a readable start"),
        (lost, "not readable"),
      ], faults: withoutStart + lost)
    return figures
  }
}
