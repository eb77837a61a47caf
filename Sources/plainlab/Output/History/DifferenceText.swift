import CommandLineKit
import History
import Tables
import Wording

extension Context {
  /// Writes what changed as people read it: table after table, row after row.
  func print(_ difference: FolderDifference) throws {
    for table in difference.tables {
      try print(console.out.styled(table.title, .bold))
      for row in table.rows { try print(row) }
      for file in table.incomparable { note("Note: \(visible("\(file)"))") }
    }
    if !difference.otherFiles.isEmpty {
      try print(console.out.styled("other files", .bold))
      for file in difference.otherFiles {
        try print("  \(styled(file.kind)) \(visible(file.path)) \(file.kind.rawValue)")
      }
    }
    note(difference.isEmpty ? "Nothing changed." : difference.summary + ".")
  }

  /// Writes what became of a row, cell by cell.
  func print(_ row: RowChange) throws {
    let head = "  \(styled(row.kind)) \(visible(row.keyText))"
    guard row.kind == .changed else {
      let cells = row.cells.map { cell in
        "\(cell.column)=\(quoted(row.kind == .added ? cell.new : cell.old))"
      }
      try print("\(head)  \(cells.joined(separator: " "))")
      return
    }
    for (i, cell) in row.cells.enumerated() {
      let place = i == 0 ? head : String(repeating: " ", count: 4 + displayWidth(row.keyText))
      try print("\(place)  \(cell.column): \(shown(cell.old)) → \(shown(cell.new))")
    }
  }

  private func styled(_ kind: RowChange.Kind) -> String {
    switch kind {
    case .added: console.out.styled("+", .green)
    case .removed: console.out.styled("-", .red)
    case .changed: console.out.styled("~", .yellow)
    }
  }

  private func shown(_ cell: String) -> String { cell.isEmpty ? "(empty)" : visible(cell) }

  /// A cell that a person can tell from the next one.
  private func quoted(_ cell: String) -> String {
    let text = visible(cell)
    return text.contains(" ") || text.contains("\"")
      ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}

extension TableDifference {
  /// `runs: 1 changed, 2 added`.
  var title: String {
    let counts = [RowChange.Kind.added, .changed, .removed].compactMap { kind -> String? in
      let count = count(of: kind)
      return count > 0 ? "\(grouped(count)) \(kind.rawValue)" : nil
    }
    let columns =
      addedColumns.map { "column \(visible($0)) added" }
      + removedColumns.map { "column \(visible($0)) removed" }
    let parts = counts + columns
    return "\(table.name): "
      + (parts.isEmpty ? "cannot be compared" : parts.joined(separator: ", "))
  }
}

extension FolderDifference {
  /// `3 rows of 2 tables`.
  var summary: String {
    let rows = tables.reduce(0) { $0 + $1.rows.count }
    let files = otherFiles.isEmpty ? "" : ", and " + counted(otherFiles.count, "other file")
    return "\(counted(rows, "row")) of \(counted(tables.count, "table"))\(files)"
  }

  /// Only what concerns some tables.
  func only(_ names: [String]) -> FolderDifference {
    FolderDifference(tables: tables.filter { names.contains($0.table.name) }, otherFiles: [])
  }
}
