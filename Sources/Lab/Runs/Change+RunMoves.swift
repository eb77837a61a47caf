public import Tables

extension Change {
  /// Notes that work on a run stops for a while; the time until it is resumed is no time of work.
  /// - Throws: `RefusedChange` when the run is over or paused, or the time is before what happened.
  @discardableResult
  public mutating func pause(
    _ run: Key<Run>, by user: Key<User>? = nil, at time: Instant, reason: String? = nil
  ) throws -> RunEvent {
    let record = try openRecord(of: run, "it cannot be paused")
    if case .paused(let since) = record.latest.state {
      throw RefusedChange.of(
        run, "run \(run) is paused already, since \(since.cellText)",
        "Go on with 'plainlab run resume \(run)'.")
    }
    try record.refuse(beforeLast: time, "paused")
    return try self.record(.pause, of: run, by: user, at: time, reason?.written)
  }

  /// Notes that work on a paused run goes on.
  /// - Throws: `RefusedChange` when the run is not paused, or the time is before its pause.
  @discardableResult
  public mutating func resume(
    _ run: Key<Run>, by user: Key<User>? = nil, at time: Instant
  ) throws -> RunEvent {
    let record = try openRecord(of: run, "it cannot be resumed")
    guard case .paused = record.latest.state else {
      throw RefusedChange.of(
        run, "run \(run) is not paused, so it cannot be resumed",
        "'plainlab run show \(run)' shows what happened to it.")
    }
    try record.refuse(beforeLast: time, "resumed")
    return try self.record(.resume, of: run, by: user, at: time)
  }

  /// Ends a run of which every step is done, or left out for a reason that is kept with the step.
  ///
  /// - Parameter reasons: Why open steps are left out, by their numbers.
  /// - Throws: `RefusedChange` when the run is over or paused, an open step has no reason, or the
  ///   time is before what happened.
  @discardableResult
  public mutating func finish(
    _ run: Key<Run>, by user: Key<User>? = nil, at time: Instant,
    skipping reasons: [Int: String] = [:], notes: String? = nil
  ) throws -> Run {
    let record = try openRecord(of: run, "it cannot be finished")
    if case .paused(let since) = record.latest.state {
      throw RefusedChange.of(
        run, "run \(run) is paused, since \(since.cellText)",
        "Go on with 'plainlab run resume \(run)' before you finish it.")
    }
    try record.refuse(beforeLast: time, "finished")
    let open = record.openLines.map(\.number).filter { reasons[$0] == nil }
    guard open.isEmpty else { throw RefusedChange.openSteps(open, of: run) }
    // All is looked at before anything is changed.
    let skipped = try reasons.sorted { $0.key < $1.key }.map { number, reason in
      try record.skipped(number, for: reason)
    }
    for step in skipped { try update(step) }
    return try end(record, as: .completed, at: time, notes) {
      try $0.record(.complete, of: run, by: user, at: time)
    }
  }

  /// Gives a run up, paused or not. What was done of it stays written.
  /// - Throws: `RefusedChange` when the run is over, no reason is given, or the time is before what
  ///   happened.
  @discardableResult
  public mutating func cancel(
    _ run: Key<Run>, by user: Key<User>? = nil, at time: Instant, reason: String
  ) throws -> Run {
    let record = try openRecord(of: run, "it cannot be cancelled")
    try record.refuse(beforeLast: time, "cancelled")
    let reason = try reason.said(of: run)
    return try end(record, as: .cancelled, at: time, nil) {
      try $0.record(.cancel, of: run, by: user, at: time, reason)
    }
  }

  /// Writes down a remark on an open run.
  /// - Throws: `RefusedChange` when the run is over, or the time is before its start.
  @discardableResult
  public mutating func note(
    _ text: String, on run: Key<Run>, by user: Key<User>? = nil, at time: Instant
  ) throws -> RunEvent {
    let record = try openRecord(of: run, "nothing can be noted on it")
    try record.refuse(before: time, "noted on")
    return try self.record(.note, of: run, by: user, at: time, try text.said(of: run))
  }

  private mutating func end(
    _ record: RunRecord, as status: Run.Status, at time: Instant, _ notes: String?,
    event: (inout Change) throws -> RunEvent
  ) throws -> Run {
    var run = record.run
    run.status = status
    run.endTime = time
    run.notes = run.notes.adding(notes)
    try update(run)
    _ = try event(&self)
    return run
  }
}

extension RunRecord {
  /// The open step with the reason for which it is left out.
  fileprivate func skipped(_ number: Int, for reason: String) throws -> RunStep {
    var step = try existingLine(number).step
    if step.isCompleted {
      throw RefusedChange.of(
        run.id, "step \(number) of run \(run.id) is done, so it cannot be left out")
    }
    step.notes = step.notes.adding(try reason.said(of: run.id))
    return step
  }
}
