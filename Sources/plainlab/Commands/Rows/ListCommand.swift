import CSVText
import CommandLineKit
import Lab
import Tables

enum ListCommand {
  static let command = Command(
    "list", "Show the rows of a table.",
    discussion: """
      Conditions compare a column with a value: = and !=; < <= > >= in the order of numbers, dates \
      and times; ~ for text that contains the value, without regard to case. With several --where \
      all must hold. Where times are compared, a day equals any time in it, and else stands for its \
      first second, in UTC. An empty value stands for an empty cell.
      """,
    examples: [
      Example("plainlab list specimens --where status=ERROR --limit 10", "the first ten errors"),
      Example("plainlab list specimens --where 'received_at>2026-11-01'", "what came since"),
      Example(
        "plainlab list runs --columns id,status --sort start_time --descending",
        "the newest runs first"),
    ],
    TableName.argument,
    Options("where", placeholder: "CONDITION", "Only rows for which this holds, as COLUMN=VALUE"),
    Option("columns", placeholder: "A,B,…", "Only these columns, in this order"),
    Option("sort", placeholder: "COLUMN", "Order rows by this column"),
    Flag("descending", "Order them the other way round"),
    Option("limit", as: Int.self, "At most so many rows"),
    Flags.at,
    Option("format", default: OutputFormat.table, "How rows are written"),
    run: { context, name, conditions, columns, sort, isDescending, limit, revision, format in
      let store = try context.store(at: revision)
      let table = try store.table(named: name)
      if let limit, limit < 0 { throw UsageError("--limit is a number of rows, not \(limit).") }
      let listing = Listing(
        table: table,
        columns: try columns.map { try ordinals(of: $0, in: table) }
          ?? Array(table.columns.indices),
        conditions: try conditions.map { try Condition($0, table) }, limit: limit,
        sortColumn: try sort.map { try table.ordinal(ofColumn: $0) }, isDescending: isDescending)
      try listing.write(store, context, as: format)
    })

  private static func ordinals(of names: String, in table: TableSchema) throws -> [Int] {
    let names = names.split(separator: ",")
    guard !names.isEmpty else { throw UsageError("--columns needs the name of a column.") }
    return try names.map { try table.ordinal(ofColumn: String($0)) }
  }
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

/// Some columns of some rows of a table.
private struct Listing {
  let table: TableSchema
  let columns: [Int]
  let conditions: [Condition]
  let limit: Int?
  let sortColumn: Int?
  let isDescending: Bool

  private typealias Sorted = (rank: CellRank?, fields: [Field])

  func write(_ store: Store, _ context: Context, as format: OutputFormat) throws {
    let names = table.columns.map(\.name)
    var lost = 0
    var shown = 0
    try context.rows(columns.map { Heading(table.columns[$0]) }, as: format) { rows in
      var left = limit ?? .max
      var kept: [Sorted] = []
      let summary = try store.read(table, columns: names) { batch, projection in
        for record in 0..<batch.count {
          guard left > 0 else { return .enough }
          let cell = { (column: Int) in projection.columns[column] }
          guard conditions.allSatisfy({ $0.holds(batch, record, cell($0.column)) }) else {
            continue
          }
          let fields = columns.map { Field(batch, record, cell($0), table.columns[$0].type) }
          if let sortColumn {
            kept.append((rank(batch, record, cell(sortColumn), sortColumn), fields))
            // Of a few rows of millions only some times as many are ever held.
            if let limit, kept.count > 10_000 + 2 * limit {
              kept = Array(sorted(kept).prefix(limit))
            }
          } else {
            try rows.add(fields)
            left -= 1
            shown += 1
          }
        }
        return .more
      }
      for row in sorted(kept).prefix(left) {
        try rows.add(row.fields)
        shown += 1
      }
      lost = summary.lost
    }
    if shown == 0 { context.note("No rows.") }
    if lost > 0 { context.noteLost(lost) }
  }

  private func rank(
    _ batch: borrowing RecordBatch, _ record: Int, _ at: Int, _ column: Int
  ) -> CellRank? {
    guard at >= 0 else { return nil }
    return batch.withCell(record, at) { cell in
      cell.isEmpty ? nil : CellRank(cell, table.columns[column].type)
    }
  }

  /// Rows in the order of their cells; equal ones as in the file, empty ones last.
  private func sorted(_ rows: [Sorted]) -> [Sorted] {
    rows.enumerated().sorted { left, right in
      switch (left.element.rank, right.element.rank) {
      case (let a?, let b?) where a != b: isDescending ? b < a : a < b
      case (_?, nil): true
      case (nil, _?): false
      default: left.offset < right.offset
      }
    }.map(\.element)
  }
}
