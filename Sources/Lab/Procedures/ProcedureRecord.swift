public import Tables

/// A procedure with what belongs to it, as the tables have it now.
public struct ProcedureRecord: Sendable {
  public let procedure: Procedure
  /// The steps to follow, in their order.
  public let steps: [Step]
  /// Steps that are followed no more, kept because runs refer to them.
  public let retiredSteps: [Step]
  /// In the order of the labels' table.
  public let labels: [Label]
  /// What it says.
  public let text: ProcedureText

  init(_ procedure: Procedure, steps: [Step], labels: [Label]) {
    self.procedure = procedure
    self.steps = steps.filter { $0.order != nil }.sorted { $0.order ?? 0 < $1.order ?? 0 }
    retiredSteps = steps.filter { $0.order == nil }
    self.labels = labels
    text = ProcedureText(
      name: procedure.name, description: procedure.description, steps: self.steps.map(\.text))
  }
}

extension Step {
  /// What the step says.
  public var text: StepText { StepText(description, minutes: estimatedMinutes) }
}

extension ProcedureVersion {
  /// What the procedure said at this version; `nil` when the snapshot does not tell.
  public var text: ProcedureText? { ProcedureText(snapshot: snapshot) }
}

extension Store {
  /// Every procedure, in the order of the file. Reads the tables of procedures, steps and labels.
  public func procedures() throws -> [ProcedureRecord] {
    let steps = Dictionary(grouping: try rows(of: Step.self), by: \.procedure)
    let attached = Dictionary(grouping: try rows(of: ProcedureLabel.self), by: \.procedure)
    let labels = try rows(of: Label.self)
    return try rows(of: Procedure.self).map { procedure in
      let keys = Set(attached[procedure.id, default: []].map(\.label))
      return ProcedureRecord(
        procedure, steps: steps[procedure.id, default: []],
        labels: labels.filter { keys.contains($0.id) })
    }
  }

  /// The versions of a procedure that are kept, the first one first.
  public func versions(of key: Key<Procedure>) throws -> [ProcedureVersion] {
    try rows(of: ProcedureVersion.self).filter { $0.procedure == key }
      .sorted { $0.version < $1.version }
  }

  /// What a procedure said at a version.
  /// - Throws: `ProcedureError` when the version is not kept, or not readable.
  public func text(of key: Key<Procedure>, version: Int) throws -> ProcedureText {
    try versions(of: key).text(ofVersion: version, key)
  }
}

extension Change {
  /// The procedure with this key, or `nil` when there is none.
  public mutating func procedure(_ key: Key<Procedure>) throws -> ProcedureRecord? {
    guard let procedure = try row(key) else { return nil }
    let attached = Set(try rows(where: \ProcedureLabel.procedure, is: key).map(\.label))
    return ProcedureRecord(
      procedure, steps: try rows(where: \Step.procedure, is: key),
      labels: try rows(of: Label.self).filter { attached.contains($0.id) })
  }
}

extension [ProcedureVersion] {
  /// The text of one of a procedure's versions.
  func text(ofVersion version: Int, _ key: Key<Procedure>) throws(ProcedureError) -> ProcedureText {
    guard let row = first(where: { $0.version == version }) else {
      throw .unknownVersion(version, of: key, kept: map(\.version).sorted())
    }
    guard let text = row.text else { throw .unreadableVersion(version, of: key) }
    return text
  }
}
