public import Tables

extension Change {
  /// Begins a run of a procedure as it is now: a row for the run, which keeps the version that it
  /// follows, one for each step, and the event of its start.
  ///
  /// Other runs of the procedure may be open.
  /// - Throws: `RefusedChange` when there is no such procedure, or it has no steps to follow.
  @discardableResult
  public mutating func startRun(
    of key: Key<Procedure>, by user: Key<User>? = nil, at time: Instant, notes: String? = nil
  ) throws -> Run {
    guard let procedure = try row(key) else {
      throw RefusedChange(
        .foreignKey, table: "procedures", key: key.description, "there is no procedure \(key)",
        hint: "'plainlab list procedures --columns id,name' shows them.")
    }
    let steps = try rows(where: \Step.procedure, is: key)
    let numbered = steps.compactMap { step in step.order.map { (order: $0, step: step) } }
      .sorted { ($0.order, $0.step.id) < ($1.order, $1.step.id) }
    guard !numbered.isEmpty else {
      throw RefusedChange(
        .rule, table: "procedures", key: key.description,
        "procedure \(key), '\(procedure.name)', has no steps that a run could follow",
        hint: "Give it steps first.")
    }
    let run = Run(
      id: try newKey(), procedure: key, startTime: time, endTime: nil, status: .inProgress,
      notes: notes, procedureVersion: procedure.version, user: user)
    try insert(run)
    for (_, step) in numbered {
      try insert(
        RunStep(
          id: try newKey(), run: run.id, step: step.id, isCompleted: false, completedAt: nil,
          notes: nil))
    }
    try record(.start, of: run.id, by: user, at: time)
    return run
  }

  /// Writes down that something happened to a run.
  @discardableResult
  mutating func record(
    _ event: RunEvent.Event, of run: Key<Run>, by user: Key<User>?, at time: Instant,
    _ reason: String? = nil
  ) throws -> RunEvent {
    let row = RunEvent(
      id: try newKey(), run: run, event: event, at: time, user: user, reason: reason)
    try insert(row)
    return row
  }
}
