internal import JSONText
internal import Wording

/// What identifies the rows of a resource, and what they refer to.
extension ResourceReading {
  func tellMissingKeys(
    _ key: [String], _ schema: DescriptorNode, _ faults: inout DescriptorFaults
  ) {
    for column in key where places[column] == nil {
      faults.add(
        at: schema["primaryKey"] ?? schema, table: name,
        "the primary key of '\(name)' names '\(abbreviated(column))', which is no field",
        hint: faults.suggestion(for: column, among: columns.map(\.name)))
    }
  }

  mutating func addUniqueKeys(of schema: DescriptorNode, _ faults: inout DescriptorFaults) {
    var known: Set<Set<Int>> = []
    for node in faults.array("uniqueKeys", of: schema) ?? [] {
      let names = node.json.string.map { [$0] } ?? (node.json.array ?? []).compactMap(\.string)
      if let unknown = names.first(where: { places[$0] == nil }) {
        faults.add(
          at: node, table: name,
          "a unique key of '\(name)' names '\(abbreviated(unknown))', which is no field",
          hint: faults.suggestion(for: unknown, among: columns.map(\.name)))
        continue
      }
      let key = names.compactMap { places[$0] }
      switch Set(key).count {
      case 0: faults.add(at: node, table: name, "a unique key of '\(name)' names no field")
      case 1: columns[key[0]] = columns[key[0]].unique
      case key.count:
        if known.insert(Set(key)).inserted { uniqueTogether.append(key) }
      default:
        faults.add(at: node, table: name, "a unique key of '\(name)' names a field twice")
      }
    }
  }

  mutating func addForeignKeys(of schema: DescriptorNode, _ faults: inout DescriptorFaults) {
    var referring = Set(references.map(\.column))
    for node in faults.array("foreignKeys", of: schema) ?? [] {
      let fields = faults.texts("fields", of: node) ?? []
      guard let target = faults.object("reference", of: node), !fields.isEmpty else {
        faults.add(at: node, table: name, "a foreign key of '\(name)' lacks fields or reference")
        continue
      }
      guard let place = places[fields[0]] else {
        faults.add(
          at: node, table: name,
          "a foreign key of '\(name)' names '\(abbreviated(fields[0]))', which is no field",
          hint: faults.suggestion(for: fields[0], among: self.columns.map(\.name)))
        continue
      }
      let columns = faults.texts("fields", of: target) ?? []
      guard fields.count == 1, columns.count <= 1 else {
        unchecked.append("a foreign key of \(counted(max(fields.count, columns.count), "column"))")
        continue
      }
      // The field's own property says the same and more.
      guard referring.insert(place).inserted else { continue }
      let table = faults.text("resource", of: target) ?? ""
      references.append(
        (
          place,
          ReferenceDraft(table: table, column: columns.first, onDelete: .restrict, node: node)
        ))
    }
  }
}

extension ColumnSchema {
  /// The same column, of which no two rows hold the same value.
  fileprivate var unique: ColumnSchema {
    ColumnSchema(
      name: name, type: type, isRequired: isRequired, isPrimaryKey: isPrimaryKey, isUnique: true,
      reference: reference, note: note)
  }
}
