internal import Tables
internal import Wording

extension Metric {
  package static let backlog = Metric(
    .metrics, "backlog", "Open specimens by age.",
    definition: """
      A specimen is open while it has neither a result nor an error; its age runs from its \
      reception to --as-of. Ages are told apart from the hour or day in the column's name on, up to that \
      of the next column. At an earlier --as-of, what ended later was open, and what came later was not \
      there.
      """,
    options: [Backlog.grouping], takes: .asOf,
    examples: [
      ("plainlab metrics backlog", "by assay"),
      ("plainlab metrics backlog --by machine --as-of now", "where work piles up"),
      ("plainlab metrics backlog --as-of 2026-11-19T06:00:00Z", "what waited that morning"),
    ],
    of: Backlog.self)
}

extension Backlog {
  public static func columns(_ question: Question) -> [FigureColumn] {
    let meanings = [
      "Less than an hour old.", "From one hour on.", "From two hours on.", "From four hours on.",
      "From eight hours on.", "From a day on.", "Three days old and more.",
    ]
    return [
      FigureColumn(question[grouping].heading, .text, "What the specimens have in common."),
      FigureColumn("open", .count, "Open specimens."),
    ] + zip(ages, meanings).map { FigureColumn($0.name, .count, $1) } + [
      FigureColumn("median_h", .decimals(1), "The median age in hours."),
      FigureColumn("oldest_h", .decimals(1), "The greatest age in hours."),
    ]
  }

  /// The ages as they stand beside a picture.
  private static let ageNames = [
    "below 1 h", "1 h", "2 h", "4 h", "8 h", "a day", "3 days and more",
  ]

  public func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    for group in groups {
      figures.add(
        [.text(group.name), .count(group.open)] + group.counts.map { .count($0) }
          + [
            Figure(group.median.map { $0 / 3600 }), Figure(group.oldest.map { Double($0) / 3600 }),
          ])
    }
    figures.picture = .parts(
      PartsPicture(
        axis: "open specimens", names: [question[Self.grouping].heading],
        parts: zip(Self.ages, Self.ageNames).map { .init($1, $0.name) }, isOrdered: true))
    figures.remarks =
      [question.asOfRemark(moment)].compactMap { $0 } + [
        whole.open == 0
          ? "No specimen is open."
          : "\(counted(whole.open, "specimen")) open, the oldest for \(elapsed(seconds: whole.oldest ?? 0))."
      ]
    figures.remarks += leftOutRemarks(
      [(withoutTime, "without a readable time")], faults: withoutTime)
    return figures
  }
}
