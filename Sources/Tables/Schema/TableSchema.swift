/// A table as data: its columns, keys, references and rules, without its row type.
///
/// Checking, describing, listing and exporting work on this, so that a table that a lab declares in
/// its own `datapackage.json` is treated like those that come with Plainlab.
public struct TableSchema: Sendable {
  /// The table's name, which is also its file's without `.csv`.
  public let name: String
  /// One sentence: what a row is.
  public let about: String
  public let columns: [ColumnSchema]
  /// The columns, by their place in `columns`, whose cells together identify a row.
  public let primaryKey: [Int]
  /// Every other key, columns by their places: what no two rows have alike. Rows where one of a
  /// key's cells is empty are not compared.
  public let uniqueKeys: [[Int]]
  /// What holds between the cells of one row.
  public let rules: [RowRule]
  /// The columns that are states, and where each state leads.
  public let stateMachines: [StateMachine]
  /// Whether a folder of the table's name holds parts of it, and not something else.
  public let mayHaveParts: Bool

  /// - Parameter uniqueTogether: The unique keys of several columns; one column says it itself.
  public init(
    name: String, about: String, columns: [ColumnSchema], rules: [RowRule] = [],
    uniqueTogether: [[Int]] = [], stateMachines: [StateMachine] = [], mayHaveParts: Bool = true
  ) {
    self.mayHaveParts = mayHaveParts
    self.name = name
    self.about = about
    self.columns = columns
    self.rules = rules
    self.stateMachines = stateMachines
    let primaryKey = columns.indices.filter { columns[$0].isPrimaryKey }
    let unique = columns.indices.filter { columns[$0].isUnique }.map { [$0] } + uniqueTogether
    self.primaryKey = primaryKey
    uniqueKeys = unique.filter { Set($0) != Set(primaryKey) }
  }

  /// The place of the column of this name.
  public func column(named name: String) -> Int? {
    columns.firstIndex { $0.name == name }
  }

  /// The column that other tables refer to when they name none: the primary key, if it is one.
  public var keyColumn: ColumnSchema? {
    primaryKey.count == 1 ? columns[primaryKey[0]] : nil
  }
}

/// One column of a table.
public struct ColumnSchema: Sendable {
  public let name: String
  public let type: ColumnType
  /// Whether an empty cell is a fault.
  public let isRequired: Bool
  public let isPrimaryKey: Bool
  /// Whether no two rows may hold the same value. Empty cells are not compared.
  public let isUnique: Bool
  public let reference: Reference?
  /// What a person should know beyond the name; empty where the name says it.
  public let note: String

  public init(
    name: String, type: ColumnType, isRequired: Bool = false, isPrimaryKey: Bool = false,
    isUnique: Bool = false, reference: Reference? = nil, note: String = ""
  ) {
    self.name = name
    self.type = type
    self.isRequired = isRequired
    self.isPrimaryKey = isPrimaryKey
    self.isUnique = isUnique
    self.reference = reference
    self.note = note
  }
}

/// What becomes of a row when the row it refers to is deleted.
public enum DeleteRule: String, Sendable, CaseIterable {
  /// The deletion is refused.
  case restrict
  /// The row is deleted too.
  case cascade
  /// Nothing: the reference is weak. A value that is not there is a warning, so that a table which
  /// came from another system can stand alone.
  case warn
}

/// A foreign key: the value of a cell, or of each element of a list, is a value of another column.
public struct Reference: Sendable {
  private let target: @Sendable () -> (table: String, column: String)
  public let onDelete: DeleteRule

  /// The table referred to, which may be the same.
  public var table: String { target().table }
  /// The column referred to: a primary key or a unique column.
  public var column: String { target().column }

  public init(table: String, column: String, onDelete: DeleteRule) {
    target = { (table, column) }
    self.onDelete = onDelete
  }

  /// Tables refer to each other in circles, so the target's schema is not looked at before all are
  /// made.
  init<Row: TableRow>(_ row: Row.Type, column: String?, onDelete: DeleteRule) {
    target = {
      let table = Row.schema.table
      guard let name = column ?? table.keyColumn?.name else {
        preconditionFailure("a reference to \(table.name) names a column, as its key has several")
      }
      return (table.name, name)
    }
    self.onDelete = onDelete
  }
}
