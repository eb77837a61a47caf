import History
import Publishing

/// What changed as a page that stands alone, for a review in a browser.
struct DifferencePage {
  let difference: FolderDifference
  let title: String

  init(_ difference: FolderDifference, from old: String, to new: String?) {
    self.difference = difference
    title = "Changes from \(old) to \(new ?? "the folder as it is")"
  }

  var html: String {
    var page = Markup()
    page.add(literal: "<!DOCTYPE html>\n")
    page.element("html", ["lang": "en"]) { html in
      html.add(literal: Self.head)
      html.element("title", [:], title)
      html.add(literal: Self.style)
      html.element("body") { addBody(to: &$0) }
      html.add(literal: "\n")
    }
    return page.text
  }

  private func addBody(to body: inout Markup) {
    body.add(literal: "\n")
    body.element("h1", [:], title)
    body.add(literal: "\n")
    body.element("p", [:], "\(difference.isEmpty ? "Nothing changed" : difference.summary).")
    for table in difference.tables {
      body.add(literal: "\n")
      body.element("h2", [:], table.title)
      body.add(literal: "\n")
      add(table, to: &body)
    }
    if !difference.otherFiles.isEmpty {
      body.add(literal: "\n")
      body.element("h2", [:], "Other files")
      body.element("ul") { list in
        for file in difference.otherFiles {
          list.element("li", [:], "\(file.path) \(file.kind.rawValue)")
        }
      }
    }
    body.add(literal: "\n")
  }

  private func add(_ difference: TableDifference, to body: inout Markup) {
    body.element("table") { table in
      table.add(literal: "\n")
      table.element("thead") { head in
        head.element("tr") { row in
          for name in ["Key", "Column", "Before", "After"] {
            row.element("th", ["scope": "col"], name)
          }
        }
      }
      table.add(literal: "\n")
      table.element("tbody") { rows in
        for row in difference.rows { add(row, to: &rows) }
      }
      table.add(literal: "\n")
    }
    for fault in difference.incomparable { body.element("p", [:], "\(fault)") }
  }

  private func add(_ change: RowChange, to rows: inout Markup) {
    for (i, cell) in change.cells.enumerated() {
      rows.add(literal: "\n")
      rows.element("tr") { row in
        if i == 0 {
          row.element("th", ["scope": "rowgroup", "rowspan": "\(change.cells.count)"]) { head in
            head.add(change.keyText)
            head.element("br")
            head.element("small", [:], change.kind.rawValue)
          }
        }
        row.element("td", [:], cell.column)
        row.element("td") { if !cell.old.isEmpty { $0.element("del", [:], cell.old) } }
        row.element("td") { if !cell.new.isEmpty { $0.element("ins", [:], cell.new) } }
      }
    }
  }

  private static let head: StaticString = """

    <head>
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width"/>
    <meta http-equiv="Content-Security-Policy" \
    content="default-src 'none'; style-src 'unsafe-inline'"/>

    """

  private static let style: StaticString = """

    <style>
    :root { color-scheme: light dark; }
    body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
    table { border-collapse: collapse; width: 100%; }
    th, td { text-align: left; vertical-align: top; padding: .25rem .75rem; \
    border-bottom: 1px solid #8888; overflow-wrap: anywhere; }
    del { background: #ff634733; } ins { background: #3cb37133; text-decoration: none; }
    </style>
    </head>

    """
}
