internal import JSONText
internal import Wording

/// A resource of a data package read as a table.
struct ResourceReading {
  let name: String
  let node: DescriptorNode
  private let about: String
  var columns: [ColumnSchema] = []
  private(set) var places: [String: Int] = [:]
  private(set) var rules: [RowRule] = []
  private(set) var stateMachines: [StateMachine] = []
  /// The unique keys of several columns; one column says it itself.
  var uniqueTogether: [[Int]] = []
  var references: [(column: Int, draft: ReferenceDraft)] = []
  /// Names of constraints that nobody here looks at.
  var unchecked: [String] = []

  /// The table, with those of its references that lead somewhere.
  func table(referring targets: [Int: Reference] = [:]) -> TableSchema {
    let columns = columns.enumerated().map { place, column in
      ColumnSchema(
        name: column.name, type: column.type, isRequired: column.isRequired,
        isPrimaryKey: column.isPrimaryKey, isUnique: column.isUnique, reference: targets[place],
        note: column.note)
    }
    return TableSchema(
      name: name, about: about, columns: columns, rules: rules, uniqueTogether: uniqueTogether,
      stateMachines: stateMachines)
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
    if let own = faults.object("plainlab", of: schema) {
      addRules(of: own, &faults)
      addStateMachines(of: own, &faults)
    }
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
    var bounds: [(place: Int, NumberBounds)] = []
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
      if !reading.bounds.isEmpty { bounds.append((place, reading.bounds)) }
      unchecked += reading.unchecked.map { "\($0) of \(abbreviated(column))" }
    }
    rules = bounds.map { place, bounds in
      RowRule(
        condition: .within(column: place, bounds), code: .rule,
        message: "\(abbreviated(columns[place].name)) is \(bounds.words)")
    }
  }

  /// Rules of `plainlab.rules`; a bound that one of them sets replaces the constraint's.
  private mutating func addRules(of own: DescriptorNode, _ faults: inout DescriptorFaults) {
    guard let nodes = faults.array("rules", of: own) else { return }
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

  private mutating func addStateMachines(
    of own: DescriptorNode, _ faults: inout DescriptorFaults
  ) {
    for node in faults.array("stateMachines", of: own) ?? [] {
      guard let machine = StateMachine(node, table: name, columns, &faults) else { continue }
      if stateMachines.contains(where: { $0.column == machine.column }) {
        faults.add(
          at: node, table: name, field: machine.name,
          "'\(abbreviated(machine.name))' has two state machines")
      } else {
        stateMachines.append(machine)
      }
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
}

extension RowRule {
  fileprivate var boundedColumn: Int? {
    if case .within(let column, _) = condition { column } else { nil }
  }
}
