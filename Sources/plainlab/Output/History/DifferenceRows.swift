import CommandLineKit
import History
import Tables

/// What changed as rows for programs: one for each cell.
struct DifferenceRows {
  let difference: FolderDifference

  init(_ difference: FolderDifference) { self.difference = difference }

  static let columns: [(name: String, meaning: String)] = [
    ("table", "The table."),
    ("key", "The row's primary key; '/' between the parts of one of several columns."),
    ("change", "added, removed or changed."),
    ("column", "The column of the cell."),
    ("old", "What stood there; empty where nothing did."),
    ("new", "What stands there."),
    ("file", "The file in which the row stands, or stood when it was removed."),
    ("line", "Its line there."),
  ]

  func write(_ context: Context, as format: OutputFormat) throws {
    let headings = Self.columns.map { name, _ in
      name == "line" ? Heading.number(name) : Heading(name)
    }
    try context.rows(headings, as: format) { rows in
      for table in difference.tables {
        for row in table.rows {
          for cell in row.cells {
            try rows.add([
              .text(table.table.name), .text(row.keyText), .text(row.kind.rawValue),
              .text(cell.column), .text(cell.old), .text(cell.new), .text(row.file),
              .int(row.line),
            ])
          }
        }
      }
    }
    for file in difference.tables.flatMap(\.incomparable) { context.note("Note: \(file)") }
  }
}
