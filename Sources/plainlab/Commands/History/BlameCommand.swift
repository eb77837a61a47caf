import CommandLineKit
import History
import Tables
import Wording

enum BlameCommand {
  static let command = Command(
    "blame", "Who last set each cell of a row, when, and in which commit.",
    discussion: """
      Goes back through the history until every cell is explained. What was edited by hand is in it \
      like what Plainlab wrote, as git keeps both. The exit status is 1 when there is no such row.
      """,
    examples: [
      Example("plainlab blame runs 12", "who started, who completed, who noted"),
      Example("plainlab blame specimens L51429326 --format csv", "for an auditor"),
    ],
    columns: columns,
    TableName.argument,
    Argument("key", "The row's key"),
    Option("format", default: OutputFormat.table, "How rows are written"),
    status: { context, name, key, format in
      let store = try context.store()
      let table = try store.table(named: name)
      guard let row = try FoundRow.find(key, in: table, store) else {
        context.note(
          "There is no row '\(visible(key))' in \(table.name). 'plainlab log \(table.name) KEY' tells "
            + "of rows that were removed.")
        return .findings
      }
      let causes = try causes(of: row, in: table, key, store, context)
      try context.rows(columns.map { Heading($0.name) }, as: format) { rows in
        for (column, cell) in zip(table.columns, row.cells) where !cell.isEmpty {
          let cause = causes[column.name]
          let record = cause?.record
          try rows.add([
            .text(column.name), .text(cell), .text(cause?.old ?? ""),
            record.map { .text($0.short) } ?? .null, record.map { .text($0.instant) } ?? .null,
            record.map { .text($0.author) } ?? .null, record.map { .text($0.email) } ?? .null,
            record.map { .text($0.subject) } ?? .null,
          ])
        }
      }
      return .success
    })

  private static let columns: [(name: String, meaning: String)] = [
    ("column", "The column; those whose cell is empty are left out."),
    ("value", "What stands in its cell."),
    ("old", "What stood there before."),
    ("commit", "The commit that set it; empty where it was not committed yet."),
    ("time", "When its author made it, in UTC."),
    ("author", "Who made it."),
    ("email", "The author's e-mail."),
    ("subject", "The first line of the commit's message."),
  ]

  /// The change that set each cell, by its column.
  private static func causes(
    of row: FoundRow, in table: TableSchema, _ key: String, _ store: Store, _ context: Context
  ) throws -> [String: (record: CommitRecord?, old: String)] {
    var left = Set(zip(table.columns, row.cells).filter { !$1.isEmpty }.map(\.0.name))
    var causes: [String: (record: CommitRecord?, old: String)] = [:]
    try RowHistory(key, in: table, store).entries(context) { entry in
      for cell in entry.change.cells where left.remove(cell.column) != nil {
        causes[cell.column] = (entry.record, cell.old)
      }
      return left.isEmpty ? .enough : .more
    }
    return causes
  }
}
