import CommandLineKit
import Lab
import Tables
import Wording

extension RunCommand {
  static let list = Command(
    "list", "Show runs, the newest first.",
    examples: [
      Example("plainlab run list --open", "what is going on"),
      Example("plainlab run list --procedure 4 --since 2026-11-01", "this month's of procedure 4"),
    ],
    Flag("open", "Only runs that are in progress, paused or not"),
    Option("procedure", "Only runs of this one, by its number or name"),
    Option("status", as: Status.self, "Only runs of this status"),
    Option("since", as: Moment.self, "Only runs that started on this day or later"),
    Option(
      "as-of", as: Moment.self, "The moment from which open runs are looked at; now by default"),
    Option("limit", as: Int.self, "At most so many runs"),
    Flags.at,
    Option("format", default: OutputFormat.table, "How rows are written"),
    run: { context, isOpen, procedure, status, since, asOf, limit, revision, format in
      if let limit, limit < 0 { throw UsageError("--limit is a number of runs, not \(limit).") }
      let store = try context.store(at: revision)
      let procedure = try procedure.map { try store.procedure(named: $0).procedure.id }
      if isOpen, let status, status != .inProgress {
        throw UsageError("--open are those of status in_progress, not \(status.rawValue).")
      }
      let wanted = isOpen ? .inProgress : status.flatMap { Run.Status(rawValue: $0.rawValue) }
      let start = try context.instant(since)
      let summaries = try store.runSummaries(
        at: try context.instant(asOf) ?? context.now, status: wanted, limit: limit ?? .max
      ) { run in
        if let procedure, run.procedure != procedure { return false }
        if let start, run.startTime < start { return false }
        return true
      }
      // People read minutes, programs instants.
      let time = { (instant: Instant?) -> Field in
        Field(instant.map { format == .table ? $0.minuteText : $0.cellText })
      }
      try context.rows(
        [
          .number("run"), "procedure", "state", .number("done"), .number("steps"), "started",
          .number("worked_minutes"), "user", "ended",
        ], as: format
      ) { rows in
        for summary in summaries {
          try rows.add(
            .int(summary.run.id.id), .text(summary.procedure), .text(summary.progress.state.word),
            .int(summary.stepsDone), .int(summary.steps), time(summary.run.startTime),
            .number(Double(summary.progress.secondsWorked) / 60, decimals: 1),
            Field(summary.user?.text), time(summary.progress.isOpen ? nil : summary.run.endTime))
        }
      }
      if summaries.isEmpty { context.note("No runs.") }
    })

  enum Status: String, CaseIterable, ParameterValue {
    case inProgress = "in_progress"
    case completed, cancelled
  }
}

extension RunProgress.State {
  /// `running`, `paused`, `completed` or `cancelled`.
  var word: String {
    switch self {
    case .running: "running"
    case .paused: "paused"
    case .completed: "completed"
    case .cancelled: "cancelled"
    }
  }
}
