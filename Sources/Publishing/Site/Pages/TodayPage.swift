import Analytics
import Tables
import Wording

// The lab today.
extension SitePage {
  static let today = SitePage(
    name: "index", title: "Today", lead: "What needs attention, and how the lab is doing.",
    sections: [
      SiteSection(
        "attention", "Needs attention", "The most pressing first.",
        columns: [
          FigureColumn("rank", .count, "The most pressing is 1."),
          FigureColumn("weight", .text, "What kind of thing it is."),
          FigureColumn("what", .text, "What to look at."),
          FigureColumn("command", .text, "What shows its rows."),
        ], command: "plainlab report", as: .list
      ) { findings in
        var figures = Figures(findings.columns(of: "attention"))
        for (i, item) in findings.lab.attention.enumerated() {
          figures.add([
            .count(i + 1), .text("\(item.weight)"), .text(item.sentence), .text(item.command),
          ])
        }
        return figures
      },
      SiteSection(
        "key-figures", "Key figures",
        "The last \(Watched.days) days, today included, beside the \(Watched.daysBefore) before "
          + "them.",
        columns: [
          FigureColumn("figure", .text, "What it is, with its unit."),
          FigureColumn("now", .significant(6), "Of the last \(Watched.days) days."),
          FigureColumn("before", .significant(6), "Of the \(Watched.daysBefore) days before them."),
          FigureColumn("change_pct", .decimals(0), "From before to now, in percent."),
        ], command: "plainlab report", as: .cards, keyFigures),
      SiteSection(
        "targets", "Against the target",
        "Whether nine in ten results of an assay came within the minutes that the lab aims for, the "
          + "furthest from it first.",
        columns: [
          FigureColumn("assay", .text, "The assay's code."),
          FigureColumn("target", .text, "Whether it was met."),
          FigureColumn("p90_min", .decimals(1), "Minutes within which 90 % of them were there."),
          FigureColumn("target_min", .count, "Minutes that the lab aims for."),
          FigureColumn("of_target_pct", .decimals(0), "The one of the other, in percent."),
          FigureColumn("n", .count, "Results."),
        ], command: "plainlab metrics tat", rows: "turnaround-by-assay", targets),
      SiteSection(
        "results-by-day", "Results by day", "What the lab completed.",
        columns: SitePage.throughput.sections[0].columns(Question()),
        command: "plainlab metrics throughput", as: .picture, rows: "throughput-by-day"
      ) { try $0.answers["throughput-by-day"]?.get() ?? Figures($0.columns(of: "results-by-day")) },
    ])

  private static func keyFigures(_ findings: SiteFindings) -> Figures {
    var figures = Figures(findings.columns(of: "key-figures"))
    for change in findings.lab.changes where change.isDefined {
      let rounded = { (headline: Headline?) in
        Figure(headline?.value.flatMap { Double(fixed($0, decimals: change.now.decimals)) })
      }
      figures.add([
        .text(change.now.name), rounded(change.now), rounded(change.before),
        Figure(change.percent),
      ])
    }
    return figures
  }

  /// The assays with a target, those that missed it by most first.
  private static func targets(_ findings: SiteFindings) throws -> Figures {
    var figures = Figures(findings.columns(of: "targets"))
    guard let times = try findings.answers["turnaround-by-assay"]?.get() else { return figures }
    let places = ["assay", "n", "p90_min", "target_min"].compactMap { name in
      times.columns.firstIndex { $0.name == name }
    }
    var rows: [(share: Double, cells: [Figure])] = []
    for row in times.rows {
      let cells = places.map { row[$0] }
      guard case .number(let p90) = cells[2], case .count(let target) = cells[3], target > 0
      else { continue }
      let share = p90 / Double(target)
      let word = share > 1 ? "✗ missed" : "✓ met"
      rows.append(
        (share, [cells[0], .text(word), cells[2], cells[3], .number(100 * share), cells[1]]))
    }
    for row in rows.sorted(by: { $0.share > $1.share }) { figures.add(row.cells) }
    if let words = findings.periodWords { figures.remarks = [words + "."] }
    return figures
  }
}
