internal import Tables
internal import Wording

extension Metric {
  package static let promised = Metric(
    .metrics, "sla", "Whether results came as soon as promised.",
    definition: """
      Promised are the assay's own sla_hours, else the setting sla_hours, else 4. A result that took \
      strictly longer is a breach; exactly as long is in time. Open specimens are looked at as of \
      --as-of: they are breached when they are older than promised, and at risk from 80 % of it on. \
      Compliance is the results in time of all of which it is known: results, and open \
      specimens that are breached already. Specimens with an error have no result that could be \
      late; they are left out and counted. Results count in the period in which they were there.
      """,
    options: [Promised.list, Promised.listed], takes: [.period, .asOf],
    examples: [
      ("plainlab metrics sla", "by assay"),
      ("plainlab metrics sla --list --as-of now", "which specimens to look at first"),
      ("plainlab metrics sla --list --state at-risk", "those that can still be in time"),
      ("plainlab metrics sla --since 2026-11-01 --until 2026-12-01", "the results of a month"),
    ],
    of: Promised.self)
}

extension Promised {
  public static func refusal(_ question: Question) -> NoAnswer? {
    question[listed] == .all || question[list]
      ? nil : NoAnswer("--state chooses among the specimens that --list names. Give --list too.")
  }

  public static func columns(_ question: Question) -> [FigureColumn] {
    question[list] ? listColumns : groupColumns
  }

  private static let groupColumns = [
    FigureColumn("assay", .text, "The assay's code."),
    FigureColumn("promised_hours", .significant(6), "Hours within which a result is promised."),
    FigureColumn("total", .count, "Specimens, without those with an error."),
    FigureColumn("within", .count, "Results that came in time."),
    FigureColumn("closed_breached", .count, "Results that came late."),
    FigureColumn("open_breached", .count, "Open specimens that are late already."),
    FigureColumn("at_risk", .count, "Open specimens that have used up 80 % of the time."),
    FigureColumn("open_in_time", .count, "Other open specimens."),
    FigureColumn(
      "compliance_pct", .decimals(1), "Results in time, of results and open breaches, in percent."),
    .note,
  ]

  private static let listColumns = [
    FigureColumn("specimen_id", .text, "The identifier on the tube's label."),
    FigureColumn("assay", .text, "The assay's code."),
    FigureColumn("machine", .text, "The analyzer's code."),
    FigureColumn("received_at", .instant, "When it reached the lab."),
    FigureColumn("hours", .decimals(2), "Hours to its result, or to the moment looked at."),
    FigureColumn("promised_hours", .significant(6), "Hours within which its result is promised."),
    FigureColumn("used_pct", .decimals(1), "The hours as a part of those promised, in percent."),
    FigureColumn("state", .text, "open_breached, at_risk or closed_breached."),
  ]

  public func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    if isListing {
      for specimen in specimens { figures.add(row(specimen)) }
    } else {
      for group in groups { figures.add(row(group)) }
    }
    figures.picture = isListing ? .ranges(Self.usedPicture) : .parts(Self.statesPicture)
    figures.remarks = [question.asOfRemark(moment)].compactMap { $0 } + [summary].compactMap { $0 }
    figures.remarks += leftOutRemarks([
      (errors, "with an error"), (withoutTimes, "without readable times in order"),
      (outsidePeriod, "outside the period"),
    ])
    return figures
  }

  private static let statesPicture = PartsPicture(
    axis: "specimens", names: ["assay"],
    parts: [
      .init("in time", "within"), .init("late", "closed_breached"),
      .init("open and late", "open_breached"), .init("open, at risk", "at_risk"),
      .init("open, in time", "open_in_time"),
    ])

  private static let usedPicture = RangePicture(
    axis: "percent of the promised time", names: ["specimen_id", "assay"],
    marks: [.init("used", "used_pct")], levels: [PictureLevel(name: "promised", value: 100)],
    isWide: true)

  private func row(_ group: Group) -> [Figure] {
    let counts: [Figure] = [.count(group.total)] + State.allCases.map { .count(group.count($0)) }
    return [.text(group.assay), .number(group.promisedHours)] + counts + [
      Figure(group.compliance.map { 100 * $0 }),
      Figure(group.compliance == nil ? "nothing is decided yet" : nil),
    ]
  }

  private func row(_ specimen: Specimen) -> [Figure] {
    let (taken, promised) = (Double(specimen.taken), specimen.promised)
    return [
      .text(specimen.name), .text(specimen.assay), .text(specimen.machine),
      .instant(specimen.received), .number(taken / 3600), .number(promised / 3600),
      Figure(100 * specimen.used), .text(specimen.state.rawValue),
    ]
  }

  /// All assays together.
  var whole: Group {
    groups.reduce(into: Group(assay: "all", promisedHours: 0)) { sum, group in
      for state in State.allCases { sum.counts[state, default: 0] += group.count(state) }
    }
  }

  private var summary: String? {
    let whole = whole
    guard let compliance = whole.compliance else { return nil }
    return "In time: \(grouped(whole.count(.within))) of \(grouped(whole.decided)), "
      + "\(fixed(100 * compliance, decimals: 1)) %."
  }
}
