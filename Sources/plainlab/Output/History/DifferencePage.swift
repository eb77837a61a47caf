import History
import Wording

/// What changed as a page that stands alone, for a review in a browser.
struct DifferencePage {
  let difference: FolderDifference
  let title: String

  init(_ difference: FolderDifference, from old: String, to new: String?) {
    self.difference = difference
    title = "Changes from \(old) to \(new ?? "the folder as it is")"
  }

  var html: String {
    let tables = difference.tables.map { table in
      "<h2>\(escaped(table.title))</h2>\n" + Self.table(of: table)
    }
    let files = difference.otherFiles.map {
      "<li>\(escaped($0.path)) \($0.kind.rawValue)</li>"
    }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(escaped(title))</title>
      <style>
      :root { color-scheme: light dark; }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: left; vertical-align: top; padding: .25rem .75rem; border-bottom: 1px solid #8888; overflow-wrap: anywhere; }
      del { background: #ff634733; } ins { background: #3cb37133; text-decoration: none; }
      </style>
      </head>
      <body>
      <h1>\(escaped(title))</h1>
      <p>\(escaped(difference.isEmpty ? "Nothing changed" : difference.summary)).</p>
      \(tables.joined(separator: "\n"))
      \(files.isEmpty ? "" : "<h2>Other files</h2>\n<ul>\(files.joined())</ul>")
      </body>
      </html>
      """
  }

  private static func table(of difference: TableDifference) -> String {
    let rows = difference.rows.flatMap { row in
      row.cells.enumerated().map { i, cell in
        let head =
          i > 0
          ? ""
          : "<th scope=\"rowgroup\" rowspan=\"\(row.cells.count)\">\(escaped(row.keyText))<br>"
            + "<small>\(row.kind.rawValue)</small></th>"
        let old = cell.old.isEmpty ? "" : "<del>\(escaped(cell.old))</del>"
        let new = cell.new.isEmpty ? "" : "<ins>\(escaped(cell.new))</ins>"
        return "<tr>\(head)<td>\(escaped(cell.column))</td><td>\(old)</td><td>\(new)</td></tr>"
      }
    }
    let faults = difference.incomparable.map { "<p>\(escaped("\($0)"))</p>" }
    return """
      <table>
      <thead><tr><th>Key</th><th>Column</th><th>Before</th><th>After</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table>
      \(faults.joined(separator: "\n"))
      """
  }
}

/// Text that is nothing but text in HTML. Controls are shown as people see them in the terminal.
private func escaped(_ text: String) -> String {
  visible(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    .replacing(">", with: "&gt;").replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
}
