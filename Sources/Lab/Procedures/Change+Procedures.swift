public import Tables

/// What an edit of a procedure began with: a version, and what it said, where that is known.
public struct ProcedureOrigin: Sendable, Equatable {
  public let version: Int
  public let text: ProcedureText?

  public init(version: Int, text: ProcedureText? = nil) {
    self.version = version
    self.text = text
  }
}

/// The life of a procedure: each verb is one change of several tables.
extension Change {
  /// Makes a procedure with its first version.
  /// - Throws: `ProcedureError` when the text misses what a procedure needs.
  @discardableResult
  public mutating func createProcedure(
    _ text: ProcedureText, labels: [Key<Label>] = [], changeDescription: String = "First version",
    at instant: Instant
  ) throws -> Procedure {
    try text.validate()
    let procedure = Procedure(
      id: try newKey(), name: text.name, description: text.description, createdAt: instant,
      updatedAt: instant, version: 1)
    try insert(procedure)
    for (i, step) in text.steps.enumerated() {
      try insertStep(step, order: i + 1, in: procedure.id)
    }
    try keep(text, as: 1, of: procedure.id, changeDescription, at: instant)
    for label in labels { try attach(label, to: procedure.id) }
    return procedure
  }

  /// Makes a procedure say something else, as a new version.
  ///
  /// A step keeps its id as long as it is the same one: moved, re-timed or reworded (`StepMatching`
  /// tells which it is). One that is dropped is deleted, or retired when runs refer to it.
  ///
  /// Where the rows were edited by hand since the last version, the new one is written even when it
  /// says what they say. Labels are no part of a version: they are how a procedure is found.
  ///
  /// - Parameters:
  ///   - labels: The labels it is to bear; `nil` leaves them as they are.
  ///   - origin: What the edit began with. Where the procedure is at another version now, or says
  ///     something else, somebody has changed it meanwhile, and the edit is refused.
  ///   - changeDescription: What changed and why; by default which steps did.
  /// - Throws: `ProcedureError`, also when nothing would change.
  @discardableResult
  public mutating func editProcedure(
    _ key: Key<Procedure>, to text: ProcedureText, labels: [Key<Label>]? = nil,
    from origin: ProcedureOrigin? = nil, changeDescription: String? = nil, at instant: Instant
  ) throws -> ProcedureEdit {
    try text.validate()
    guard let record = try procedure(key) else { throw ProcedureError.unknown(key) }
    let current = record.procedure.version
    if let origin, origin.version != current {
      throw ProcedureError.overtaken(key, began: origin.version, now: current)
    }
    if let text = origin?.text, text != record.text {
      throw ProcedureError.editedByHand(key, version: current)
    }
    let changesLabels = try labels.map { try replaceLabels(of: record, by: $0) } ?? false
    let versions = try rows(where: \ProcedureVersion.procedure, is: key)
    let kept = versions.first { $0.version == current }
    let isEditedByHand = kept != nil && kept?.text != record.text
    let matching = StepMatching(
      from: record.steps.map(\.text), retired: record.retiredSteps.map(\.text), to: text.steps)
    guard text != record.text || isEditedByHand else {
      guard changesLabels else { throw ProcedureError.nothingChanged(key, version: current) }
      var edit = ProcedureEdit(of: record, to: text, version: current, matching)
      edit.changesLabels = true
      return edit
    }
    // A table made by hand may have no versions; what it said until now is not to be lost.
    if kept == nil {
      try keep(
        record.text, as: current, of: key, "As it was before the first edit",
        at: record.procedure.updatedAt)
    }
    let next = 1 + max(current, versions.map(\.version).max() ?? 0)
    var edit = ProcedureEdit(of: record, to: text, version: next, matching)
    try keep(text, as: next, of: key, changeDescription ?? edit.summary, at: instant)
    edit.changesLabels = changesLabels
    try apply(text, matching, to: record)
    var procedure = record.procedure
    procedure.version = next
    procedure.updatedAt = instant
    if text.name != record.text.name { procedure.name = text.name }
    if text.description != record.text.description { procedure.description = text.description }
    try update(procedure)
    return edit
  }

  /// Makes a procedure say again what it said at an older version, as a new version.
  ///
  /// Where the rows were edited by hand since the last version, what they say is kept as one first.
  @discardableResult
  public mutating func restoreProcedure(
    _ key: Key<Procedure>, version: Int, changeDescription: String? = nil, at instant: Instant
  ) throws -> ProcedureEdit {
    guard let record = try procedure(key) else { throw ProcedureError.unknown(key) }
    let versions = try rows(where: \ProcedureVersion.procedure, is: key)
    let text = try versions.text(ofVersion: version, key)
    if let kept = versions.first(where: { $0.version == record.procedure.version }),
      kept.text != record.text, text != record.text
    {
      try editProcedure(key, to: record.text, at: instant)
    }
    return try editProcedure(
      key, to: text, changeDescription: changeDescription ?? "Version \(version) restored",
      at: instant)
  }

  /// Deletes a procedure with its steps and versions.
  /// - Throws: `ProcedureError` while runs refer to it: they would no longer tell what was followed.
  @discardableResult
  public mutating func deleteProcedure(_ key: Key<Procedure>) throws -> Procedure {
    guard let procedure = try row(key) else { throw ProcedureError.unknown(key) }
    let runs = try rows(where: \Run.procedure, is: key)
    if let last = runs.max(by: { $0.startTime < $1.startTime }) {
      throw ProcedureError.followed(
        key, runs: runs.count, last: last.id, on: CalendarDate(ofSeconds: last.startTime.seconds))
    }
    try delete(procedure)
    return procedure
  }
}

extension Change {
  private mutating func insertStep(
    _ step: StepText, order: Int, in procedure: Key<Procedure>
  ) throws {
    try insert(
      Step(
        id: try newKey(), procedure: procedure, order: order, description: step.description,
        estimatedMinutes: step.estimatedMinutes))
  }

  private mutating func keep(
    _ text: ProcedureText, as version: Int, of procedure: Key<Procedure>,
    _ changeDescription: String, at instant: Instant
  ) throws {
    try insert(
      ProcedureVersion(
        id: try newKey(), procedure: procedure, version: version, createdAt: instant,
        changeDescription: changeDescription, snapshot: text.snapshot(version: version)))
  }

  /// Brings the rows of the steps to what the text says.
  private mutating func apply(
    _ text: ProcedureText, _ matching: StepMatching, to record: ProcedureRecord
  ) throws {
    for place in matching.dropped {
      var step = record.steps[place]
      if try rows(where: \RunStep.step, is: step.id).isEmpty {
        try delete(step)
      } else {
        step.order = nil
        try update(step)
      }
    }
    let old = record.steps + record.retiredSteps
    for (i, step) in text.steps.enumerated() {
      guard let origin = matching.origins[i] else {
        try insertStep(step, order: i + 1, in: record.procedure.id)
        continue
      }
      var row = old[origin]
      if row.order == i + 1, row.text == step { continue }
      row.order = i + 1
      // Cells that say the same are left as they are written.
      if row.text.description != step.description { row.description = step.description }
      row.estimatedMinutes = step.estimatedMinutes
      try update(row)
    }
  }
}
