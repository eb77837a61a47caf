internal import CSVText

/// A row of a table, declared once: its properties, and the columns of the file that hold them.
///
///     public struct Label: TableRow {
///       public let id: Key<Label>
///       public let name: String
///       public let color: HexColor
///
///       public static let schema = Schema("labels", "A word to find procedures by.", Label.init,
///         Column("id", \.id, .primaryKey),
///         Column("name", \.name, .unique),
///         Column("color", \.color))
///     }
public protocol TableRow: Sendable {
  static var schema: Schema<Self> { get }
}

/// The columns of a row type, in the order of its initializer and of a new file, and its rules.
public struct Schema<Row: Sendable>: Sendable {
  /// The same table without its row type.
  public let table: TableSchema
  let decode: @Sendable (borrowing RecordBatch, Int, [Int]) throws(CellError) -> Row
  let writers: [@Sendable (Row, inout [UInt8]) -> Void]
  private let properties: [any PartialKeyPath<Row> & Sendable]

  /// - Parameters:
  ///   - name: The table's name, which is its file's without `.csv`.
  ///   - about: One sentence: what a row is.
  ///   - mayHaveParts: Whether a folder of the table's name holds parts of it.
  ///   - make: The row's memberwise initializer. That each column's property has the type of the
  ///     argument in its place is checked by the compiler; that two of one type are not swapped is
  ///     checked by the test that round-trips a fixture of distinct cells.
  public init<each Value: ColumnValue>(
    _ name: String, _ about: String, _ make: @escaping @Sendable (repeat each Value) -> Row,
    _ column: repeat Column<Row, each Value>, rules: [Rule<Row>] = [], mayHaveParts: Bool = true
  ) {
    var columns: [ColumnSchema] = []
    var properties: [any PartialKeyPath<Row> & Sendable] = []
    var writers: [@Sendable (Row, inout [UInt8]) -> Void] = []
    for column in repeat each column {
      properties.append(column.property)
      columns.append(column.schema)
      writers.append(column.write)
    }
    let meanings = rules.map { rule in
      rule.resolve(
        { property in
          guard let place = properties.firstIndex(where: { $0 == property }) else {
            preconditionFailure("a rule of \(name) is about a property that is no column")
          }
          return place
        }, columns)
    }
    // Closures, as a key path made where there is a parameter pack crashes the runtime of Swift 6.3.
    table = TableSchema(
      name: name, about: about, columns: columns, rules: meanings.compactMap { $0.row },
      uniqueTogether: meanings.compactMap { $0.unique },
      stateMachines: meanings.compactMap { $0.states }, mayHaveParts: mayHaveParts)
    self.writers = writers
    self.properties = properties
    decode = { (batch: borrowing RecordBatch, record, projection) throws(CellError) -> Row in
      var ordinal = -1
      func next() -> Int {
        ordinal &+= 1
        return projection[ordinal]
      }
      return make(repeat try (each column).read(batch, record, next()))
    }
  }

  /// The place of the column that holds a property of the row; `nil` when none does.
  /// - Complexity: linear in the columns.
  func ordinal(of property: PartialKeyPath<Row>) -> Int? {
    properties.firstIndex { $0 == property }
  }

  /// Appends the row as a record of a file whose columns are the schema's, in its order.
  public func write(_ row: Row, to bytes: inout [UInt8]) {
    var cell: [UInt8] = []
    for (i, write) in writers.enumerated() {
      if i > 0 { bytes.append(UInt8(ascii: ",")) }
      cell.removeAll(keepingCapacity: true)
      write(row, &cell)
      bytes.appendCell(cell, startsRecord: i == 0)
    }
    bytes.append(UInt8(ascii: "\n"))
  }
}
