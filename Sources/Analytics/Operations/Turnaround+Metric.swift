internal import Statistics
internal import Wording

extension Metric {
  static let turnaround = Metric(
    .metrics, "tat", "Turnaround time from reception to result.",
    definition: """
      Of completed specimens, in minutes, counted in the period in which they were processed. \
      Percentiles interpolate linearly (R type 7, as PERCENTILE.INC and percentile_cont), or take \
      the nearest rank. The slow ones of today have no result yet, so while work piles up such \
      percentiles are too good. With --censored those of Kaplan and Meier (1958) stand beside them, \
      in which an open specimen takes longer than its age at --as-of, and one that ended in an \
      error longer than its age then. A warning says where the two part, at the highest percentile \
      asked for that is not above the 95th: by more than 5 %, with at least five open. By assay the \
      lab's target_tat_minutes stands at the end, with the share of results that took longer.
      """,
    options: [
      Turnaround.grouping, PercentileOptions.percentiles, PercentileOptions.method,
      Turnaround.censored,
    ],
    takes: [.period, .asOf],
    examples: [
      ("plainlab metrics tat", "by assay"),
      ("plainlab metrics tat --by machine --since 2026-11-01", "by analyzer, this month"),
      ("plainlab metrics tat --percentiles 50,95", "the percentiles that were agreed"),
      ("plainlab metrics tat --censored --as-of now", "with those that still wait"),
      ("plainlab metrics tat --format csv > tat.csv", "for a spreadsheet"),
    ],
    of: Turnaround.self)
}

extension Turnaround {
  static let censored = MetricOption.flag(
    "censored", "Also the percentiles with those that still wait, after Kaplan and Meier")

  public static func columns(_ question: Question) -> [FigureColumn] {
    let percentiles = question[PercentileOptions.percentiles]
    let plain = percentiles.map { percentile in
      FigureColumn(
        PercentileOptions.name(percentile, unit: "min"), .decimals(1),
        "Minutes within which \(shortest(percentile)) % of the results were there.")
    }
    let whole = percentiles.map { percentile in
      FigureColumn(
        "km_" + PercentileOptions.name(percentile, unit: "min"), .decimals(1),
        "The same with those that still wait; empty where too many do.")
    }
    let isCensored = question[censored]
    return [
      FigureColumn(question[grouping].heading, .text, "What the specimens have in common."),
      FigureColumn("n", .count, "Completed specimens."),
    ] + (isCensored ? [FigureColumn("open", .count, "Specimens that still wait.")] : []) + plain
      + (isCensored ? whole : []) + [
        FigureColumn("mean_min", .decimals(1), "Arithmetic mean in minutes."),
        FigureColumn("min_min", .decimals(1), "The shortest, in minutes."),
        FigureColumn("max_min", .decimals(1), "The longest, in minutes."),
      ] + (question[grouping] == .assay ? targetColumns : []) + (isCensored ? [.note] : [])
  }

  private static let targetColumns = [
    FigureColumn(
      "target_min", .count, "Minutes that the lab aims for; empty where the assay has no target."),
    FigureColumn(
      "over_target_pct", .decimals(1),
      "Results that took longer than the target, in percent; empty without a target or results."),
  ]

  public func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    let percentiles = question[PercentileOptions.percentiles]
    let method = question[PercentileOptions.method]
    let isCensored = question[Self.censored]
    let shown =
      isCensored ? (groups + withoutResults).sorted { $0.name < $1.name } : groups
    for group in shown {
      var row: [Figure] = [.text(group.name), .count(group.samples.count)]
      if isCensored { row.append(.count(group.open)) }
      row += percentiles.map { Figure(group.percentile($0 / 100, method)) }
      if isCensored {
        row += percentiles.map { Figure(group.percentileWithOpen($0 / 100)) }
      }
      row += [Figure(group.mean), Figure(group.shortest), Figure(group.longest)]
      if grouping == .assay {
        let target = targetMinutes[group.name]
        row += [Figure(target), Figure(target.flatMap { group.share(overMinutes: $0) })]
      }
      if isCensored { row.append(Figure(group.note(percentiles))) }
      figures.add(row)
    }
    figures.picture = .ranges(picture(percentiles))
    figures.warnings = [warning(question)].compactMap { $0 }
    figures.remarks = [PercentileOptions.remark(question)] + leftOut.remarks
    if isCensored {
      figures.remarks.insert("With open specimens: Kaplan and Meier (1958).", at: 1)
      figures.remarks += [question.asOfRemark(moment)].compactMap { $0 }
    }
    return figures
  }
}

extension Turnaround {
  private func picture(_ percentiles: [Double]) -> RangePicture {
    RangePicture(
      axis: "minutes from reception to result", names: [grouping.heading],
      whole: .init("shortest to longest", "min_min", "max_min"),
      marks: percentiles.map {
        .init("p\(shortest($0))", PercentileOptions.name($0, unit: "min"))
      },
      goal: grouping == .assay ? .init("target", "target_min") : nil, isWide: true)
  }
}

extension Turnaround.Group {
  /// The results that took longer than so many minutes, in percent; `nil` where there is no result.
  fileprivate func share(overMinutes target: Int) -> Double? {
    let n = samples.count
    return n > 0 ? 100 * Double(count(overMinutes: target)) / Double(n) : nil
  }

  /// Why a percentile is empty.
  fileprivate func note(_ percentiles: [Double]) -> String? {
    guard percentiles.contains(where: { percentileWithOpen($0 / 100) == nil }) else { return nil }
    if samples.count == 0 { return "no result yet" }
    if curve.ranOut { return "too few at once to tell" }
    if curve.steps.isEmpty { return "the period had not begun" }
    return "too many without a result to tell"
  }
}

extension Turnaround.LeftOut {
  var remarks: [String] {
    leftOutRemarks(
      [
        (notCompleted, "not completed"),
        (processedBeforeReceived, "processed before received"),
        (withoutTimes, "without readable times"),
        (outsidePeriod, "outside the period"),
        (lost, "not readable"),
      ], faults: processedBeforeReceived + withoutTimes + lost)
  }
}
