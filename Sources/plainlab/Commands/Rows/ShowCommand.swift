import CSVText
import CommandLineKit
import JSONText
import Lab
import Tables
import Wording

enum ShowCommand {
  static let command = Command(
    "show", "Show one row, what it refers to, and what refers to it.",
    discussion: """
      The row is named by its primary key, or by the value of a column in which every row has its \
      own, as a specimen's identifier. The parts of a key of several columns have '/' between them.
      """,
    examples: [
      Example("plainlab show runs 12", "a run, its procedure, and how to list its steps"),
      Example("plainlab show specimens L51429326", "a specimen by the identifier on its tube"),
    ],
    TableName.argument,
    Argument("key", "The row's key"),
    Flags.at,
    Option("format", default: Format.text, "How the row is written"),
    status: { context, name, key, revision, format in
      let store = try context.store(at: revision)
      let table = try store.table(named: name)
      guard let row = try FoundRow.find(key, in: table, store) else {
        context.note("There is no row '\(visible(key))' in \(table.name).")
        return .findings
      }
      switch format {
      case .text: try row.write(store, context)
      case .json: try context.print(row.json.compact)
      }
      return .success
    })

  enum Format: String, CaseIterable, ParameterValue { case text, json }
}

/// One row and where it stands.
struct FoundRow {
  let table: TableSchema
  let cells: [String]
  let file: String
  let line: Int

  /// Finds a row by its primary key, else by a unique column. Reads the table once.
  static func find(_ key: String, in table: TableSchema, _ store: Store) throws -> FoundRow? {
    let unique = table.columns.indices.filter { table.columns[$0].isUnique }
    var second: FoundRow?
    var found: FoundRow?
    try store.read(table, columns: table.columns.map(\.name)) { batch, projection in
      for record in 0..<batch.count {
        let primary = projection.texts(batch, record, table.primaryKey).joined(separator: "/")
        let isPrimary = !table.primaryKey.isEmpty && primary == key
        // An empty cell is no value that a row could be found by.
        let isUnique =
          second == nil && !key.isEmpty && projection.texts(batch, record, unique).contains(key)
        guard isPrimary || isUnique else { continue }
        let row = FoundRow(
          table: table, cells: projection.texts(batch, record, table.columns.indices),
          file: store.tree.title(of: projection.file.path), line: batch.line(of: record))
        if isPrimary {
          found = row
          return .enough
        }
        second = row
      }
      return .more
    }
    return found ?? second
  }

  /// The cells of its primary key.
  var key: [String] { table.primaryKey.map { cells[$0] } }

  fileprivate var json: JSON {
    .object(
      zip(table.columns, cells).map { column, cell in
        let isNumber = column.type.isNumeric || column.type == .bool
        let value = isNumber ? (try? JSON(parsing: cell)) ?? .string(cell) : .string(cell)
        return .init(column.name, cell.isEmpty ? .null : value)
      })
  }

  fileprivate func write(_ store: Store, _ context: Context) throws {
    let console = context.console
    let title = key.joined(separator: "/")
    try context.print(
      console.out.styled("\(table.name) \(visible(title))", .bold) + "  \(visible(file)):\(line)")
    let width = table.columns.map(\.name.count).max() ?? 0
    for (column, cell) in zip(table.columns, cells) {
      let target = try describeTarget(of: column, cell, store)
      let name = visible(column.name).padded(toWidth: width)
      let shown = cell.isEmpty ? "-" : visible(cell)
      try context.print("  \(name)  \(shown)\(target.map { "  → \($0)" } ?? "")")
    }
    try writeReferring(store, context)
  }

  /// The row that a cell refers to, in a few words.
  private func describeTarget(
    of column: ColumnSchema, _ cell: String, _ store: Store
  ) throws -> String? {
    guard let reference = column.reference, !cell.isEmpty,
      let target = store.catalog[reference.table]
    else { return nil }
    if case .list = column.type { return reference.table }
    guard let ordinal = target.column(named: reference.column) else { return nil }
    var words: String?
    try store.read(target, columns: target.columns.map(\.name)) { batch, projection in
      let at = projection.columns[ordinal]
      // Another file of the table may have the column.
      guard at >= 0 else { return .more }
      for record in 0..<batch.count where batch.text(record, at) == cell {
        let name = target.columns.indices.first {
          ["name", "full_name", "title", "description"].contains(target.columns[$0].name)
        }
        var said = ""
        if let name { said = projection.text(batch, record, name) }
        words = reference.table + (said.isEmpty ? "" : ": \(visible(said))")
        return .enough
      }
      return .more
    }
    return words ?? "not there in \(reference.table)"
  }

  /// Counts the rows of every table that refer to this one, with the command that lists them.
  private func writeReferring(_ store: Store, _ context: Context) throws {
    var lines: [String] = []
    for (ordinal, column) in table.columns.enumerated() where !cells[ordinal].isEmpty {
      for (other, referring) in store.catalog.references(to: table.name, column.name) {
        let count = try count(of: cells[ordinal], other, referring, store)
        guard count > 0 else { continue }
        let rows = counted(count, "row")
        var line = "  \(rows) of \(other.name)"
        if case .list = referring.type {
          line += " (\(referring.name))"
        } else {
          line +=
            "  plainlab list \(other.name) --where \(referring.name)=\(shellWord(visible(cells[ordinal])))"
        }
        lines.append(line)
      }
    }
    guard !lines.isEmpty else { return }
    try context.print()
    try context.print("Referred to by")
    for line in lines { try context.print(line) }
  }

  private func count(
    of value: String, _ other: TableSchema, _ column: ColumnSchema, _ store: Store
  ) throws -> Int {
    var count = 0
    let isList = if case .list = column.type { true } else { false }
    try store.read(other, columns: [column.name]) { batch, projection in
      let at = projection.columns[0]
      guard at >= 0 else { return .more }
      for record in 0..<batch.count {
        let cell = batch.text(record, at)
        let refers =
          isList ? cell.split(separator: ";").contains { $0 == value } : cell == value
        if refers { count += 1 }
      }
      return .more
    }
    return count
  }
}
