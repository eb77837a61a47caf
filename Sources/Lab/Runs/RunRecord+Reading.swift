public import Tables

extension Store {
  /// All that is written of a run, or `nil` when there is none of this id.
  ///
  /// Costs a reading of the tables of runs, their steps and their events.
  public func record(of run: Key<Run>) throws -> RunRecord? {
    guard let row = try rows(of: Run.self).first(where: { $0.id == run }) else { return nil }
    return RunRecord(
      row, of: try rows(of: Procedure.self).first { $0.id == row.procedure },
      steps: try rows(of: Step.self).filter { $0.procedure == row.procedure },
      versions: try rows(of: ProcedureVersion.self).filter { $0.procedure == row.procedure },
      runSteps: try rows(of: RunStep.self).filter { $0.run == run },
      events: try rows(of: RunEvent.self).filter { $0.run == run })
  }
}

extension Change {
  /// All that is written of a run, with the change so far.
  /// - Throws: `RefusedChange` when there is no run of this id.
  public mutating func record(of run: Key<Run>) throws -> RunRecord {
    guard let row = try row(run) else {
      throw RefusedChange(
        .foreignKey, table: "runs", key: run.description, "there is no run \(run)",
        hint: "'plainlab run list --open' shows those that are open.")
    }
    return RunRecord(
      row, of: try self.row(row.procedure),
      steps: try rows(where: \Step.procedure, is: row.procedure),
      versions: try rows(where: \ProcedureVersion.procedure, is: row.procedure),
      runSteps: try rows(where: \RunStep.run, is: run),
      events: try rows(where: \RunEvent.run, is: run))
  }
}
