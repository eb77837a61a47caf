internal import JSONText
internal import Wording

/// A state machine, which Table Schema does not have, as JSON and back:
///
///     {"column": "status", "initial": ["in_progress"],
///      "transitions": {"in_progress": ["completed", "cancelled"]}}
extension StateMachine {
  var json: JSON {
    let transitions = states.filter { !successors(of: $0).isEmpty }
      .map { JSON.Member($0, .array(successors(of: $0).map { .string($0) })) }
    return [
      "column": .string(name), "initial": .array(initial.map { .string($0) }),
      "transitions": .object(transitions),
    ]
  }

  /// Reads a machine of a table; `nil`, and a fault, when something of it is not what it must be.
  init?(
    _ node: DescriptorNode, table: String, _ columns: [ColumnSchema],
    _ faults: inout DescriptorFaults
  ) {
    let known = faults.findings.count
    guard node.json.members != nil, let name = faults.text("column", of: node),
      let initial = faults.texts("initial", of: node), !initial.isEmpty,
      let transitions = faults.object("transitions", of: node)
    else {
      if faults.findings.count == known {
        faults.add(
          at: node, table: table, "a state machine of '\(table)' cannot be understood",
          hint: "It has a 'column', 'initial' states and 'transitions': for each state those it "
            + "leads to.")
      }
      return nil
    }
    guard let place = columns.firstIndex(where: { $0.name == name }) else {
      faults.add(
        at: node["column"] ?? node, table: table,
        "a state machine of '\(table)' names '\(abbreviated(name))', which is no field",
        hint: faults.suggestion(for: name, among: columns.map(\.name)))
      return nil
    }
    guard case .enumeration(let words) = columns[place].type else {
      faults.add(
        at: node["column"] ?? node, table: table, field: name,
        "'\(abbreviated(name))' has no states, as its words are not declared",
        hint: "Give its field an 'enum' of all states.")
      return nil
    }
    let isState = Set(words).contains
    var mentions = [(states: initial, node: node["initial"] ?? node)]
    var next: [String: [String]] = [:]
    for member in transitions.json.members ?? [] {
      // An object of this member alone: to look each up among all would take the square of them.
      let alone = DescriptorNode(.object([member]), transitions.path)
      let states = faults.texts(member.name, of: alone) ?? []
      mentions.append(([member.name] + states, alone[member.name] ?? alone))
      next[member.name] = states
    }
    for (states, node) in mentions {
      guard let unknown = states.first(where: { !isState($0) }) else { continue }
      faults.add(
        at: node, table: table, field: name,
        "'\(abbreviated(name))' has no state '\(abbreviated(unknown))'",
        hint: faults.suggestion(for: unknown, among: words))
      return nil
    }
    self.init(place, of: columns, from: initial, next)
  }
}
