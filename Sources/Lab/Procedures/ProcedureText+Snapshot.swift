internal import JSONText
public import Tables

/// Snapshots: a text as it is kept in `versions`, canonical JSON on one line.
///
///     {"description":null,"name":"Rinse","steps":[{"description":"Rinse twice",
///      "estimated_duration":5,"order":1}],"version":2}
extension ProcedureText {
  /// The text as a cell of `versions`.
  public func snapshot(version: Int) -> JSONCell {
    let steps = steps.enumerated().map { i, step in
      JSON.object([
        .init("description", .string(step.description)),
        .init("estimated_duration", step.estimatedMinutes.map { .int($0) } ?? .null),
        .init("order", .int(i + 1)),
      ])
    }
    return JSONCell([
      "name": .string(name), "description": description.map { .string($0) } ?? .null,
      "steps": .array(steps), "version": .int(version),
    ])
  }

  /// Reads a snapshot; `nil` when it does not say what a procedure says.
  ///
  /// Steps are in the order of their numbers. Members that are not known are left out, and those that
  /// may be empty may be missing, as other programs write snapshots too.
  public init?(snapshot: JSONCell) {
    guard let json = try? JSON(parsing: snapshot.text), let name = json["name"]?.string,
      let members = json["steps"]?.array
    else { return nil }
    var steps: [(order: Int, text: StepText)] = []
    for (i, member) in members.enumerated() {
      guard let description = member["description"]?.string else { return nil }
      let text = StepText(description, minutes: member["estimated_duration"]?.int)
      steps.append((member["order"]?.int ?? i + 1, text))
    }
    // The sort is stable: steps of one number stay as they are.
    self.init(
      name: name, description: json["description"]?.string,
      steps: steps.sorted { $0.order < $1.order }.map(\.text))
  }
}
