public import Tables

/// Steps are called by their number in the procedure, as people say it.
extension Change {
  /// Notes that a step is done, and what was read or noticed while doing it.
  ///
  /// Steps may be done in any order, and noted later than they were done: the time must lie after
  /// the start and in no pause.
  /// - Throws: `RefusedChange` when the run is over, the step is done already or not there, or the
  ///   time does not fit.
  @discardableResult
  public mutating func complete(
    step number: Int, of run: Key<Run>, at time: Instant, note: String? = nil
  ) throws -> RunStep {
    let record = try openRecord(of: run, "no step of it can be done")
    let line = try record.existingLine(number)
    if let done = line.step.completedAt {
      throw RefusedChange.of(
        run, "step \(number) of run \(run) is done already, at \(done.cellText)",
        "To correct the time, undo the step, and do it again with '--at TIME'.")
    }
    try record.refuse(before: time, "done")
    try record.refusePause(at: time)
    var step = line.step
    step.isCompleted = true
    step.completedAt = time
    step.notes = step.notes.adding(note)
    try update(step)
    return step
  }

  /// Takes back that a step is done. That it was, and when, is kept as an event.
  /// - Throws: `RefusedChange` when the run is over, or the step is not done.
  @discardableResult
  public mutating func undo(
    step number: Int, of run: Key<Run>, by user: Key<User>? = nil, at time: Instant,
    reason: String? = nil
  ) throws -> RunStep {
    let record = try openRecord(of: run, "no step of it can be undone")
    let line = try record.existingLine(number)
    guard let done = line.step.completedAt else {
      throw RefusedChange.of(
        run, "step \(number) of run \(run) is not done, so there is nothing to undo")
    }
    try record.refuse(before: time, "undone")
    var step = line.step
    step.isCompleted = false
    step.completedAt = nil
    try update(step)
    try self.record(
      .note, of: run, by: user, at: time,
      "Step \(number) undone; it was done at \(done.cellText)"
        + (reason?.written.map { ": \($0)" } ?? ""))
    return step
  }

  /// Adds to what was read or noticed at a step, done or not.
  /// - Throws: `RefusedChange` when the run is over, or the step is not there.
  @discardableResult
  public mutating func note(
    _ text: String, atStep number: Int, of run: Key<Run>
  ) throws -> RunStep {
    let record = try openRecord(of: run, "nothing can be noted on it")
    var step = try record.existingLine(number).step
    step.notes = step.notes.adding(try text.said(of: run))
    try update(step)
    return step
  }
}

extension RunRecord {
  func existingLine(_ number: Int) throws -> Line {
    if let line = line(number) { return line }
    let numbers = lines.map(\.number)
    let known =
      switch (numbers.first, numbers.last) {
      case (let first?, let last?) where first < last: "Its steps are \(first) to \(last)."
      case (let only?, _): "Its only step is \(only)."
      default: "It has no steps."
      }
    throw RefusedChange.of(
      run.id, "run \(run.id) has no step \(number)", known, code: .foreignKey)
  }
}

extension String {
  /// The text, which must say something.
  func said(of run: Key<Run>) throws -> String {
    if let written { return written }
    throw RefusedChange.of(
      run, "a note or a reason says something, and this one is empty", code: .rule)
  }
}

extension String? {
  /// What was noted before and what is noted now.
  func adding(_ more: String?) -> String? {
    guard let more = more?.written else { return self }
    return map { "\($0); \(more)" } ?? more
  }
}
