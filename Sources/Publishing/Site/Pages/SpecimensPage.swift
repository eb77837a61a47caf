import Analytics
import Wording

// The rows behind the figures.
extension SitePage {
  static let specimens = SitePage(
    name: "specimens", title: "Specimens", lead: "The specimens behind the figures.",
    sections: [
      SiteSection(
        "late-now", "Late now", "Open specimens that are older than promised, the worst first.",
        of: .metrics, "sla", ("list", ""), ("state", "open-breached")),
      SiteSection(
        "at-risk", "At risk",
        "Open specimens that have used up 80 % of the time promised, and can still be in time.",
        of: .metrics, "sla", ("list", ""), ("state", "at-risk")),
      SiteSection(
        "came-late", "Came late", "Results that took longer than promised, the worst first.",
        of: .metrics, "sla", ("list", ""), ("state", "closed-breached")),
      SiteSection(
        "open-now", "Open now", "Specimens without result or error, the oldest first.",
        columns: SpecimenRows.columns(.open),
        command:
          "plainlab list specimens --where status!=COMPLETED --where status!=ERROR --sort received_at"
      ) { try figures(of: $0.open, "specimen", "open") },
      SiteSection(
        "newest-errors", "Newest errors", "Specimens that ended in an error, the newest first.",
        columns: SpecimenRows.columns(.errors), command: newest("ERROR")
      ) { try figures(of: $0.errors, "error", "in the period") },
      SiteSection(
        "newest-results", "Newest results", "Specimens with a result, the newest first.",
        columns: SpecimenRows.columns(.results), command: newest("COMPLETED")
      ) { try figures(of: $0.results, "result", "in the period") },
      SiteSection(
        "newest-received", "Newest arrivals", "Specimens that came, the newest first.",
        columns: SpecimenRows.columns(.received),
        command: "plainlab list specimens --sort received_at --descending"
      ) { try figures(of: $0.received, "specimen", "in the period") },
    ])

  private static func newest(_ status: String) -> String {
    "plainlab list specimens --where status=\(status) --sort processed_at --descending"
  }

  private static func figures(
    of rows: Result<SpecimenRows, any Error>, _ noun: String, _ which: String
  ) throws -> Figures {
    let rows = try rows.get()
    var figures = rows.figures
    figures.remarks = ["\(counted(rows.total, noun)) \(which)."]
    return figures
  }
}
