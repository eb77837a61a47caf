import Analytics
import Wording

/// Figures as a table of a page. A long one scrolls within itself, and is whole on paper.
struct FiguresTable {
  private let figures: Figures
  private let section: SiteSection
  private let page: PageMarkup
  /// The places of the columns that say something here.
  private let shown: [Int]

  /// Tables of more rows scroll within themselves.
  private static let shortRows = 16
  /// Cells of more characters get room for several words on a line.
  private static let longText = 20

  init(_ figures: Figures, _ section: SiteSection, _ page: PageMarkup) {
    self.figures = figures
    self.section = section
    self.page = page
    shown = figures.columns.indices.filter { place in
      !section.omitted.contains(figures.columns[place].name)
        && figures.rows.contains { $0[place] != .none }
    }
  }

  /// The column that names the rows; `nil` where the first one is a number.
  private var names: Int? { shown.first.flatMap { figures.columns[$0].isNumber ? nil : $0 } }

  func add(to body: inout Markup) {
    guard !figures.rows.isEmpty else {
      body.element("p", ["class": "empty"], emptyText)
      return
    }
    let isLong = figures.rows.count > Self.shortRows
    body.element(
      "div",
      [
        "class": isLong ? "rows long" : "rows", "tabindex": "0", "role": "region",
        "aria-label": "Table: \(section.title)",
      ]
    ) { region in
      region.element(
        "table",
        ["data-selection": section.selection?.rawValue, "data-section": section.name]
      ) { addTable(to: &$0) }
    }
    let hidden = figures.rows.count - SiteFindings.rowLimit
    if hidden > 0 {
      body.element(
        "p", ["class": "remark"],
        "\(counted(hidden, "more row")) not shown; the command below shows all.")
    }
  }

  private var emptyText: String {
    section.form == .table && section.selection == nil ? "None." : "Nothing in this time."
  }

  private func addTable(to table: inout Markup) {
    table.add(literal: "\n")
    table.element("caption", [:], section.title)
    table.element("thead") { head in
      head.element("tr") { row in
        for column in shown.map({ figures.columns[$0] }) {
          row.element(
            "th",
            [
              "scope": "col", "data-column": column.name,
              "class": column.isNumber ? "number" : nil,
            ], column.heading)
        }
      }
    }
    table.add(literal: "\n")
    table.element("tbody") { body in
      for row in figures.rows.prefix(SiteFindings.rowLimit) {
        body.add(literal: "\n")
        body.element("tr") { add(row, to: &$0) }
      }
    }
    table.add(literal: "\n")
  }

  private func add(_ row: [Figure], to markup: inout Markup) {
    for place in shown {
      let column = figures.columns[place]
      let text = row[place].text(column.kind, in: page.findings.lab.zone)
      let style = Self.style(of: text, column)
      if place == names {
        markup.element("th", ["scope": "row", "class": style]) { add(text, of: column, to: &$0) }
      } else {
        markup.element("td", ["class": style]) { add(text, of: column, to: &$0) }
      }
    }
  }

  private static func style(of text: String, _ column: FigureColumn) -> String? {
    switch column.kind {
    case .count, .decimals, .significant: "number"
    case .text, .instant, .flag: text.count > longText ? "words" : nil
    }
  }

  private func add(_ text: String, of column: FigureColumn, to cell: inout Markup) {
    if column.name == "procedure", let file = page.procedurePages[text], file != page.page.file {
      cell.element("a", ["href": file], text)
    } else {
      cell.add(text)
    }
  }
}
