import CommandLineKit
import History
import Tables
import Wording

enum LogCommand {
  static let command = Command(
    "log", "The commits that changed the lab, a table or a row, and what they did to it.",
    discussion: """
      The newest comes first. A row is named by its primary key, or by the value of a column in \
      which every row has its own; of a row its cells are shown, old and new. A row that was \
      removed still has its history, under its key.
      """,
    examples: [
      Example("plainlab log", "every commit that touched the lab's tables"),
      Example("plainlab log runs --limit 5", "the last five that touched runs"),
      Example("plainlab log assays TSH", "what was changed about an assay, when and by whom"),
    ],
    columns: columns,
    Argument("table", placeholder: "TABLE", "Only commits that touched this table").optional,
    Argument("key", placeholder: "KEY", "Only what was done to this row").optional,
    Option("limit", as: Int.self, "At most so many commits"),
    Option("format", default: OutputFormat.table, "How changes are written"),
    run: { context, name, key, limit, format in
      if let limit, limit < 0 { throw UsageError("--limit is a number of commits, not \(limit).") }
      let store = try context.store()
      let table = try name.map { try store.table(named: $0) }
      var entries: [Entry] = []
      if let table, let key {
        try RowHistory(key, in: table, store).entries(context) { entry in
          entries.append(
            Entry(record: entry.record, tables: [.init(name: table.name, rows: [entry.change])]))
          return entries.count == limit ?? .max ? .enough : .more
        }
      } else if limit != 0,
        let trail = try context.trail(of: TrailScope(tables: table.map { [$0.name] }))
      {
        try trail.changes(of: trail.commits) { changes in
          entries.append(Entry(changes, named: table?.name))
          return entries.count == limit ?? .max ? .enough : .more
        }
      }
      switch format {
      case .table: try entries.write(context, cells: key != nil)
      case .csv, .json: try write(entries, context, as: format)
      }
      if entries.isEmpty {
        let isNew = try context.repository().head() == nil
        context.note(isNew ? "Nothing was committed yet." : "No commit touched it.")
      }
    })

  private static let columns: [(name: String, meaning: String)] = [
    ("commit", "The commit; empty where it was not committed yet."),
    ("time", "When its author made it, in UTC."),
    ("author", "Who made it."),
    ("email", "The author's e-mail."),
    ("subject", "The first line of the commit's message."),
    ("table", "The table."),
    ("key", "The row's primary key."),
    ("change", "added, removed or changed."),
    ("column", "The column of the cell."),
    ("old", "What stood there."),
    ("new", "What stood there then."),
  ]

  private static func write(
    _ entries: [Entry], _ context: Context, as format: OutputFormat
  ) throws {
    try context.rows(columns.map { Heading($0.name) }, as: format) { rows in
      for entry in entries {
        let record = entry.record
        let head: [Field] = [
          record?.commit, record?.instant, record?.author, record?.email, record?.subject,
        ].map { $0.map { .text($0) } ?? .null }
        for table in entry.tables {
          for row in table.rows {
            for cell in row.cells {
              try rows.add(
                head + [
                  .text(table.name), .text(row.keyText), .text(row.kind.rawValue),
                  .text(cell.column), .text(cell.old), .text(cell.new),
                ])
            }
          }
        }
      }
    }
  }
}

/// A commit, and what it did to the tables that were asked about.
private struct Entry {
  struct Table {
    let name: String
    let rows: [RowChange]
    var title: String?
  }

  let record: CommitRecord?
  let tables: [Table]
  var others = 0

  init(record: CommitRecord?, tables: [Table]) {
    self.record = record
    self.tables = tables
  }

  init(_ changes: CommitChanges, named name: String?) {
    record = changes.record
    tables = changes.difference.tables.filter { name == nil || $0.table.name == name }.map {
      Table(name: $0.table.name, rows: $0.rows, title: $0.title)
    }
    others = name == nil ? changes.difference.otherFiles.count : 0
  }
}

extension [Entry] {
  /// A commit that touched more tables than this made the lab, and is told by the first of them.
  private static let mostTables = 8

  fileprivate func write(_ context: Context, cells: Bool) throws {
    for entry in self {
      try context.printHead(of: entry.record)
      for table in entry.tables.prefix(Self.mostTables) {
        if cells {
          for row in table.rows { try context.print(row) }
        } else {
          try context.print("  \(table.title ?? table.name)")
        }
      }
      let more = entry.tables.count - Self.mostTables
      if more > 0 { try context.print("  and \(counted(more, "more table"))") }
      if entry.others > 0 { try context.print("  \(counted(entry.others, "other file"))") }
    }
  }
}

extension Context {
  /// Writes which commit it was.
  func printHead(of record: CommitRecord?) throws {
    guard let record else {
      try print(console.out.styled("not committed yet", .bold))
      return
    }
    try print(
      "\(console.out.styled(record.short, .yellow))  \(record.instant)  \(visible(record.author))  "
        + visible(record.subject))
  }
}
