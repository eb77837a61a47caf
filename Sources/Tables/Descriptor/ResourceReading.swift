internal import JSONText
internal import Wording

/// A resource of a data package read as a table.
struct ResourceReading {
  let name: String
  let node: DescriptorNode
  private let about: String
  private(set) var columns: [ColumnSchema] = []
  private(set) var places: [String: Int] = [:]
  private(set) var rules: [RowRule] = []
  private(set) var references: [(column: Int, draft: ReferenceDraft)] = []
  private var unchecked: [String] = []

  /// The table, with those of its references that lead somewhere.
  func table(referring targets: [Int: Reference] = [:]) -> TableSchema {
    let columns = columns.enumerated().map { place, column in
      ColumnSchema(
        name: column.name, type: column.type, isRequired: column.isRequired,
        isPrimaryKey: column.isPrimaryKey, isUnique: column.isUnique, reference: targets[place],
        note: column.note)
    }
    return TableSchema(name: name, about: about, columns: columns, rules: rules)
  }

  /// Reads the schema of a resource; `nil`, and mostly a fault, when there is no table in it.
  init?(_ node: DescriptorNode, name: String, _ faults: inout DescriptorFaults) {
    self.name = name
    self.node = node
    about = faults.text("description", of: node) ?? faults.text("title", of: node) ?? ""
    guard let schema = node["schema"] else {
      faults.add(
        .note, at: node, table: name, "the columns of '\(name)' are not declared",
        hint: "Without a schema its file is not read.")
      return nil
    }
    guard schema.json.members != nil else {
      faults.add(
        at: schema, table: name, "the schema of '\(name)' is not an object",
        hint: "A schema in another file or on the web is not read: put it here.")
      return nil
    }
    guard let fields = faults.array("fields", of: schema), !fields.isEmpty else {
      if schema["fields"]?.json.array != nil || schema["fields"] == nil {
        faults.add(at: schema, table: name, "'\(name)' has no fields")
      }
      return nil
    }
    let key = faults.texts("primaryKey", of: schema) ?? []
    addColumns(fields, key: Set(key), &faults)
    tellMissingKeys(key, schema, &faults)
    addUniqueKeys(of: schema, &faults)
    addRules(of: schema, &faults)
    addForeignKeys(of: schema, &faults)
    tellMissingValues(schema, &faults)
    if columns.isEmpty { return nil }
    if !unchecked.isEmpty {
      let shown = unchecked.prefix(6) + (unchecked.count > 6 ? ["\(unchecked.count - 6) more"] : [])
      faults.add(
        .note, at: node, table: name,
        "not checked in '\(name)': \(Array(shown).joinedForReading())",
        hint: "The declaration is kept; Plainlab has no such check.")
    }
  }
}

// MARK: Columns

extension ResourceReading {
  private mutating func addColumns(
    _ fields: [DescriptorNode], key: Set<String>, _ faults: inout DescriptorFaults
  ) {
    var bounds: [(place: Int, lowest: Int?, highest: Int?)] = []
    for (number, field) in fields.enumerated() {
      guard field.json.members != nil else {
        faults.add(at: field, table: name, "field \(number + 1) of '\(name)' is not an object")
        continue
      }
      guard let column = faults.text("name", of: field), !column.isEmpty else {
        if field["name"]?.json.string != nil || field["name"] == nil {
          faults.add(at: field, table: name, "field \(number + 1) of '\(name)' has no name")
        }
        continue
      }
      guard places[column] == nil else {
        faults.add(
          at: field, table: name, field: column,
          "'\(name)' has two fields called '\(abbreviated(column))'")
        continue
      }
      let isKey = key.contains(column)
      let reading = FieldReading(
        field, name: column, isKey: isKey, isOnlyKey: isKey && key.count == 1, table: name, &faults)
      let place = columns.count
      places[column] = place
      columns.append(reading.column)
      if let reference = reading.reference { references.append((place, reference)) }
      if reading.lowest != nil || reading.highest != nil {
        bounds.append((place, reading.lowest, reading.highest))
      }
      unchecked += reading.unchecked.map { "\($0) of \(abbreviated(column))" }
    }
    rules = bounds.map { place, lowest, highest in
      RowRule(
        condition: .within(column: place, lowest: lowest, highest: highest), code: .rule,
        message: Self.sentence(columns[place].name, lowest, highest))
    }
  }

  private static func sentence(_ column: String, _ lowest: Int?, _ highest: Int?) -> String {
    let name = abbreviated(column)
    return switch (lowest, highest) {
    case (let lowest?, let highest?): "\(name) is from \(lowest) to \(highest)"
    case (let lowest?, nil): "\(name) is at least \(lowest)"
    default: "\(name) is at most \(highest ?? 0)"
    }
  }

  /// Rules of `plainlab.rules`; a bound that one of them sets replaces the constraint's.
  private mutating func addRules(of schema: DescriptorNode, _ faults: inout DescriptorFaults) {
    guard let own = faults.object("plainlab", of: schema),
      let nodes = faults.array("rules", of: own)
    else { return }
    var declared: [RowRule] = []
    for node in nodes {
      if let rule = RowRule(node.json, columns: columns, places: places) {
        declared.append(rule)
      } else {
        faults.add(
          at: node, table: name, "a rule of '\(name)' cannot be understood",
          hint: "'plainlab schema --write' shows how rules are written.")
      }
    }
    let bounded = Set(declared.compactMap(\.boundedColumn))
    rules.removeAll { rule in
      guard let column = rule.boundedColumn else { return false }
      return bounded.contains(column)
    }
    rules += declared
  }
}

extension RowRule {
  fileprivate var boundedColumn: Int? {
    if case .within(let column, _, _) = condition { column } else { nil }
  }
}

// MARK: Keys

extension ResourceReading {
  private func tellMissingKeys(
    _ key: [String], _ schema: DescriptorNode, _ faults: inout DescriptorFaults
  ) {
    for column in key where places[column] == nil {
      faults.add(
        at: schema["primaryKey"] ?? schema, table: name,
        "the primary key of '\(name)' names '\(abbreviated(column))', which is no field",
        hint: suggestion(for: column, faults))
    }
  }

  private mutating func addUniqueKeys(of schema: DescriptorNode, _ faults: inout DescriptorFaults) {
    for node in faults.array("uniqueKeys", of: schema) ?? [] {
      let names = node.json.string.map { [$0] } ?? (node.json.array ?? []).compactMap(\.string)
      if let unknown = names.first(where: { places[$0] == nil }) {
        faults.add(
          at: node, table: name,
          "a unique key of '\(name)' names '\(abbreviated(unknown))', which is no field",
          hint: suggestion(for: unknown, faults))
      } else if names.count == 1, let place = places[names[0]] {
        let column = columns[place]
        columns[place] = ColumnSchema(
          name: column.name, type: column.type, isRequired: column.isRequired,
          isPrimaryKey: column.isPrimaryKey, isUnique: true, note: column.note)
      } else if names.isEmpty {
        faults.add(at: node, table: name, "a unique key of '\(name)' names no field")
      } else {
        unchecked.append("a unique key of \(counted(names.count, "column"))")
      }
    }
  }

  private mutating func addForeignKeys(of schema: DescriptorNode, _ faults: inout DescriptorFaults)
  {
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
          hint: suggestion(for: fields[0], faults))
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

  /// Only the empty cell is no value here.
  private mutating func tellMissingValues(
    _ schema: DescriptorNode, _ faults: inout DescriptorFaults
  ) {
    guard let values = faults.array("missingValues", of: schema) else { return }
    let words = values.compactMap { $0.json.string ?? $0["value"]?.json.string }
    if words.contains(where: { !$0.isEmpty }) {
      unchecked.append("words for missing values: only an empty cell is none")
    }
  }

  private func suggestion(for column: String, _ faults: DescriptorFaults) -> String {
    guard faults.hasRoom, let meant = nearest(to: column, in: columns.map(\.name)) else {
      return ""
    }
    return "Did you mean '\(abbreviated(meant))'?"
  }
}
