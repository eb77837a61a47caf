public import Tables

extension Store {
  /// All that is written of a run, or `nil` when there is none of this id.
  ///
  /// Costs a reading of the tables of runs, their steps and their events, and an object for each row
  /// of this run alone.
  public func record(of run: Key<Run>) throws -> RunRecord? {
    // A change that changes nothing finds rows without making one of each.
    try preview("look at run \(run)") { try $0.recordIfAny(of: run) }.answer
  }
}

extension Change {
  /// All that is written of a run, with the change so far.
  /// - Throws: `RefusedChange` when there is no run of this id.
  public mutating func record(of run: Key<Run>) throws -> RunRecord {
    if let record = try recordIfAny(of: run) { return record }
    throw RefusedChange(
      .foreignKey, table: "runs", key: run.description, "there is no run \(run)",
      hint: "'plainlab run list --open' shows those that are open.")
  }

  fileprivate mutating func recordIfAny(of run: Key<Run>) throws -> RunRecord? {
    guard let row = try row(run) else { return nil }
    return RunRecord(
      row, of: try self.row(row.procedure),
      steps: try rows(where: \Step.procedure, is: row.procedure),
      versions: try rows(where: \ProcedureVersion.procedure, is: row.procedure),
      runSteps: try rows(where: \RunStep.run, is: run),
      events: try rows(where: \RunEvent.run, is: run))
  }
}
