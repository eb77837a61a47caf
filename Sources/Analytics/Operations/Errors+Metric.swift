internal import Lab
internal import Statistics
internal import Tables
internal import Wording

extension Metric {
  package static let errors = Metric(
    .metrics, "errors", "How many specimens ended in an error.",
    definition: """
      The error rate is ERROR / (COMPLETED + ERROR), of specimens processed in the period, with its \
      95 % interval after Wilson (1927): a rate counted on few specimens says little, and the \
      interval says how little. Machines are compared by a funnel (Spiegelhalter 2005): around the \
      rate of all, the exact binomial limits for as many specimens as each had; one machine in \
      twenty is outside the 95 % limits by chance, one in five hundred outside those of 99.8 %. By \
      code, shares of all errors.
      """,
    options: [Errors.grouping], takes: .period,
    examples: [
      ("plainlab metrics errors", "by analyzer, with those that stand out"),
      ("plainlab metrics errors --by code", "what went wrong"),
      ("plainlab metrics errors --by none --since 2026-11-01", "the rate of a month"),
    ],
    of: Errors.self,
    completedBy: { store, errors in
      guard errors.grouping == .code else { return }
      errors.descriptions = Dictionary(
        try store.rows(of: ErrorCode.self).map { ($0.code.text, $0.description) },
        uniquingKeysWith: { first, _ in first })
    })
}

extension Errors {
  public static func columns(_ question: Question) -> [FigureColumn] {
    let grouping = question[grouping]
    if grouping == .code {
      return [
        FigureColumn("code", .text, "The error's code."),
        FigureColumn("description", .text, "As in error_codes; empty where it is not there."),
        FigureColumn("errors", .count, "Specimens that ended so."),
        FigureColumn("share_pct", .decimals(3), "Of all errors, in percent."),
        FigureColumn("low_pct", .decimals(3), "Lower end of its 95 % interval."),
        FigureColumn("high_pct", .decimals(3), "Upper end of its 95 % interval."),
        .note,
      ]
    }
    return [
      FigureColumn(grouping.heading, .text, "What the specimens have in common."),
      FigureColumn("errors", .count, "Specimens that ended in an error."),
      FigureColumn("completed", .count, "Specimens that ended in a result."),
      FigureColumn("error_rate_pct", .decimals(3), "Errors of both, in percent."),
      FigureColumn("low_pct", .decimals(3), "Lower end of its 95 % interval."),
      FigureColumn("high_pct", .decimals(3), "Upper end of its 95 % interval."),
    ]
      + (grouping == .machine
        ? [
          FigureColumn(
            "funnel", .text, "Which limits around the rate of all it is outside of, or inside.")
        ] : []) + [.note]
  }

  public func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    for group in groups {
      figures.add(grouping == .code ? codeRow(group) : row(group))
    }
    if grouping == .none, groups.isEmpty { figures.add(row(whole)) }
    figures.picture = .ranges(picture)
    if let rate = whole.rate {
      figures.remarks.append(
        "\(counted(whole.errors, "error")) in \(counted(whole.ended, "specimen")): "
          + "\(fixed(100 * rate, decimals: 3)) %.")
    }
    figures.remarks.append("Intervals: 95 %, Wilson (1927).")
    if grouping == .machine {
      figures.remarks.append("Limits: exact binomial, Spiegelhalter (2005).")
    }
    figures.remarks += leftOutRemarks([
      (open, "open"), (withoutTime, "without readable times"),
      (outsidePeriod, "outside the period"),
    ])
    return figures
  }

  private var picture: RangePicture {
    let isShare = grouping == .code
    let whole = isShare ? nil : whole.rate.map { PictureLevel(name: "all", value: 100 * $0) }
    return RangePicture(
      axis: isShare ? "percent of all errors" : "percent of specimens that ended in an error",
      names: [grouping.heading], whole: .init("95 % interval", "low_pct", "high_pct"),
      marks: [isShare ? .init("share", "share_pct") : .init("rate", "error_rate_pct")],
      levels: [whole].compactMap { $0 })
  }

  private func row(_ group: Group) -> [Figure] {
    let interval = group.interval
    let standing: [Figure] = grouping == .machine ? [Figure(group.standing?.rawValue)] : []
    let note =
      group.ended == 0
      ? "no specimen has ended"
      : grouping == .machine && group.standing == nil ? "nothing to compare it with" : nil
    return [
      .text(group.name), .count(group.errors), .count(group.completed),
      Figure(group.rate.map { 100 * $0 }), Figure(interval.map { 100 * $0.lower }),
      Figure(interval.map { 100 * $0.upper }),
    ] + standing + [Figure(note)]
  }

  private func codeRow(_ group: Group) -> [Figure] {
    let interval = WilsonInterval(group.errors, of: whole.errors)
    let share = 100 * Double(group.errors) / Double(whole.errors)
    return [
      group.name.isEmpty ? .none : .text(group.name), Figure(descriptions[group.name]),
      .count(group.errors), .number(share), Figure(interval.map { 100 * $0.lower }),
      Figure(interval.map { 100 * $0.upper }),
      Figure(
        group.name.isEmpty
          ? "no code was written down"
          : descriptions[group.name] == nil ? "not in error_codes" : nil),
    ]
  }
}
