internal import Wording

/// What is to become of the tables of a store: rows to insert, to update and to delete.
///
/// A change is made in memory, inside `Store.write`, and reaches the files as a whole or not at all.
/// Reading from it sees the files with the change so far on top.
public struct Change {
  /// The tables as they were when the change began.
  public let store: Store
  /// What becomes of each table that was asked for.
  var drafts: [String: TableDraft] = [:]

  init(_ store: Store) { self.store = store }

  /// Lends the draft of a table, which is made when it is first asked for.
  mutating func withDraft<Answer>(
    of table: TableSchema, _ body: (inout TableDraft) throws -> Answer
  ) throws -> Answer {
    var draft = try drafts.removeValue(forKey: table.name) ?? TableDraft(table, in: store)
    defer { drafts[table.name] = draft }
    return try body(&draft)
  }
}

// MARK: Rows as values

extension Change {
  /// Every row of a table, in the order of its files, inserted ones last.
  ///
  /// Costs an object a row, and a reading of the table.
  public mutating func rows<Row: TableRow>(of type: Row.Type) throws -> [Row] {
    try withDraft(of: Row.schema.table) { try $0.values(of: $0.allRows()) }
  }

  /// The rows whose property has this value. Costs a reading of the table, and an object a row found.
  public mutating func rows<Row: TableRow, Value: ColumnValue>(
    where property: KeyPath<Row, Value>, is value: Value
  ) throws -> [Row] {
    let column = Row.schema.column(of: property)
    return try withDraft(of: Row.schema.table) { draft in
      try draft.values(of: draft.rows(with: [value.cellText], in: [column]))
    }
  }

  /// The row with this primary key, or `nil` when there is none.
  public mutating func row<Row: TableRow>(_ key: Key<Row>) throws -> Row? {
    try row(with: [key.cellText])
  }

  /// The row with this code as its primary key, or `nil` when there is none.
  public mutating func row<Row: TableRow>(_ key: Code<Row>) throws -> Row? {
    try row(with: [key.cellText])
  }

  private mutating func row<Row: TableRow>(with key: [String]) throws -> Row? {
    let table = Row.schema.table
    return try withDraft(of: table) { draft in
      let rows: [Row] = try draft.values(of: draft.rows(with: key, in: table.primaryKey))
      return rows.first
    }
  }

  /// The next free id of a table: one more than the highest. Each call gives another one.
  public mutating func newKey<Row: TableRow>(of type: Row.Type = Row.self) throws -> Key<Row> {
    Key(try withDraft(of: Row.schema.table) { try $0.takeID() })
  }

  /// Adds a row at the end of its table.
  public mutating func insert<Row: TableRow>(_ row: Row) throws {
    try insert(Row.schema.cells(of: row), into: Row.schema.table)
  }

  /// Puts a row in the place of the one that has its primary key. Only cells that differ are
  /// written.
  /// - Throws: `RefusedChange` when there is no such row.
  public mutating func update<Row: TableRow>(_ row: Row) throws {
    let table = Row.schema.table
    let cells = Row.schema.cells(of: row)
    try update(
      table.primaryKey.map { cells[$0] }, in: table,
      cells.enumerated().map { (column: $0.offset, text: $0.element) })
  }

  /// Takes a row out, and with it the rows that refer to it with the rule `cascade`.
  /// - Parameter cascade: Without it such rows are a reason to refuse the change, as others are.
  /// - Throws: `RefusedChange` when there is no such row.
  public mutating func delete<Row: TableRow>(_ row: Row, cascade: Bool = true) throws {
    let table = Row.schema.table
    let cells = Row.schema.cells(of: row)
    try delete(table.primaryKey.map { cells[$0] }, from: table, cascade: cascade)
  }
}

// MARK: Rows as text

extension Change {
  /// Adds a row whose cells are given in the order of the table's columns; `""` is empty.
  ///
  /// An empty cell in a primary key of one whole number is given the next free one.
  /// - Returns: The row's primary key.
  @discardableResult
  public mutating func insert(_ cells: [String], into table: TableSchema) throws -> [String] {
    precondition(cells.count == table.columns.count, "a row of \(table.name) has a cell a column")
    return try withDraft(of: table) { draft in
      var cells = cells
      if table.numbersItsRows, cells[table.primaryKey[0]].isEmpty {
        cells[table.primaryKey[0]] = String(try draft.takeID())
      }
      draft.insert(cells)
      return table.primaryKey.map { cells[$0] }
    }
  }

  /// Changes cells of the row with this primary key; all others stay byte for byte.
  /// - Throws: `RefusedChange` when there is no such row, or more than one.
  public mutating func update(
    _ key: [String], in table: TableSchema, _ cells: [(column: Int, text: String)]
  ) throws {
    try withDraft(of: table) { draft in
      let row = try draft.onlyRow(with: key)
      var new = row.cells
      for (column, text) in cells { new[column] = text }
      try draft.put(new, inPlaceOf: row)
    }
  }

  /// Takes out the row with this primary key, and with it the rows that refer to it with the rule
  /// `cascade`.
  /// - Parameter cascade: Without it such rows are a reason to refuse the change, as others are.
  /// - Throws: `RefusedChange` when there is no such row, or more than one.
  public mutating func delete(
    _ key: [String], from table: TableSchema, cascade: Bool = true
  ) throws {
    try withDraft(of: table) { draft in
      try draft.delete([draft.onlyRow(with: key)], cascade: cascade)
    }
  }

  /// The primary key of the one row that has these values in these columns; `nil` when there is none.
  /// - Throws: `RefusedChange` when there are several.
  public mutating func key(
    ofRowWith values: [String], in columns: [Int], of table: TableSchema
  ) throws -> [String]? {
    try withDraft(of: table) { draft in
      let rows = try draft.rows(with: values, in: columns)
      guard rows.count < 2 else { throw draft.ambiguous(values, columns) }
      return rows.first.map { row in table.primaryKey.map { row.cells[$0] } }
    }
  }
}

extension TableSchema {
  /// Whether the primary key is one whole number, so that the next row's is known.
  public var numbersItsRows: Bool {
    primaryKey.count == 1 && columns[primaryKey[0]].type == .int
      && columns[primaryKey[0]].reference == nil
  }
}

extension TableDraft {
  fileprivate mutating func onlyRow(with key: [String]) throws -> DraftRow {
    let rows = try rows(with: key, in: table.primaryKey)
    guard rows.count < 2 else { throw ambiguous(key, table.primaryKey) }
    guard let row = rows.first else {
      let shown = abbreviated(key.joined(separator: "/"))
      throw RefusedChange(
        .primaryKey, table: table.name, key: shown, "there is no row '\(shown)' in \(table.name)",
        hint: "'plainlab list \(table.name)' shows those that are there.")
    }
    return row
  }

  fileprivate func ambiguous(_ values: [String], _ columns: [Int]) -> RefusedChange {
    let names = columns.map { table.columns[$0].name }.joined(separator: ", ")
    let shown = abbreviated(values.joined(separator: ", "))
    return RefusedChange(
      columns == table.primaryKey ? .primaryKey : .uniqueError, table: table.name,
      "\(names) '\(shown)' stands in several rows of \(table.name)",
      hint: "'plainlab check' names their lines. Give each its own first.")
  }

  /// Rows as values of their type.
  fileprivate func values<Row: TableRow>(of rows: [DraftRow]) throws -> [Row] {
    try Row.schema.values(of: rows.map(\.cells)) { i, column in
      let cell = abbreviated(rows[i].cells[column])
      return ReadingError(
        file: table.name, place: nil,
        message: "'\(cell)' is no value of \(table.columns[column].name) in row "
          + "\(table.keyText(of: rows[i].cells)); 'plainlab check' says more")
    }
  }
}
