internal import JSONText

extension Descriptor {
  /// A table as a resource of the package.
  ///
  /// - Parameter present: The tables of the package: a foreign key to another one would be a fault.
  static func resource(
    of table: TableSchema, files: [String], present: Set<String>
  ) -> [JSON.Member] {
    [
      .init("name", .string(table.name)),
      .init("description", .string(table.about)),
      .init("type", "table"),
      // Parts are one table: readers put the files one behind the other.
      .init("path", files.count == 1 ? .string(files[0]) : .array(files.map { .string($0) })),
      .init("format", "csv"),
      .init("mediatype", "text/csv"),
      .init("encoding", "utf-8"),
      // Of the dialect only this is not what a reader expects anyway.
      .init("dialect", ["lineTerminator": "\n"]),
      .init("schema", .object(schema(of: table, present: present))),
    ]
  }

  private static func schema(of table: TableSchema, present: Set<String>) -> [JSON.Member] {
    var schema: [JSON.Member] = [
      // Columns are matched by name; those that may be empty may be missing, and others be there.
      .init("fieldsMatch", "partial"),
      .init("fields", .array(table.columns.map { field($0, of: table) })),
      .init("missingValues", [""]),
    ]
    let key = table.primaryKey.map { JSON.string(table.columns[$0].name) }
    if !key.isEmpty { schema.append(.init("primaryKey", .array(key))) }
    let unique = table.uniqueKeys.map { key in
      JSON.array(key.map { .string(table.columns[$0].name) })
    }
    if !unique.isEmpty { schema.append(.init("uniqueKeys", .array(unique))) }
    let foreign = table.columns.compactMap { foreignKey($0, of: table, present) }
    if !foreign.isEmpty { schema.append(.init("foreignKeys", .array(foreign))) }
    let own = own(of: table)
    if !own.isEmpty { schema.append(.init("plainlab", .object(own))) }
    return schema
  }

  /// What holds for the rows, and Table Schema cannot say.
  private static func own(of table: TableSchema) -> [JSON.Member] {
    var own: [JSON.Member] = []
    if !table.rules.isEmpty {
      own.append(.init("rules", .array(table.rules.map { $0.json(of: table) })))
    }
    if !table.stateMachines.isEmpty {
      own.append(.init("stateMachines", .array(table.stateMachines.map(\.json))))
    }
    return own
  }

  /// A reference that holds for every cell, which is all that a foreign key can say.
  ///
  /// Left out are weak references, which a table that came from another system may break, and those
  /// of a list, whose elements refer each for itself: either would fail a check by another tool.
  /// `plainlab.references` of the field has them.
  private static func foreignKey(
    _ column: ColumnSchema, of table: TableSchema, _ present: Set<String>
  ) -> JSON? {
    guard let reference = column.reference, reference.onDelete != .warn,
      present.contains(reference.table)
    else { return nil }
    if case .list = column.type { return nil }
    return [
      "fields": [.string(column.name)],
      "reference": [
        "resource": .string(reference.table == table.name ? "" : reference.table),
        "fields": [.string(reference.column)],
      ],
    ]
  }

  private static func field(_ column: ColumnSchema, of table: TableSchema) -> JSON {
    let form = FieldForm(column.type)
    var field: [JSON.Member] = [
      .init("name", .string(column.name)), .init("type", .string(form.type)),
    ]
    if let format = form.format { field.append(.init("format", .string(format))) }
    if !column.note.isEmpty { field.append(.init("description", .string(column.note))) }
    field += form.properties
    var constraints: [JSON.Member] = []
    if column.isRequired { constraints.append(.init("required", true)) }
    let isKey = table.primaryKey.map { table.columns[$0].name } == [column.name]
    // Said here too, as not every tool looks at `primaryKey` and `uniqueKeys`.
    if column.isUnique || isKey { constraints.append(.init("unique", true)) }
    constraints += form.constraints + bounds(of: column, in: table)
    if !constraints.isEmpty { field.append(.init("constraints", .object(constraints))) }
    var own = form.own
    if let reference = column.reference {
      own.append(
        .init(
          "references",
          ["table": .string(reference.table), "column": .string(reference.column)]))
      own.append(.init("onDelete", .string(reference.onDelete.rawValue)))
    }
    if !own.isEmpty { field.append(.init("plainlab", .object(own))) }
    return .object(field)
  }

  /// The bounds that a rule of the table sets to a number.
  private static func bounds(of column: ColumnSchema, in table: TableSchema) -> [JSON.Member] {
    for rule in table.rules {
      guard case .within(let place, let bounds) = rule.condition,
        table.columns[place].name == column.name, column.type.isNumeric
      else { continue }
      return bounds.knownToAll.json
    }
    return []
  }
}
