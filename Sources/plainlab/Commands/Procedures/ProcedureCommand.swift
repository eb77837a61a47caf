public import CommandLineKit
public import Lab
import Tables
import Wording

/// Procedures: written, changed, kept in versions, found and read.
enum ProcedureCommand {
  static let command = Command(
    "procedure", "Write procedures, and keep every version of them.",
    subcommands: [create, edit, list, show, delete, versions, diff, restore])

  /// The argument that names a procedure.
  static let argument = Argument("procedure", "Its id, or its whole name")
  static let message = Option(
    "message", short: "m", placeholder: "TEXT", "What changed and why, to be kept with the version")

  private static let create = Command(
    "create", "Write a new procedure.",
    discussion: """
      Minutes stand at the end of a step, 'Rinse twice (5 min)', or in as many --duration as there \
      are steps; '-' is not estimated. A label must be there: see 'plainlab label create'.
      """,
    examples: [
      Example(
        "plainlab procedure create 'Cleaning of modules' --step 'Rinse (5 min)' --step 'Dry (20 min)'",
        "two steps and their minutes"),
      Example(
        "plainlab procedure create Weighing --step Tare --step Weigh --duration 1 --duration 2 "
          + "--label daily --dry-run", "show the rows that would be written"),
    ],
    Argument("name", "What it is called"),
    Option("description", placeholder: "TEXT", "What it is for, and when to use it"),
    Options("step", placeholder: "TEXT", "What to do, a step an option"),
    Options("duration", as: StepMinutes.self, "The minutes of each step, in their order"),
    Options("label", placeholder: "NAME", "A label to find it by"),
    message, Flags.writing,
    run: { context, name, description, steps, durations, labels, message, mode in
      let text = try ProcedureOptions(
        name: name, description: description, steps: steps, durations: durations
      ).text(from: ProcedureText(name: ""))
      let store = try context.store()
      let labels = try labels.map { try store.label(named: $0).id }
      if let other = try store.procedures().first(where: { $0.text.name == text.name }) {
        context.note("Note: \(other.procedure.title) has the same name.")
      }
      let procedure = try context.write("create procedure '\(name)'", as: mode) { change in
        try change.createProcedure(
          text, labels: labels, changeDescription: message ?? "First version", at: context.now)
      }
      if !mode.isDryRun {
        try context.print(
          "Created \(procedure.title): version 1, \(counted(text.steps.count, "step")).")
      }
    })

  private static let delete = Command(
    "delete", "Delete a procedure with its steps and versions.",
    discussion: "Refused while runs refer to it, as they would no longer tell what was followed.",
    argument, Flags.writing,
    run: { context, word, mode in
      let key = try context.store().procedure(named: word).procedure.id
      let written = try context.written("delete procedure \(key)", as: mode) { change in
        try change.deleteProcedure(key)
      }
      if mode.isDryRun { return }
      let others = written.tables.filter { $0.table != "procedures" && $0.deleted > 0 }
        .map { "\(counted($0.deleted, "row")) of \($0.table)" }
      try context.print(
        "Deleted \(written.answer.title)"
          + (others.isEmpty ? "." : ", and with it \(others.joinedForReading())."))
    })
}

extension Procedure {
  /// The procedure in an answer: `procedure 3 'Rinsing'`.
  var title: String { "procedure \(id) '\(visible(name))'" }
}

extension Store {
  /// The procedure that a person named by its id, or by its whole name, in any case, where no other
  /// has it.
  func procedure(named word: String) throws -> ProcedureRecord {
    let records = try procedures()
    if let id = Int(word), let record = records.first(where: { $0.procedure.id.id == id }) {
      return record
    }
    let named = records.filter { $0.procedure.name.lowercased() == word.lowercased() }
    if named.count > 1 {
      let ids = named.map { String($0.procedure.id.id) }.joinedForReading()
      throw UsageError("'\(visible(word))' is the name of \(ids). Name one by its id.")
    }
    if let record = named.first { return record }
    throw UsageError.unknown("procedure", word, among: records.map(\.procedure.name))
  }

  /// The label that a person named, by its name or its id.
  func label(named word: String) throws -> Label {
    let labels = try rows(of: Label.self)
    if let label = labels.first(where: { $0.name == word }) { return label }
    if let id = Int(word), let label = labels.first(where: { $0.id.id == id }) { return label }
    throw UsageError.unknown("label", word, among: labels.map(\.name))
  }
}

/// What was refused is an answer about the lab, as findings are.
extension ProcedureError: ExitStatusConvertible {
  public var exitStatus: ExitStatus { .findings }
}

extension LabelError: ExitStatusConvertible {
  public var exitStatus: ExitStatus { .findings }
}
