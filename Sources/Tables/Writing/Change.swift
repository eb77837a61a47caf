/// What is to become of the tables of a store: rows to insert, to update and to delete.
///
/// A change is made in memory, inside `Store.write`, and reaches the files as a whole or not at all.
/// Reading from it sees the files with the change so far on top.
public struct Change {
  /// The tables as they were when the change began.
  public let store: Store

  init(_ store: Store) { self.store = store }
}

// MARK: Reading

extension Change {
  /// Every row of a table, in the order of its files, inserted ones last.
  ///
  /// Costs an object a row, and a reading of the table.
  public mutating func rows<Row: TableRow>(of type: Row.Type) throws -> [Row] {
    preconditionFailure("being built")
  }

  /// The rows whose property has this value. Costs a reading of the table, and an object a row found.
  public mutating func rows<Row: TableRow, Value: ColumnValue>(
    where property: KeyPath<Row, Value>, is value: Value
  ) throws -> [Row] {
    preconditionFailure("being built")
  }

  /// The row with this primary key, or `nil` when there is none.
  public mutating func row<Row: TableRow>(_ key: Key<Row>) throws -> Row? {
    preconditionFailure("being built")
  }

  /// The row with this code as its primary key, or `nil` when there is none.
  public mutating func row<Row: TableRow>(_ key: Code<Row>) throws -> Row? {
    preconditionFailure("being built")
  }
}

// MARK: Writing

extension Change {
  /// The next free id of a table: one more than the highest.
  ///
  /// Each call gives another one.
  public mutating func newKey<Row: TableRow>(of type: Row.Type = Row.self) throws -> Key<Row> {
    preconditionFailure("being built")
  }

  /// Adds a row at the end of its table.
  public mutating func insert<Row: TableRow>(_ row: Row) throws {
    preconditionFailure("being built")
  }

  /// Puts a row in the place of the one that has its primary key. Only cells that differ are
  /// written.
  /// - Throws: `RefusedChange` when there is no such row.
  public mutating func update<Row: TableRow>(_ row: Row) throws {
    preconditionFailure("being built")
  }

  /// Takes a row out, and with it the rows that refer to it with the rule `cascade`.
  /// - Throws: `RefusedChange` when there is no such row.
  public mutating func delete<Row: TableRow>(_ row: Row) throws {
    preconditionFailure("being built")
  }
}
