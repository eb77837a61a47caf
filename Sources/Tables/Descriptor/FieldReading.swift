internal import JSONText
internal import Wording

/// A field of Table Schema read as a column.
struct FieldReading {
  private(set) var column: ColumnSchema
  /// What the field's own property says it refers to.
  private(set) var reference: ReferenceDraft?
  private(set) var bounds = NumberBounds()
  /// Constraints and formats that nobody here looks at.
  private(set) var unchecked: [String] = []

  /// - Parameter isOnlyKey: Whether the column alone is the primary key; unique it is then anyway.
  init(
    _ field: DescriptorNode, name: String, isKey: Bool, isOnlyKey: Bool, table: String,
    _ faults: inout DescriptorFaults
  ) {
    let constraints = faults.object("constraints", of: field)
    let own = faults.object("plainlab", of: field)
    var reading = FieldTypeReading(field, name: name, constraints, own, table: table)
    let type = reading.type(&faults)
    unchecked = reading.unchecked
    let isRequired = constraints.flatMap { faults.bool("required", of: $0) } ?? false
    let isUnique = constraints.flatMap { faults.bool("unique", of: $0) } ?? false
    column = ColumnSchema(
      name: name, type: type, isRequired: isRequired || isKey, isPrimaryKey: isKey,
      isUnique: isUnique && !isOnlyKey,
      note: faults.text("description", of: field) ?? faults.text("title", of: field) ?? "")
    if let constraints {
      bounds = NumberBounds(
        atLeast: bound("minimum", constraints), atMost: bound("maximum", constraints),
        greaterThan: bound("exclusiveMinimum", constraints),
        lessThan: bound("exclusiveMaximum", constraints))
      for name in ["minLength", "jsonSchema"] where constraints[name] != nil {
        unchecked.append(name)
      }
      if constraints["pattern"] != nil, own?["type"] == nil { unchecked.append("pattern") }
    }
    if let own, let target = faults.object("references", of: own) {
      reference = ReferenceDraft(
        table: faults.text("table", of: target) ?? "", column: faults.text("column", of: target),
        onDelete: Self.deleteRule(own, table, name, &faults), node: target)
    }
  }

  /// A whole number as the bound of a column of numbers; anything else is not checked.
  private mutating func bound(_ name: String, _ constraints: DescriptorNode) -> Int? {
    guard let node = constraints[name] else { return nil }
    let number = node.json.int ?? node.json.string.flatMap { Int($0) }
    guard let number, column.type.isNumeric else {
      unchecked.append(name)
      return nil
    }
    return number
  }

  static func deleteRule(
    _ own: DescriptorNode, _ table: String, _ field: String, _ faults: inout DescriptorFaults
  ) -> DeleteRule {
    guard let word = faults.text("onDelete", of: own) else { return .restrict }
    if let rule = DeleteRule(rawValue: word) { return rule }
    let words = DeleteRule.allCases.map(\.rawValue)
    faults.add(
      at: own, table: table, field: field, "there is no delete rule '\(abbreviated(word))'",
      hint: "It is one of \(words.joinedForReading("or")).")
    return .restrict
  }
}

/// A foreign key before it is known whether its target exists.
struct ReferenceDraft {
  /// The table referred to; empty for the same one.
  let table: String
  let column: String?
  let onDelete: DeleteRule
  let node: DescriptorNode
}
