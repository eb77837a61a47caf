import CommandLineKit
import Lab
import Tables
import Wording

extension RunCommand {
  static let dialogue = Command(
    "do", "Follow a procedure step by step, at the terminal.",
    discussion: """
      Shows one step after the other and asks what became of it; answers are a letter or a word, and \
      Enter. All is saved at once, so that a closed terminal loses nothing: the same command offers \
      to go on with what is open.
      """,
    examples: [Example("plainlab run do 4 --user SOK", "begin a run of procedure 4, or go on")],
    Argument("procedure", "The procedure's number or name"), Person.option,
    run: { context, word, user in
      let procedure = try context.store().procedure(named: word).procedure
      guard let run = try RunChoice(context, procedure, user).run() else { return }
      var dialogue = RunDialogue(context, run, of: procedure.id, user)
      try dialogue.hold()
    })
}

/// Which run is to be followed: one that is open, or a new one.
private struct RunChoice {
  private let context: Context
  private let procedure: Procedure
  private let user: String?

  init(_ context: Context, _ procedure: Procedure, _ user: String?) {
    self.context = context
    self.procedure = procedure
    self.user = user
  }

  /// The run, or `nil` when the person would rather not.
  func run() throws -> Key<Run>? {
    let console = context.console
    let title = "\(visible(procedure.name)), version \(procedure.version)"
    try console.print(console.out.styled(title, .bold))
    if let description = procedure.description {
      for line in wrapped(visible(description), toWidth: console.width) { try console.print(line) }
    }
    let open = try context.store().runSummaries(at: context.now, status: .inProgress) {
      $0.procedure == procedure.id
    }
    try console.print()
    if open.isEmpty { return try begin() }
    for summary in open {
      let by = summary.user.map { " by \(visible($0.text))" } ?? ""
      try console.print(
        "Run \(summary.run.id) is open: started \(summary.run.startTime.minuteText) UTC\(by), "
          + "\(summary.stepsDone) of \(counted(summary.steps, "step")) done, "
          + "\(summary.progress.state.word)")
    }
    return try open.count == 1 ? goOn(open[0].run.id) : choose(open.map(\.run.id))
  }

  private func begin() throws -> Key<Run>? {
    while let answer = try context.console.ask("Begin a run? [y]es or [q]uit: ") {
      switch Reply(answer, of: ["yes", "quit"]) {
      case .look, .word("yes", _): return try start()
      case .word: return nil
      case .unknown: continue
      }
    }
    return nil
  }

  private func goOn(_ run: Key<Run>) throws -> Key<Run>? {
    while let answer = try context.console.ask("Go on with it? [y]es, a [n]ew run, or [q]uit: ") {
      switch Reply(answer, of: ["yes", "new", "quit"]) {
      case .look, .word("yes", _): return run
      case .word("new", _): return try start()
      case .word: return nil
      case .unknown: continue
      }
    }
    return nil
  }

  private func choose(_ runs: [Key<Run>]) throws -> Key<Run>? {
    let question = "Go on with which? Its number, a [n]ew run, or [q]uit: "
    while let answer = try context.console.ask(question) {
      if let run = runs.first(where: { $0.description == answer }) { return run }
      switch Reply(answer, of: ["new", "quit"]) {
      case .word("new", _): return try start()
      case .word: return nil
      case .look, .unknown: continue
      }
    }
    return nil
  }

  private func start() throws -> Key<Run> {
    let time = context.now
    let run = try context.write("start run of '\(procedure.name)'") { change in
      let user = try change.person(user, actingAt: time)
      return try change.startRun(of: procedure.id, by: user, at: time)
    }
    try context.print("Run \(run.id) started at \(time.cellText).")
    return run.id
  }
}

/// What a person answered: one of the words, or the beginning of one, and what they said after it.
enum Reply: Equatable {
  /// Nothing: they want to look again.
  case look
  case word(String, rest: String)
  case unknown(String)

  /// The first letter of each word is its own.
  init(_ line: String, of words: [String]) {
    let parts = line.split(separator: " ", maxSplits: 1)
    guard let first = parts.first?.lowercased() else {
      self = .look
      return
    }
    let rest = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
    self = words.first { $0.hasPrefix(first) }.map { .word($0, rest: rest) } ?? .unknown(line)
  }
}
