import CommandLineKit
import Lab
import Tables
import Wording

enum RunCommand {
  static let command = Command(
    "run", "Follow a procedure, and write down what was done.",
    discussion: """
      A run follows a procedure step by step. It keeps the version that it follows, when each step \
      was done, the pauses and the notes. Steps are called by their number in the procedure. Every \
      command takes --at for times that were noted on paper, and --user, or PLAINLAB_USER in the \
      environment, for who did it.
      """,
    subcommands: [dialogue, start, step, note, pause, resume, finish, cancel, list, show])

  private static let key = Argument("run", as: Int.self, "The run's number")

  private static let start = Command(
    "start", "Begin a run.",
    examples: [
      Example("plainlab run start 4 --user SOK", "a run of procedure 4"),
      Example("plainlab run start 4 --at 2026-11-20T17:49:00Z", "one that began earlier"),
    ],
    Argument("procedure", "The procedure's number or name"),
    Option("notes", placeholder: "TEXT", "What to know of this run"),
    Person.option, Person.at, Flags.writing,
    run: { context, procedure, notes, user, at, mode in
      let time = try context.instant(at)
      let procedure = try context.store().procedure(named: procedure).procedure
      let run = try context.write("start run of '\(procedure.name)'", as: mode) { change in
        let user = try change.person(user, actingAt: time)
        return try change.startRun(of: procedure.id, by: user, at: time, notes: notes)
      }
      guard !mode.isDryRun else { return }
      let version = run.procedureVersion.map { " (version \($0))" } ?? ""
      try context.print(
        "Run \(run.id) of '\(visible(procedure.name))'\(version) started at "
          + "\(run.startTime.cellText).")
    })

  private static let step = Command(
    "step", "Note that a step is done, or what was seen at it.",
    discussion: """
      With --done and --note the note is kept with the step; with --undo it is the reason, and kept \
      as an event, as is when the step had been done.
      """,
    examples: [
      Example(
        "plainlab run step 40 3 --done --note 'level 2 repeated' --at 2026-11-20T18:30:00Z",
        "done at half past six, with a remark"),
      Example("plainlab run step 40 2 --undo --at 2026-11-20T18:30:00Z", "it was another one"),
    ],
    key, Argument("step", as: Int.self, "The step's number in the procedure"),
    Flag("done", "The step is done"), Flag("undo", "The step is not done after all"),
    Option("note", placeholder: "TEXT", "What was read or noticed"),
    Person.option, Person.at, Flags.writing,
    run: { context, run, step, isDone, isUndone, note, user, at, mode in
      if isDone && isUndone { throw UsageError("--done and --undo exclude each other.") }
      if !isDone, !isUndone, note == nil {
        throw UsageError("Say what of the step: --done, --undo or --note TEXT.")
      }
      let time = try context.instant(at)
      let key = Key<Run>(run)
      let what = isDone ? "done" : isUndone ? "undone" : "noted"
      let record = try context.write("step \(step) of run \(run) \(what)", as: mode) {
        change in
        let user = try change.person(user, actingAt: time)
        if isDone {
          try change.complete(step: step, of: key, at: time, note: note)
        } else if isUndone {
          try change.undo(step: step, of: key, by: user, at: time, reason: note)
        } else {
          try change.note(note ?? "", atStep: step, of: key)
        }
        return try change.record(of: key)
      }
      guard !mode.isDryRun else { return }
      let done = record.lines.count - record.openLines.count
      try context.print(
        isDone || isUndone
          ? "Step \(step) of run \(run) \(what) at \(time.cellText): \(done) of "
            + "\(counted(record.lines.count, "step")) done."
          : "Noted at step \(step) of run \(run).")
    })

  private static let note = Command(
    "note", "Write down a remark on a run.",
    key, Argument("text", "What happened"), Person.option, Person.at, Flags.writing,
    run: { context, run, text, user, at, mode in
      try context.move(run, "note", user, at, mode) { change, key, user, time in
        try change.note(text, on: key, by: user, at: time)
        return "Noted on run \(run)."
      }
    })
}

// MARK: Pauses and the end

extension RunCommand {
  private static let pause = Command(
    "pause", "Stop work on a run for a while.",
    key, Option("reason", placeholder: "TEXT", "Why"), Person.option, Person.at, Flags.writing,
    run: { context, run, reason, user, at, mode in
      try context.move(run, "pause", user, at, mode) { change, key, user, time in
        try change.pause(key, by: user, at: time, reason: reason)
        return "Run \(run) paused at \(time.cellText)."
      }
    })

  private static let resume = Command(
    "resume", "Go on with a paused run.",
    key, Person.option, Person.at, Flags.writing,
    run: { context, run, user, at, mode in
      try context.move(run, "resume", user, at, mode) { change, key, user, time in
        try change.resume(key, by: user, at: time)
        let pause = try change.record(of: key).progress(at: time).pauses.last
        let length = pause.map {
          ", after a pause of \(elapsed(seconds: time.seconds - $0.start.seconds))"
        }
        return "Run \(run) resumed at \(time.cellText)\(length ?? "")."
      }
    })

  private static let finish = Command(
    "finish", "End a run of which all is done.",
    discussion: """
      Each step that is still open needs a reason for which it is left out. The reason is kept with \
      the step.
      """,
    examples: [
      Example(
        "plainlab run finish 40 --skip 3='nothing marked' --skip 4='no need' --at 2026-11-20T18:30:00Z",
        "two steps were not needed")
    ],
    key, Options("skip", as: SkippedStep.self, "Why an open step is left out"),
    Option("notes", placeholder: "TEXT", "What to know of this run"),
    Person.option, Person.at, Flags.writing,
    run: { context, run, skipped, notes, user, at, mode in
      var reasons: [Int: String] = [:]
      for step in skipped where reasons.updateValue(step.reason, forKey: step.number) != nil {
        throw UsageError("--skip names step \(step.number) twice.")
      }
      try context.move(run, "finish", user, at, mode) { [reasons] change, key, user, time in
        try change.finish(key, by: user, at: time, skipping: reasons, notes: notes)
        let worked = try change.record(of: key).progress(at: time).secondsWorked
        return "Run \(run) completed at \(time.cellText), "
          + "after \(elapsed(seconds: worked)) of work."
      }
    })

  private static let cancel = Command(
    "cancel", "Give a run up; what was done of it stays written.",
    key, Option("reason", as: String.self, placeholder: "TEXT", "Why").required(),
    Person.option, Person.at, Flags.writing,
    run: { context, run, reason, user, at, mode in
      try context.move(run, "cancel", user, at, mode) { change, key, user, time in
        try change.cancel(key, by: user, at: time, reason: reason)
        return "Run \(run) cancelled at \(time.cellText)."
      }
    })
}

/// `--skip 3='no glass breakage'`: an open step and why it is left out.
struct SkippedStep: ParameterValue {
  let number: Int
  let reason: String

  static let placeholder: String? = "STEP=REASON"
  var argument: String { "\(number)=\(reason)" }

  init(argument: String) throws(InvalidValue) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), parts[1].contains(where: { $0 != " " })
    else { throw InvalidValue(expected: "a step's number and a reason, as in 3='not needed'") }
    self.number = number
    reason = String(parts[1])
  }
}

extension Context {
  /// Makes one move of a run, and says what was made of it.
  fileprivate func move(
    _ run: Int, _ verb: String, _ user: String?, _ at: NotedTime?, _ mode: WritingMode,
    _ body: (inout Change, Key<Run>, Key<User>?, Instant) throws -> String
  ) throws {
    let time = try instant(at)
    let sentence = try write("\(verb) run \(run)", as: mode) { change in
      let user = try change.person(user, actingAt: time)
      return try body(&change, Key(run), user, time)
    }
    if !mode.isDryRun { try print(sentence) }
  }
}
