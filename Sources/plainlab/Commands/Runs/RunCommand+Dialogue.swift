import CommandLineKit
import Lab
import Tables
import Wording

/// A conversation about one run, step by step, until it is over or the person leaves.
///
/// Nothing of the run is kept here but the step that is looked at: each turn reads the files anew and
/// each answer is written at once, so that what others do meanwhile is seen, and nothing can be lost.
struct RunDialogue {
  private let context: Context
  private let run: Key<Run>
  private let procedure: Key<Procedure>
  private let user: String?
  /// The step that is looked at, by its number; `nil` behind the last.
  private var place: Int?
  private var hasLeft = false

  init(_ context: Context, _ run: Key<Run>, of procedure: Key<Procedure>, _ user: String?) {
    self.context = context
    self.run = run
    self.procedure = procedure
    self.user = user
  }

  /// Begins at the first step that is open.
  mutating func hold() throws {
    place = try context.store().record(of: run)?.openLines.first?.number
    while !hasLeft {
      guard let record = try context.store().record(of: run) else {
        return context.note("Run \(run) is not there any more.")
      }
      let progress = record.progress(at: context.now)
      if record.run.status != .inProgress { return try tellEnd(record, progress) }
      try console.print()
      if case .paused(let since) = progress.state {
        try turn(paused: since, record, progress)
      } else if let line = place.flatMap(record.line) {
        try turn(line, record, progress)
      } else {
        try turnAtEnd(record, progress)
      }
    }
    try console.print(
      "Run \(run) stays open; all is saved. 'plainlab run do \(procedure)' goes on with it.")
  }

  private var console: Console { context.console }

  private func tellEnd(_ record: RunRecord, _ progress: RunProgress) throws {
    try console.print(
      "Run \(run) is \(record.run.status.rawValue), "
        + "after \(elapsed(seconds: progress.secondsWorked)) of work.")
  }
}

// MARK: Turns

extension RunDialogue {
  private mutating func turn(
    _ line: RunRecord.Line, _ record: RunRecord, _ progress: RunProgress
  ) throws {
    let count = record.lines.count
    let last = record.lines.last?.number ?? count
    try console.print(
      console.out.styled("Step \(line.number) of \(last)", .bold) + "  "
        + record.times(of: line, progress))
    for row in wrapped(visible(line.description), toWidth: console.width - 2) {
      try console.print("  " + row)
    }
    if let notes = line.step.notes {
      try console.print("  " + console.out.styled(visible(notes), .cyan))
    }
    let number = line.number
    let asked =
      line.step.isCompleted
      ? ["undo", "note", "back", "go on", "pause", "cancel", "quit"]
      : ["done", "note", "back", "go on", "pause", "cancel", "quit"]
    guard let (word, rest) = try ask(asked) else { return }
    switch word {
    case "done":
      let isDone = try write("step \(number) of run \(run) done") { [run] change, _, time in
        try change.complete(step: number, of: run, at: time, note: rest)
      }
      if isDone { place = next(after: number, record, isOpen: true) }
    case "undo":
      try write("step \(number) of run \(run) undone") { [run] change, user, time in
        try change.undo(step: number, of: run, by: user, at: time, reason: rest)
      }
    case "note":
      guard let text = try text(rest, "Note: ") else { return }
      try write("step \(number) of run \(run) noted") { [run] change, _, _ in
        try change.note(text, atStep: number, of: run)
      }
    case "back":
      let before = record.lines.last { $0.number < number }?.number
      if before == nil { try console.print("This is the first step.") }
      place = before ?? number
    case "go on": place = next(after: number, record, isOpen: false)
    default: try turnAway(word, rest)
    }
  }

  private mutating func turnAtEnd(_ record: RunRecord, _ progress: RunProgress) throws {
    let open = record.openLines
    let numbers = open.map { String($0.number) }.joinedForReading()
    let worked = elapsed(seconds: progress.secondsWorked)
    let words =
      switch open.count {
      case 0: "All steps are done"
      case 1: "Step \(numbers) is open"
      default: "Steps \(numbers) are open"
      }
    try console.print(console.out.styled(words, .bold) + "  \(worked) of work")
    guard let (word, rest) = try ask(["finish", "note", "back", "pause", "cancel", "quit"]) else {
      return
    }
    switch word {
    case "finish":
      guard let reasons = try reasons(for: open) else { return }
      try write("finish run \(run)") { [run] change, user, time in
        try change.finish(run, by: user, at: time, skipping: reasons, notes: rest)
      }
    case "note":
      guard let text = try text(rest, "Note: ") else { return }
      try write("note run \(run)") { [run] change, user, time in
        try change.note(text, on: run, by: user, at: time)
      }
    case "back": place = (open.first ?? record.lines.last)?.number
    default: try turnAway(word, rest)
    }
  }

  private mutating func turn(
    paused since: Instant, _ record: RunRecord, _ progress: RunProgress
  ) throws {
    let length = elapsed(seconds: progress.end.seconds - since.seconds)
    let reason = progress.pauses.last?.reason.map { ": \(visible($0))" } ?? ""
    try console.print(console.out.styled("Paused", .yellow) + " for \(length)\(reason)")
    guard let (word, rest) = try ask(["resume", "note", "cancel", "quit"]) else { return }
    switch word {
    case "resume":
      try write("resume run \(run)") { [run] change, user, time in
        try change.resume(run, by: user, at: time)
      }
    case "note":
      guard let text = try text(rest, "Note: ") else { return }
      try write("note run \(run)") { [run] change, user, time in
        try change.note(text, on: run, by: user, at: time)
      }
    default: try turnAway(word, rest)
    }
  }

  /// What can be done at any step: to pause, to cancel, to leave.
  private mutating func turnAway(_ word: String, _ rest: String) throws {
    switch word {
    case "pause":
      let reason = rest.isEmpty ? try answer("Why? (Enter: no reason) ") : rest
      guard let reason else { return }
      try write("pause run \(run)") { [run] change, user, time in
        try change.pause(run, by: user, at: time, reason: reason)
      }
    case "cancel":
      guard let reason = try text(rest, "Why is it given up? (Enter: it is not) ") else { return }
      try write("cancel run \(run)") { [run] change, user, time in
        try change.cancel(run, by: user, at: time, reason: reason)
      }
    default: hasLeft = true
    }
  }
}

// MARK: Questions and answers

extension RunDialogue {
  /// Asks which of the words it is to be; `nil` when it is none, or the person has left.
  private mutating func ask(_ words: [String]) throws -> (word: String, rest: String)? {
    let question = words.map { "[\($0.prefix(1))]\($0.dropFirst())" }.joined(separator: "  ")
    guard let line = try answer(question + " > ") else { return nil }
    // The second word of 'go on' is no text of the person's.
    switch Reply(line, of: words) {
    case .word(let word, let rest): return (word, rest)
    case .look: return nil
    case .unknown(let words):
      try console.print("There is no '\(visible(words))' here: a letter or a word of those.")
      return nil
    }
  }

  /// A line from the person; without one they have left.
  private mutating func answer(_ question: String) throws -> String? {
    let line = try console.ask(question)
    if line == nil { hasLeft = true }
    return line
  }

  /// The text that was given with the word, or is asked for; `nil` when there is none after all.
  private mutating func text(_ rest: String, _ question: String) throws -> String? {
    if !rest.isEmpty { return rest }
    guard let line = try answer(question), !line.isEmpty else { return nil }
    return line
  }

  /// Why each of the open steps is left out; `nil` when one is not.
  private mutating func reasons(for open: [RunRecord.Line]) throws -> [Int: String]? {
    var reasons: [Int: String] = [:]
    for line in open {
      let question = "Why is step \(line.number) left out? (Enter: it is not) "
      guard let reason = try text("", question) else {
        if !hasLeft { place = line.number }
        return nil
      }
      reasons[line.number] = reason
    }
    return reasons
  }

  /// The step to look at after this one: the next, or the next that is open, or else the first that
  /// is; `nil` where all is done.
  private func next(after number: Int, _ record: RunRecord, isOpen: Bool) -> Int? {
    let later = record.lines.filter { $0.number > number }
    if !isOpen { return later.first?.number }
    let open = later.first { !$0.step.isCompleted }
    return open?.number
  }

  /// Makes a change of this moment, or says why it was refused; answers whether it was made.
  @discardableResult
  private func write<Answer>(
    _ what: String, _ body: (inout Change, Key<User>?, Instant) throws -> Answer
  ) throws -> Bool {
    let time = context.now
    do {
      _ = try context.write(what) { change in
        let user = try change.person(user, actingAt: time)
        return try body(&change, user, time)
      }
      return true
    } catch let refusal as RefusedChange {
      for finding in refusal.findings {
        context.note(visible("Not done: \(finding.message). \(finding.hint)"))
      }
      return false
    } catch let error where error is FolderIsBusy || error is Overtaken {
      context.note(visible("Not done: \(error)"))
      return false
    }
  }
}
