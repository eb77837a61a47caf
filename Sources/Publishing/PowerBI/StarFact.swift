internal import Tables

/// A table of what happened: one row for each row of a table of the lab.
struct StarFact: Sendable {
  let name: String
  let about: String
  /// The table of the lab that it is made of.
  let table: TableSchema
  /// The column of the lab by whose month its rows are put into parts; `nil` where it is one file.
  let parts: String?
  /// The keys of each row that facts behind it look up by its id. They stay in memory.
  let remembers: [String]
  let measures: [StarMeasure]
  private let made: [FactColumn]

  var columns: [StarColumn] { made.map(\.column) }

  /// - Parameter columns: In groups, as one moment makes several.
  init<Row: TableRow>(
    of row: Row.Type, parts: String? = nil, remembers: [String] = [],
    columns: [[FactColumn]], measures: [StarMeasure] = []
  ) {
    table = row.schema.table
    name = "fact_" + table.name
    about = table.about
    self.parts = parts
    self.remembers = remembers
    self.measures = measures
    made = columns.flatMap { $0 }.map { $0.describing(row.schema.table) }
  }

  /// What writes the cells of each column from what a scan reads.
  func writers(of scan: FactScan) throws -> [FactColumn.Writer] {
    try made.map { try $0.bind(scan) }
  }
}
