/// The tables that belong together: those a folder of data may hold.
public struct Catalog: Sendable {
  public let tables: [TableSchema]
  /// The one among them that holds rules about all; `nil` where there is none.
  let ruleTable: RuleTable?
  private let places: [String: Int]

  /// Tables in the order in which people think of them; it is also the order of findings.
  public init(_ tables: [TableSchema], ruleTable: RuleTable? = nil) {
    self.tables = tables
    self.ruleTable = ruleTable
    places = Dictionary(uniqueKeysWithValues: tables.enumerated().map { ($1.name, $0) })
  }

  public subscript(name: String) -> TableSchema? { places[name].map { tables[$0] } }

  /// The columns of all tables that refer to `column` of `table`, with the table each is of.
  public func references(
    to table: String, _ column: String
  ) -> [(table: TableSchema, column: ColumnSchema)] {
    tables.flatMap { owner in
      owner.columns
        .filter { $0.reference?.table == table && $0.reference?.column == column }
        .map { (owner, $0) }
    }
  }
}
