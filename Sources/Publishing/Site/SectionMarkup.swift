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
      addMeanings(of: figures, to: &body)
    case .cards: FigureCards(figures, page).add(to: &body)
    case .list: AttentionList(figures, page).add(to: &body)
    }
    for remark in figures.remarks { body.element("p", ["class": "remark"], remark) }
  }

  private func addPicture(of figures: Figures, to body: inout Markup) {
    guard let picture = figures.svg(title: section.title, id: section.name + "-picture") else {
      return
    }
    body.element("div", ["class": "picture", "data-picture-of": section.name]) { $0.add(picture) }
  }

  private func addMeanings(of figures: Figures, to body: inout Markup) {
    guard !figures.rows.isEmpty else { return }
    body.element("details") { details in
      details.element("summary", [:], "What the columns mean")
      details.element("dl") { list in
        for column in figures.columns {
          list.element("dt", [:], column.heading)
          list.element("dd", [:], column.meaning)
        }
      }
    }
  }

  private func addSource(to body: inout Markup) {
    body.element("p", ["class": "source"]) { line in
      if let rows = section.rows, let link = page.link(toSection: rows) {
        line.element("a", ["href": link], "The specimens behind it")
        line.add(" · ")
      }
      line.element("a", ["href": section.file], "JSON")
      line.add(" · ")
      line.element("code", [:], section.command(findings))
    }
  }
}

extension SiteSection {
  /// The command that shows the same figures.
  func command(_ findings: SiteFindings) -> String {
    switch source {
    case .metric(let metric, let options):
      findings.lab.command(of: metric, options, findings.question)
    case .told(_, let command, _): findings.lab.command(command)
    }
  }
}
