public import Tables

/// All that is written of one run: its row, the procedure, each step, each event.
public struct RunRecord: Sendable {
  /// One step of the run, with the words of the version that the run followed.
  public struct Line: Sendable {
    /// The step's number in the procedure, as people say it.
    public let number: Int
    public let description: String
    public let estimatedMinutes: Int?
    public let step: RunStep
  }

  public let run: Run
  /// `nil` where the run names a procedure that is not there.
  public let procedure: Procedure?
  /// In the order of their numbers.
  public let lines: [Line]
  /// In the order of their times.
  public let events: [RunEvent]

  /// - Parameters:
  ///   - steps: The steps of the procedure, retired ones too.
  ///   - versions: The procedure's versions, as far as they are kept.
  init(
    _ run: Run, of procedure: Procedure?, steps: [Step], versions: [ProcedureVersion],
    runSteps: [RunStep], events: [RunEvent]
  ) {
    self.run = run
    self.procedure = procedure
    self.events = events.inOrder
    let followed = versions.first {
      $0.version == run.procedureVersion && $0.version != procedure?.version
    }
    lines = Self.lines(runSteps.sorted { $0.id < $1.id }, steps, followed)
  }

  /// The name of the procedure, or its number where it is not there.
  public var title: String { procedure?.name ?? "procedure \(run.procedure)" }

  public var openLines: [Line] { lines.filter { !$0.step.isCompleted } }

  public func progress(at moment: Instant) -> RunProgress {
    RunProgress(of: run, events: events, at: moment)
  }

  public func line(_ number: Int) -> Line? { lines.first { $0.number == number } }

  /// Seconds that somebody worked on a step that is done: since the step that was done before it, or
  /// the start, without the pauses. `nil` while it is open.
  public func secondsTaken(by line: Line, _ progress: RunProgress) -> Int? {
    guard let done = line.step.completedAt else { return nil }
    return progress.secondsWorked(from: lastDone(before: line), to: done)
  }

  /// When the step was done that was done before this one, be it earlier or later in the procedure;
  /// the start of the run when there is none.
  private func lastDone(before line: Line) -> Instant {
    let place = (line.step.completedAt ?? run.startTime, line.number)
    let before = lines.compactMap { other -> Instant? in
      guard let done = other.step.completedAt, (done, other.number) < place else { return nil }
      return done
    }
    return before.max() ?? run.startTime
  }

  /// When somebody last did a step, or began.
  public var lastDone: Instant { lines.compactMap(\.step.completedAt).max() ?? run.startTime }
}

extension RunRecord {
  /// The steps of an old version have the words that stand in its snapshot, as far as it has as many;
  /// those of the version that is followed now, the words of the table of steps.
  private static func lines(
    _ rows: [RunStep], _ steps: [Step], _ followed: ProcedureVersion?
  ) -> [Line] {
    if let written = followed?.text?.steps, written.count == rows.count {
      return rows.enumerated().map { place, row in
        Line(
          number: place + 1, description: written[place].description,
          estimatedMinutes: written[place].estimatedMinutes, step: row)
      }
    }
    let known = Dictionary(steps.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let orders = rows.compactMap { known[$0.step]?.order }
    // Where a step was retired or moved since, the numbers of now would leave some out or say two
    // things; the place in the run is always there.
    let areNumbered = orders.count == rows.count && Set(orders).count == rows.count
    return rows.enumerated().map { place, row in
      let step = known[row.step]
      return Line(
        number: areNumbered ? step?.order ?? place + 1 : place + 1,
        description: step?.description ?? "step \(row.step), which is not there",
        estimatedMinutes: step?.estimatedMinutes, step: row)
    }.sorted { $0.number < $1.number }
  }
}
