import Analytics
import JSONText
import Tables
import Wording

/// A page as a file of HTML: its frame, its navigation, its sections.
struct PageMarkup {
  let page: SitePage
  let findings: SiteFindings
  /// All pages, for the navigation and for links between figures.
  let pages: [SitePage]
  /// Changes whenever a figure does.
  let version: String
  /// Whether the site is written anew when the lab changes, so that the page looks for that.
  let isWatched: Bool
  /// The pages of procedures by their names.
  let procedurePages: [String: String]

  /// What a page may load: its own files, the style that pictures bring, and nothing from anywhere
  /// else.
  static let policy = [
    "default-src 'none'", "style-src 'self' '\(SiteStyle.pictureHash)'", "script-src 'self'",
    "img-src 'self' data:", "connect-src 'self'", "base-uri 'none'", "form-action 'none'",
  ].joined(separator: "; ")

  var html: String {
    var markup = Markup()
    markup.add(literal: "<!DOCTYPE html>\n")
    markup.element(
      "html",
      ["lang": "en", "data-version": version, "data-watched": isWatched ? "" : nil]
    ) { html in
      html.add(literal: "\n")
      html.element("head") { addHead(to: &$0) }
      html.add(literal: "\n")
      html.element("body") { addBody(to: &$0) }
      html.add(literal: "\n")
    }
    markup.add(literal: "\n")
    return markup.text
  }

  private func addHead(to head: inout Markup) {
    head.add(literal: "\n<meta charset=\"utf-8\"/>\n")
    head.element("meta", ["http-equiv": "Content-Security-Policy", "content": Self.policy])
    head.add(literal: "\n<meta name=\"viewport\" content=\"width=device-width\"/>\n")
    head.add(literal: "<meta name=\"color-scheme\" content=\"light dark\"/>\n")
    head.add(literal: "<meta name=\"referrer\" content=\"no-referrer\"/>\n")
    head.element("title", [:], "\(page.title) · \(findings.lab.name)")
    head.add(literal: "\n<link rel=\"icon\" href=\"data:,\"/>\n")
    head.element("link", ["rel": "stylesheet", "href": SiteStyle.file])
    head.add(literal: "\n")
    head.element("script", ["src": SiteScript.file, "defer": ""]) { _ in }
    head.add(literal: "\n")
  }

  private func addBody(to body: inout Markup) {
    body.add(literal: "\n")
    body.element("a", ["class": "skip", "href": "#content"], "Skip to the content")
    body.add(literal: "\n")
    body.element("header") { header in
      header.element("p", ["class": "lab"]) { $0.element("a", ["href": "index.html"], labName) }
      header.element("p", ["class": "moment"], moment)
      header.add(literal: "\n")
      addNavigation(to: &header)
    }
    body.add(literal: "\n")
    body.element("main", ["id": "content", "tabindex": "-1"]) { addMain(to: &$0) }
    body.add(literal: "\n")
    body.element("footer") { addFooter(to: &$0) }
    body.add(literal: "\n")
  }

  private var labName: String { findings.lab.name }

  private var moment: String {
    findings.lab.moment.map { "Data as of \(findings.lab.zone.minute($0))" }
      ?? "No file has a time yet"
  }

  private func addNavigation(to header: inout Markup) {
    header.element("nav", ["aria-label": "Pages"]) { nav in
      nav.element("ul") { list in
        for other in pages where other.parent == nil {
          list.add(literal: "\n")
          list.element("li") { item in
            let isHere = other.name == page.name
            item.element(
              "a",
              [
                "href": other.file,
                "aria-current": isHere ? "page" : other.name == page.parent ? "true" : nil,
              ], other.title)
          }
        }
      }
    }
  }

  private func addMain(to main: inout Markup) {
    main.add(literal: "\n")
    main.element("h1", [:], page.title)
    main.element("p", ["class": "lead"], page.lead)
    if let period = periodText { main.element("p", ["class": "period"], period) }
    addFaultWarning(to: &main)
    if let cube = findings.cube, !page.measures.isEmpty, !cube.cells.isEmpty {
      SelectionForm(cube: cube, page: page, zone: findings.lab.zone).add(to: &main)
    }
    for section in page.sections {
      main.add(literal: "\n")
      SectionMarkup(section, self).add(to: &main)
    }
    main.add(literal: "\n")
  }

  /// Which days are looked at; `nil` where the page has sections that say so themselves.
  private var periodText: String? {
    let hasPeriod = page.sections.contains { $0.asked(findings.question) != nil }
    guard hasPeriod, let words = findings.periodWords else { return nil }
    return "\(words), unless it is said otherwise."
  }

  /// That figures may be wrong where files are.
  private func addFaultWarning(to main: inout Markup) {
    guard let check = findings.lab.check else { return }
    let errors = check.list.count(of: .error)
    guard errors > 0, page.name != SitePage.files.name else { return }
    main.element("p", ["class": "warning"]) { warning in
      warning.add(
        "The files have \(counted(errors, "error")), and figures leave out what cannot be read: ")
      warning.element("a", ["href": SitePage.files.file], "see them")
      warning.add(".")
    }
  }

  private func addFooter(to footer: inout Markup) {
    footer.element("p", ["id": "refresh", "role": "status"]) { _ in }
    footer.element("p") { line in
      line.add("Written by plainlab from the files of the lab. The same figures for programs: ")
      line.element("a", ["href": SiteInterface.descriptionFile], "openapi.json")
      line.add(".")
    }
  }
}

extension PageMarkup {
  /// The section and page by a section's name, as a link.
  func link(toSection name: String) -> String? {
    pages.first { $0.sections.contains { $0.name == name } }.map { found in
      (found.name == page.name ? "" : found.file) + "#" + name
    }
  }

  /// Where on the site the rows are that a command shows; `nil` where it has none.
  func link(toCommand command: String) -> String? {
    let line = command.dropFirst(findings.lab.program.count)
    for (start, section) in Self.sectionsOfCommands where line.hasPrefix(start) {
      return link(toSection: section)
    }
    for page in pages where page.parent == nil {
      for section in page.sections {
        guard case .metric(let metric, _) = section.source else { continue }
        let words = metric.command.dropFirst("plainlab".count)
        if line == words || line.hasPrefix(words + " ") { return link(toSection: section.name) }
      }
    }
    return nil
  }

  private static let sectionsOfCommands = [
    (" metrics sla --list --state open-breached", "late-now"),
    (" metrics sla --list --state at-risk", "at-risk"),
    (" metrics sla --list --state closed-breached", "came-late"),
    (" qc levey-jennings", "westgard"), (" check", "findings"), (" run ", "newest-runs"),
  ]
}
