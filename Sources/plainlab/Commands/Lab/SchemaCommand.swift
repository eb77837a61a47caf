import CommandLineKit
import Lab
import Tables
import Wording

enum SchemaCommand {
  static let command = Command(
    "schema", "Show the tables and their columns.",
    discussion: """
      Without a name, one line a table; with one, its columns: what their cells hold, whether they \
      must be filled, what they refer to and what a deletion does. The lab's own tables, declared \
      in datapackage.json, are there too. --write brings that file up to date: what a person added \
      to it stays.
      """,
    examples: [
      Example("plainlab schema", "every table"),
      Example("plainlab schema specimens", "the columns of one"),
      Example("plainlab schema --write --dry-run", "what would change in datapackage.json"),
    ],
    Argument("table", "Name of the table").optional,
    Option("format", default: OutputFormat.table, "How rows are written"),
    Flag("write", "Write datapackage.json into the data folder"),
    Flag("dry-run", "With --write: show the change and make none"), Flags.commit,
    run: { context, table, format, isWriting, isDryRun, isCommitted in
      guard isWriting || !isDryRun else { throw UsageError("--dry-run goes with --write.") }
      guard isWriting || !isCommitted else { throw UsageError("--commit goes with --write.") }
      if isWriting {
        guard table == nil else {
          throw UsageError("--write describes every table; leave '\(table ?? "")' out.")
        }
        let mode = WritingMode(isDryRun: isDryRun, isCommitted: isCommitted)
        return try context.committing("schema --write", as: mode) {
          try write(context, isDryRun: isDryRun)
        }
      }
      let catalog = try knownTables(context)
      guard let table else { return try list(catalog, as: format, on: context) }
      guard let schema = catalog[table] else {
        throw UsageError.unknown("table", table, among: catalog.names)
      }
      try show(schema, as: format, on: context)
    })

  /// The lab's tables, with those of the data folder where there is one: the schema can be read
  /// before there is any data.
  private static func knownTables(_ context: Context) throws -> Catalog {
    guard context.isFolder(context[Globals.data]) else { return LabCatalog.catalog }
    return try context.store().catalog
  }

  private static func list(
    _ catalog: Catalog, as format: OutputFormat, on context: Context
  ) throws {
    try context.rows(["table", .number("columns"), "key", "row"], as: format) { rows in
      for table in catalog.tables {
        let key = table.primaryKey.map { table.columns[$0].name }.joined(separator: ", ")
        try rows.add(
          .text(table.name), .int(table.columns.count), .text(key), .text(table.about))
      }
    }
  }

  private static func show(
    _ table: TableSchema, as format: OutputFormat, on context: Context
  ) throws {
    let headings: [Heading] = [
      "column", "type", "required", "key", "references", "on_delete", "note",
    ]
    try context.rows(headings, as: format) { rows in
      for column in table.columns {
        try rows.add(
          .text(column.name), .text(column.type.name), .bool(column.isRequired),
          Field(column.isPrimaryKey ? "primary" : column.isUnique ? "unique" : nil),
          Field(column.reference.map { "\($0.table).\($0.column)" }),
          Field(column.reference?.onDelete.rawValue), Field(column.note.isEmpty ? nil : column.note)
        )
      }
    }
    if format == .table { tellRules(of: table, on: context) }
  }

  /// What holds beyond a cell: between the cells of a row, between rows, and from state to state.
  private static func tellRules(of table: TableSchema, on context: Context) {
    for rule in table.rules { context.note("Rule: \(visible(rule.message)).") }
    for key in table.uniqueKeys where key.count > 1 {
      let names = key.map { visible(table.columns[$0].name) }
      context.note("Unique together: \(names.joinedForReading()).")
    }
    for machine in table.stateMachines {
      let initial = machine.initial.map { visible($0) }.joinedForReading("or")
      context.note("States of \(visible(machine.name)), which begins as \(initial):")
      for state in machine.states {
        let next = machine.successors(of: state).map { visible($0) }.joined(separator: ", ")
        context.note("  \(visible(state)) " + (next.isEmpty ? "is final" : "→ \(next)"))
      }
    }
  }
}

// MARK: Writing

extension SchemaCommand {
  private static func write(_ context: Context, isDryRun: Bool) throws {
    let folder = try context.dataFolder()
    let store = try context.store(in: folder)
    // A descriptor that cannot be understood may hold a person's work: it is never replaced.
    let old = try DescriptorFile(in: folder)
    let new = Descriptor(of: LabCatalog.catalog, in: store, keeping: old?.json)
    let title = folder.title(of: Descriptor.fileName)
    // Another layout of the same JSON is no reason to write.
    guard old?.json != new.json else { return context.note("\(visible(title)) is up to date.") }
    if isDryRun {
      return try context.printDiff(
        from: Array((old?.text ?? "").utf8), to: Array(new.text.utf8), of: title)
    }
    try store.replace(
      [
        NewContent(
          Descriptor.fileName, old: old.map { Array($0.text.utf8) }, new: Array(new.text.utf8))
      ], "schema --write")
    context.note("\(visible(title)) was \(old == nil ? "written" : "brought up to date").")
  }
}
