import CommandLineKit
import Lab
import Tables

enum ListCommand {
  static let command = Command(
    "list", "Show the rows of a table.",
    discussion: ListingOptions.discussion,
    examples: [
      Example("plainlab list specimens --where status=ERROR --limit 10", "the first ten errors"),
      Example("plainlab list specimens --where 'received_at>2026-11-01'", "what came since"),
      Example(
        "plainlab list runs --columns id,status --sort start_time --descending",
        "the newest runs first"),
    ],
    TableName.argument,
    ListingOptions.all,
    Flags.at,
    Option("format", default: OutputFormat.table, "How rows are written"),
    run: { context, name, words, revision, format in
      let store = try context.store(at: revision)
      let listing = try Listing(try store.table(named: name), words)
      var (shown, lost) = (0, 0)
      let headings = listing.columns.map { Heading(listing.table.columns[$0]) }
      try context.rows(headings, as: format) { rows in
        lost = try listing.read(store) { fields in
          try rows.add(fields)
          shown += 1
        }
      }
      if shown == 0 { context.note("No rows.") }
      if lost > 0 { context.noteLost(lost) }
    })
}

extension Store {
  /// The table of this name, or the sentence that helps to find it.
  func table(named name: String) throws -> TableSchema {
    if let table = catalog[name] { return table }
    throw UsageError.unknown("table", name, among: catalog.names)
  }
}

extension TableSchema {
  func ordinal(ofColumn name: String) throws -> Int {
    if let column = column(named: name) { return column }
    throw UsageError.unknown("column of \(self.name)", name, among: columns.map(\.name))
  }
}
