import Analytics
import Lab
import Tables

// Whether the work is under control.
extension SitePage {
  /// More instruments than this have no charts of their own on the page.
  private static let chartLimit = 24

  static func quality(of findings: SiteFindings) -> SitePage {
    let materials = (try? findings.lab.store.rows(of: QCMaterial.self)) ?? []
    let all = Set(materials.map(\.resource.text)).sorted()
    let machines = all.prefix(chartLimit)
    let leftOut =
      all.count > chartLimit
      ? " The first \(chartLimit) of \(all.count) instruments have charts of their own here; "
        + "'plainlab qc levey-jennings --machine CODE' shows those of any."
      : ""
    return SitePage(
      name: "quality", title: "Quality",
      lead: "Whether controls are as they should be." + leftOut,
      sections: [
        SiteSection(
          "westgard", "Out of control",
          "Results of controls that break a Westgard rule. A rejected one says that results of its "
            + "run cannot be trusted.",
          of: .qc, "westgard"),
        SiteSection(
          "sigma", "Sigma",
          "How many deviations fit between a control's bias and its allowed error.",
          of: .qc, "sigma"),
      ]
        + machines.enumerated().map { place, machine in
          SiteSection(
            "controls-\(place + 1)", "Controls of \(machine)",
            "Each result's distance from its target, in standard deviations, by time.",
            of: .qc, "levey-jennings", ("machine", machine))
        } + [
          SiteSection(
            "error-share", "Share of errors by week",
            "The share of specimens that end in an error, against its usual limits.",
            of: .qc, "p", ("by", "none"), ("grain", "week"), rows: "newest-errors")
        ])
  }
}
