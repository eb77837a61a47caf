import CommandLineKit
import JSONText
import Lab
import Tables

extension RunCommand {
  static let show = Command(
    "show", "Show a run: its steps, how long each took, its pauses and notes.",
    discussion: """
      A step took the time since the step that was done before it, without the pauses. Times are in \
      UTC.
      """,
    examples: [Example("plainlab run show 40", "how far it is")],
    Argument("run", as: Int.self, "The run's number"),
    Option(
      "as-of", as: Moment.self, "The moment from which an open run is looked at; now by default"),
    Flags.at,
    Option("format", default: ShowCommand.Format.text, "How the run is written"),
    status: { context, number, asOf, revision, format in
      let store = try context.store(at: revision)
      guard let record = try store.record(of: Key(number)) else {
        context.note("There is no run \(number).")
        return .findings
      }
      let sheet = RunSheet(
        record, at: try context.instant(asOf) ?? context.now, users: try store.rows(of: User.self),
        on: context.console)
      switch format {
      case .text: try sheet.write()
      case .json: try context.print(sheet.json.compact)
      }
      return .success
    })
}

extension RunSheet {
  /// The run as one object, for programs.
  var json: JSON {
    .object([
      .init("run", .int(record.run.id.id)),
      .init("procedure_id", .int(record.run.procedure.id)),
      .init("procedure", .string(record.title)),
      .init("version", record.run.procedureVersion.map { .int($0) } ?? .null),
      .init("state", .string(progress.state.word)),
      .init("user", .init(record.run.user.map { code(of: $0) })),
      .init("start_time", .string(record.run.startTime.cellText)),
      .init("end_time", .init(record.run.endTime?.cellText)),
      .init("worked_seconds", .int(progress.secondsWorked)),
      .init("elapsed_seconds", .int(progress.secondsElapsed)),
      .init("notes", .init(record.run.notes)),
      .init("steps", .array(record.lines.map(json(of:)))),
      .init("events", .array(record.events.map(json(of:)))),
    ])
  }

  private func json(of line: RunRecord.Line) -> JSON {
    .object([
      .init("step", .int(line.number)),
      .init("description", .string(line.description)),
      .init("completed", .bool(line.step.isCompleted)),
      .init("completed_at", .init(line.step.completedAt?.cellText)),
      .init("taken_seconds", record.secondsTaken(by: line, progress).map { .int($0) } ?? .null),
      .init("estimated_minutes", line.estimatedMinutes.map { .int($0) } ?? .null),
      .init("notes", .init(line.step.notes)),
    ])
  }

  private func json(of event: RunEvent) -> JSON {
    .object([
      .init("event", .string(event.event.rawValue)),
      .init("at", .string(event.at.cellText)),
      .init("user", .init(event.user.map { code(of: $0) })),
      .init("reason", .init(event.reason)),
    ])
  }
}

extension JSON {
  fileprivate init(_ text: String?) { self = text.map { .string($0) } ?? .null }
}
