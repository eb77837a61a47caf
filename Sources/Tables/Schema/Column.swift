internal import CSVText

/// One column of a row type: its name in the file, the property that holds it, what holds for it.
public struct Column<Row, Value: ColumnValue>: Sendable {
  let schema: ColumnSchema
  let property: any PartialKeyPath<Row> & Sendable
  let read: @Sendable (borrowing RecordBatch, Int, Int) throws(CellError) -> Value
  let write: @Sendable (Row, inout [UInt8]) -> Void

  /// - Parameters:
  ///   - name: The column's name in the header, `snake_case`.
  ///   - property: The property of the row; its type says what the cells hold and, being optional
  ///     or not, whether they may be empty.
  public init(
    _ name: String, _ property: any KeyPath<Row, Value> & Sendable, _ traits: ColumnTrait<Row>...
  ) {
    self.property = property
    schema = ColumnSchema(name, Value.self, traits)
    // The closures are made here, where `Value` is concrete: a parameter pack that called generic
    // code per cell was measured at twice the cost.
    read = { (batch: borrowing RecordBatch, record, column) throws(CellError) in
      guard column >= 0 else {
        let nothing: [UInt8] = []
        guard let value = Value(cell: nothing.span) else { throw CellError(column: column) }
        return value
      }
      let value = batch.withCell(record, column) { Value(cell: $0) }
      guard let value else { throw CellError(column: column) }
      return value
    }
    write = { row, cell in row[keyPath: property].write(to: &cell) }
  }
}

/// The cell of a row that does not hold what its column declares.
struct CellError: Error {
  /// The cell's place in the record; -1 for a column that the file does not have.
  let column: Int
}

/// What holds for a column beyond the type of its property.
public struct ColumnTrait<Row>: Sendable {
  enum Kind: Sendable {
    case primaryKey
    case unique
    case required
    case maxLength(Int)
    case reference(Reference)
    case note(String)
  }

  let kind: Kind

  /// The column, alone or with others that say the same, identifies a row.
  public static var primaryKey: Self { Self(kind: .primaryKey) }
  /// No two rows hold the same value.
  public static var unique: Self { Self(kind: .unique) }
  /// The cell cannot be empty although its type could: a list must have an element.
  public static var required: Self { Self(kind: .required) }
  /// Text holds at most this many characters.
  public static func maxLength(_ characters: Int) -> Self { Self(kind: .maxLength(characters)) }
  /// What a person should know beyond the name.
  public static func note(_ text: String) -> Self { Self(kind: .note(text)) }

  /// The value stands in a column of another table, or of the same: its primary key, or `column`.
  public static func references<Target: TableRow>(
    _ target: Target.Type, column: String? = nil, onDelete: DeleteRule
  ) -> Self {
    Self(kind: .reference(Reference(target, column: column, onDelete: onDelete)))
  }
}

extension ColumnSchema {
  fileprivate init<Row, Value: ColumnValue>(
    _ name: String, _: Value.Type, _ traits: [ColumnTrait<Row>]
  ) {
    var type = Value.columnType
    var isRequired = !Value.mayBeEmpty
    var isPrimaryKey = false
    var isUnique = false
    var reference: Reference?
    var note = ""
    for trait in traits {
      switch trait.kind {
      case .primaryKey: isPrimaryKey = true
      case .unique: isUnique = true
      case .required: isRequired = true
      case .maxLength(let limit): type = .text(maxLength: limit)
      case .reference(let target): reference = target
      case .note(let text): note = text
      }
    }
    self.init(
      name: name, type: type, isRequired: isRequired, isPrimaryKey: isPrimaryKey,
      isUnique: isUnique, reference: reference, note: note)
  }
}
