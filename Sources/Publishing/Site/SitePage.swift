import Lab
import Tables

/// A page of a site: its sections, and its place in the navigation. All pages are declared in one
/// list, from which come the navigation, the files, the api and its description.
struct SitePage: Sendable {
  /// Names its file.
  let name: String
  let title: String
  /// What a person finds here, in a sentence.
  let lead: String
  let sections: [SiteSection]
  /// The page of the navigation below which it stands; `nil` where it is one of them.
  var parent: String?

  var file: String { name + ".html" }

  /// What the page counts of a selection; empty where nothing can be selected.
  var measures: [SelectionMeasure] {
    sections.contains { $0.selection != nil } ? SelectionMeasure.measures(of: name) : []
  }

  static func file(of procedure: ProcedureRecord) -> String {
    "procedure-\(procedure.procedure.id.id).html"
  }
}

extension SitePage {
  /// Every page, in the order of the navigation.
  static func all(of findings: SiteFindings) -> [SitePage] {
    [
      today, turnaround, throughput, errors, promised, backlog, workload,
      quality(of: findings), procedures,
    ] + procedurePages(of: findings) + [runs, specimens, files]
      + (findings.lab.commits == nil ? [] : [history])
  }
}
