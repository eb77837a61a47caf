import Analytics
import Tables
import Wording

/// A section of a page: heading, picture, table, what its columns mean, and where its rows are.
struct SectionMarkup {
  private let section: SiteSection
  private let page: PageMarkup

  init(_ section: SiteSection, _ page: PageMarkup) {
    self.section = section
    self.page = page
  }

  private var findings: SiteFindings { page.findings }
  private var titleID: String { section.name + "-title" }

  func add(to main: inout Markup) {
    main.element("section", ["id": section.name, "aria-labelledby": titleID]) { body in
      body.add(literal: "\n")
      body.element("h2", ["id": titleID], section.title)
      body.element("p", ["class": "about"], section.about)
      switch findings.answers[section.name] {
      case .success(let figures): add(figures, to: &body)
      case .failure(let error):
        body.element("p", ["class": "warning"], "This cannot be told: \(error)")
      case nil: break
      }
      addSource(to: &body)
      addExplanation(to: &body)
    }
  }

  private func add(_ figures: Figures, to body: inout Markup) {
    for warning in figures.warnings {
      body.element("p", ["class": "warning"], "Mind: \(warning)")
    }
    switch section.form {
    case .table:
      addPicture(of: figures, to: &body)
      FiguresTable(figures, section, page).add(to: &body)
    case .picture: addPicture(of: figures, to: &body)
    case .cards: FigureCards(page).add(to: &body)
    case .list: AttentionList(page).add(to: &body)
    }
    if !figures.remarks.isEmpty {
      body.element("p", ["class": "remark"], figures.remarks.joined(separator: " "))
    }
  }

  private func addPicture(of figures: Figures, to body: inout Markup) {
    let title = "\(page.page.title): \(section.title)"
    let id = section.name + "-picture"
    guard let picture = figures.svg(title: title, id: id, isBelowTitle: false) else { return }
    body.element(
      "div",
      [
        "class": "picture", "data-picture-of": section.name, "tabindex": "0", "role": "group",
        "aria-label": "Picture: \(section.title)",
      ]
    ) { $0.add(picture) }
  }

  private func addSource(to body: inout Markup) {
    guard let rows = section.rows, let link = page.link(toSection: rows) else { return }
    body.element("p", ["class": "source"]) { line in
      line.element("a", ["href": link], "The rows behind it")
    }
  }

  /// What the columns mean, and the command that shows the same.
  private func addExplanation(to body: inout Markup) {
    body.element("details") { details in
      details.element("summary", [:], "What this means, and how to ask for it")
      if case .metric(let metric, _) = section.source {
        details.element("p", [:], metric.definition)
      }
      details.element("dl") { list in
        for column in section.columns(findings.question) {
          list.element("dt", [:], column.heading)
          list.element("dd", [:], column.meaning)
        }
      }
      details.element("p") { line in
        line.add("In the terminal: ")
        line.element("code", [:], section.command(findings))
        line.add(". For programs: ")
        line.element("a", ["href": section.file], "JSON")
        line.add(".")
      }
    }
  }
}

extension SiteSection {
  /// The command that shows the same figures.
  func command(_ findings: SiteFindings) -> String {
    switch source {
    case .metric(let metric, let options):
      findings.lab.command(of: metric, options, findings.question)
    case .told(_, let command, _):
      Metric.all.first { $0.command == command }.map {
        findings.lab.command(of: $0, [], findings.question)
      } ?? findings.lab.command(command)
    }
  }
}
