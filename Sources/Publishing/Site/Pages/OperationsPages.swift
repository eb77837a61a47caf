import Analytics

// What was done in the lab, how long it took and what waits.
extension SitePage {
  static let turnaround = SitePage(
    name: "turnaround", title: "Turnaround",
    lead: "How long it takes from the reception of a specimen to its result.",
    sections: [
      SiteSection(
        "turnaround-by-assay", "By assay",
        "Half of the results were there within p50, nine in ten within p90. A result is over its "
          + "target when it took longer than the lab aims for.",
        of: .metrics, "tat", selection: .assay, rows: "newest-results"),
      SiteSection(
        "turnaround-by-machine", "By machine", "The same times by the analyzer.",
        of: .metrics, "tat", ("by", "machine"), selection: .machine, rows: "newest-results"),
      SiteSection(
        "turnaround-with-open", "With those that still wait",
        "Slow specimens of today have no result yet. Here they count with their age.",
        of: .metrics, "tat", ("censored", ""), rows: "open-now"),
    ])

  static let throughput = SitePage(
    name: "throughput", title: "Throughput", lead: "How many results the lab gives.",
    sections: [
      SiteSection(
        "throughput-by-day", "By day", "Specimens with a result, by the day on the lab's calendar.",
        of: .metrics, "throughput", selection: .day, rows: "newest-results"),
      SiteSection(
        "throughput-by-machine", "By week and machine", "What each analyzer completed in a week.",
        of: .metrics, "throughput", ("grain", "week"), ("by", "machine"), rows: "newest-results"),
      SiteSection(
        "throughput-by-assay", "By week and assay", "What was completed of each assay in a week.",
        of: .metrics, "throughput", ("grain", "week"), ("by", "assay"), rows: "newest-results"),
    ])

  static let errors = SitePage(
    name: "errors", title: "Errors", lead: "How many specimens end without a result, and why.",
    sections: [
      SiteSection(
        "errors-by-machine", "By machine",
        "A machine above the funnel's limits fails more often than chance would have it.",
        of: .metrics, "errors", selection: .machine, rows: "newest-errors"),
      SiteSection(
        "errors-by-assay", "By assay", "The same by assay.",
        of: .metrics, "errors", ("by", "assay"), selection: .assay, rows: "newest-errors"),
      SiteSection(
        "errors-by-code", "By cause", "What was wrong, the most frequent first.",
        of: .metrics, "errors", ("by", "code"), rows: "newest-errors"),
    ])

  static let promised = SitePage(
    name: "sla", title: "In time (SLA)", lead: "Whether results come as soon as promised.",
    sections: [
      SiteSection(
        "sla-by-assay", "By assay",
        "Results in time and late, and open specimens that are late already or may be soon.",
        of: .metrics, "sla", selection: .assay, rows: "late-now")
    ])

  static let backlog = SitePage(
    name: "backlog", title: "Backlog", lead: "What waits for a result, and for how long.",
    sections: [
      SiteSection(
        "backlog-by-assay", "By assay", "Open specimens by their age.",
        of: .metrics, "backlog", rows: "open-now"),
      SiteSection(
        "backlog-by-machine", "By machine", "Where work piles up.",
        of: .metrics, "backlog", ("by", "machine"), rows: "open-now"),
    ])

  static let workload = SitePage(
    name: "workload", title: "Workload", lead: "When specimens arrive.",
    sections: [
      SiteSection(
        "workload-by-hour", "By weekday and hour",
        "How many specimens arrive in an hour of the week, on average.",
        of: .metrics, "workload", rows: "newest-received")
    ])
}
