public import Tables

/// One step of a run: whether it is done, and when.
public struct RunStep: TableRow {
  public let id: Key<RunStep>
  public var run: Key<Run>
  public var step: Key<Step>
  public var isCompleted: Bool
  public var completedAt: Instant?
  public var notes: String?

  public static let schema = Schema(
    "run_steps", "One step of a run: whether it is done, and when.", RunStep.init,
    Column("id", \.id, .primaryKey),
    Column("run_id", \.run, .references(Run.self, onDelete: .cascade)),
    Column("step_id", \.step, .references(Step.self, onDelete: .restrict)),
    Column("completed", \.isCompleted),
    Column("completed_at", \.completedAt, .note("Empty until the step is completed.")),
    Column("notes", \.notes, .note("What was read or noticed while doing it.")),
    rules: [
      .filled(
        \.completedAt, exactlyWhen: \.isCompleted,
        "a step has a completion time once it is completed, and only then"),
      .unique(\.run, \.step),
    ])
}
