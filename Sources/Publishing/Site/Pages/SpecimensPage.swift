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
        "newest-errors", "Newest errors", "Specimens that ended in an error, the newest first.",
        columns: NewestSpecimens.columns(.failed),
        command: newest("ERROR")
      ) { try figures(of: $0.newestErrors, "error") },
      SiteSection(
        "newest-results", "Newest results", "Specimens with a result, the newest first.",
        columns: NewestSpecimens.columns(.completed),
        command: newest("COMPLETED")
      ) { try figures(of: $0.newestResults, "result") },
    ])

  private static func newest(_ status: String) -> String {
    "plainlab list specimens --where status=\(status) --sort processed_at --descending"
  }

  private static func figures(
    of newest: Result<NewestSpecimens, any Error>, _ noun: String
  ) throws -> Figures {
    let newest = try newest.get()
    var figures = newest.figures
    figures.remarks = ["\(counted(newest.total, noun)) in the period."]
    return figures
  }
}
