internal import CSVText
public import Tables

/// A run on one line: what it follows, how far it is, who does it.
public struct RunSummary: Sendable {
  public let run: Run
  /// The procedure's name, or its number where it is not there.
  public let procedure: String
  /// The person's code; `nil` where nobody is named.
  public let user: Code<User>?
  public let progress: RunProgress
  public let stepsDone: Int
  public let steps: Int
}

extension Store {
  /// The newest `limit` runs that `wanted` takes, as they were at a moment, the newest first.
  ///
  /// Costs one reading of the runs, of their steps and of their events, and an object for each run
  /// that has the status; for each run, when none is asked for.
  public func runSummaries(
    at moment: Instant, status: Run.Status? = nil, limit: Int = .max,
    where wanted: (Run) -> Bool = { _ in true }
  ) throws -> [RunSummary] {
    let candidates =
      if let status {
        // A change that changes nothing finds rows without making one of each.
        try preview("look at runs") { try $0.rows(where: \Run.status, is: status) }.answer
      } else {
        try rows(of: Run.self)
      }
    let runs = candidates.filter(wanted)
      .sorted { ($1.startTime, $1.id) < ($0.startTime, $0.id) }.prefix(limit)
    guard !runs.isEmpty else { return [] }
    let ids = Set(runs.map(\.id))
    let steps = try stepCounts(of: ids)
    let events = Dictionary(grouping: try events(of: ids), by: \.run)
    let procedures = Dictionary(
      try rows(of: Procedure.self).map { ($0.id, $0.name) }, uniquingKeysWith: { a, _ in a })
    let users = Dictionary(
      try rows(of: User.self).map { ($0.id, $0.code) }, uniquingKeysWith: { a, _ in a })
    return runs.map { run in
      RunSummary(
        run: run, procedure: procedures[run.procedure] ?? "procedure \(run.procedure)",
        user: run.user.flatMap { users[$0] },
        progress: RunProgress(of: run, events: events[run.id] ?? [], at: moment),
        stepsDone: steps[run.id]?.done ?? 0, steps: steps[run.id]?.all ?? 0)
    }
  }

  /// How many steps those runs have, and how many are done. No object is made for a step.
  private func stepCounts(
    of runs: Set<Key<Run>>
  ) throws -> [Key<Run>: (all: Int, done: Int)] {
    var counts: [Key<Run>: (all: Int, done: Int)] = [:]
    try read(RunStep.schema.table, columns: ["run_id", "completed"]) { batch, projection in
      for record in 0..<batch.count {
        guard let run = Key<Run>(cellText: projection.text(batch, record, 0)), runs.contains(run)
        else { continue }
        let done = projection.text(batch, record, 1) == "true" ? 1 : 0
        let count = counts[run] ?? (0, 0)
        counts[run] = (count.all + 1, count.done + done)
      }
      return .more
    }
    return counts
  }

  /// The events of those runs. No object is made for an event of another.
  private func events(of runs: Set<Key<Run>>) throws -> [RunEvent] {
    var events: [RunEvent] = []
    let columns = ["run_id", "id", "event", "at", "user_id", "reason"]
    try read(RunEvent.schema.table, columns: columns) { batch, projection in
      for record in 0..<batch.count {
        guard let run = Key<Run>(cellText: projection.text(batch, record, 0)), runs.contains(run),
          let id = Key<RunEvent>(cellText: projection.text(batch, record, 1)),
          let event = RunEvent.Event(cellText: projection.text(batch, record, 2)),
          let at = Instant(cellText: projection.text(batch, record, 3))
        else { continue }
        events.append(
          RunEvent(
            id: id, run: run, event: event, at: at,
            user: Key(cellText: projection.text(batch, record, 4)),
            reason: String?(cellText: projection.text(batch, record, 5)) ?? nil))
      }
      return .more
    }
    return events
  }
}
