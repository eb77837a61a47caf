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
        "Whether nine in ten results of an assay came within the minutes that the lab aims for.",
        columns: [
          FigureColumn("assay", .text, "The assay's code."),
          FigureColumn("n", .count, "Results."),
          FigureColumn("p90_min", .decimals(1), "Minutes within which 90 % of them were there."),
          FigureColumn("target_min", .count, "Minutes that the lab aims for."),
          FigureColumn("of_target_pct", .decimals(0), "The one of the other, in percent."),
          FigureColumn("state", .text, "met or missed."),
        ], command: "plainlab metrics tat", targets),
    ])

  private static func keyFigures(_ findings: SiteFindings) -> Figures {
    var figures = Figures(findings.columns(of: "key-figures"))
    for change in findings.lab.changes {
      let (now, before) = (change.now.value, change.before?.value)
      guard now != nil || before != nil else { continue }
      let decimals = change.now.decimals
      let rounded = { (value: Double?) in
        Figure(value.flatMap { Double(fixed($0, decimals: decimals)) })
      }
      let percent = now.flatMap { now in
        before.flatMap { $0 != 0 ? (now / $0 - 1) * 100 : nil }
      }
      figures.add([.text(change.now.name), rounded(now), rounded(before), Figure(percent)])
    }
    return figures
  }

  private static func targets(_ findings: SiteFindings) throws -> Figures {
    var figures = Figures(findings.columns(of: "targets"))
    guard let times = try findings.answers["turnaround-by-assay"]?.get() else { return figures }
    let places = ["assay", "n", "p90_min", "target_min"].compactMap { name in
      times.columns.firstIndex { $0.name == name }
    }
    for row in times.rows {
      let cells = places.map { row[$0] }
      guard case .number(let p90) = cells[2], case .count(let target) = cells[3], target > 0
      else { continue }
      figures.add(
        cells + [
          .number(100 * p90 / Double(target)), .text(p90 > Double(target) ? "missed" : "met"),
        ])
    }
    return figures
  }
}
