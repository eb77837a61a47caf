internal import Synchronization

/// The tables that belong together: those a folder of data may hold.
///
/// A table is made when somebody asks for it, as a command needs few of them and is over in a moment.
public struct Catalog: Sendable {
  /// The tables' names, in the order in which people think of them; it is also the order of findings.
  public var names: [String] { made.names }
  /// The one among them that holds rules about all; `nil` where there is none.
  let ruleTable: RuleTable?
  /// The digest of the descriptor that declares these tables and no others; `nil` where it is not known.
  let descriptorDigest: UInt64?
  private let made: MadeTables
  private let places: [String: Int]

  /// - Parameters:
  ///   - tables: Names and what makes the table of that name.
  ///   - descriptorDigest: `Descriptor.digest` of the descriptor of these tables, with which a folder
  ///     says that it has none of its own.
  public init(
    lazily tables: [(name: String, make: @Sendable () -> TableSchema)],
    ruleTable: RuleTable? = nil, descriptorDigest: UInt64? = nil
  ) {
    made = MadeTables(tables)
    self.ruleTable = ruleTable
    self.descriptorDigest = descriptorDigest
    places = Dictionary(uniqueKeysWithValues: tables.enumerated().map { ($1.name, $0) })
  }

  /// Tables in the order in which people think of them.
  public init(_ tables: [TableSchema], ruleTable: RuleTable? = nil) {
    self.init(
      lazily: tables.map { table in (name: table.name, make: { table }) }, ruleTable: ruleTable)
  }

  /// All tables, in order.
  public var tables: [TableSchema] { names.indices.map { made[$0] } }

  public subscript(name: String) -> TableSchema? { places[name].map { made[$0] } }

  /// Those of some tables that are among these, in order.
  func inOrder(_ names: some Sequence<String>) -> [TableSchema] {
    names.compactMap { places[$0] }.sorted().map { made[$0] }
  }

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

/// Tables, each made once.
private final class MadeTables: Sendable {
  let names: [String]
  private let makers: [@Sendable () -> TableSchema]
  private let tables: Mutex<[TableSchema?]>

  init(_ tables: [(name: String, make: @Sendable () -> TableSchema)]) {
    names = tables.map(\.name)
    makers = tables.map(\.make)
    self.tables = Mutex(tables.map { _ in nil })
  }

  subscript(place: Int) -> TableSchema {
    if let table = tables.withLock({ $0[place] }) { return table }
    // Outside of the lock, as the schema of a table may ask for that of another.
    let table = makers[place]()
    precondition(table.name == names[place], "a table is listed by its name")
    tables.withLock { $0[place] = table }
    return table
  }
}
