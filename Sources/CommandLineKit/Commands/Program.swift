/// A table of commands, and the options all of them share.
///
/// Options of the program are declared once, as values that are also the keys to what was given:
///
///     enum Globals {
///       static let data = Option("data", default: "data", "Folder of the tables")
///     }
///     let plainlab = Program(
///       "plainlab", version: "1.0", summary: "A laboratory in plain text.",
///       globals: [Globals.data],
///       commands: [
///         Command("check", "Check every table.", run: { context in
///           try check(context[Globals.data])
///         })
///       ])
///     plainlab.main()
///
/// Built in are `--help`, `--version`, `--no-color`, and the commands `help`, `completions` and
/// `manual`.
public struct Program: Sendable {
  public let name: String
  public let version: String
  public let summary: String
  public let discussion: String
  let sections: [Section]
  let globals: [any Parameter]

  /// A program whose overview shows its commands in sections.
  public init(
    _ name: String, version: String, summary: String, discussion: String = "",
    globals: [any Parameter] = [], sections: [Section]
  ) {
    self.name = name
    self.version = version
    self.summary = summary
    self.discussion = discussion
    self.globals = globals
    self.sections = sections + [Section("About the program", Self.builtIn(for: name))]
  }

  /// A program with few commands, all in one section.
  public init(
    _ name: String, version: String, summary: String, discussion: String = "",
    globals: [any Parameter] = [],
    commands: @autoclosure @escaping @Sendable () -> [Command]
  ) {
    self.init(
      name, version: version, summary: summary, discussion: discussion, globals: globals,
      sections: [Section("Commands", commands())])
  }

  /// Every command, in the order of the sections.
  public var commands: [Command] { sections.flatMap(\.commands) }

  /// The examples of every command, in the order of the table.
  public var examples: [Example] { commands.flatMap(\.allExamples) }

  /// Runs the command that the words name, and returns what to tell the shell. Nothing is thrown,
  /// all is said.
  public func run(arguments: [String], console: Console) -> ExitStatus {
    var status = ExitStatus.success
    do {
      status = try run(arguments, on: console)
      try console.out.flush()
    } catch OutputError.brokenPipe {
      // The reader has seen enough.
    } catch {
      status = (error as? any ExitStatusConvertible)?.exitStatus ?? .couldNotRun
      report(error, at: [], on: console)
    }
    return status
  }
}

/// Commands that belong together in the overview: `Section("Figures", [metrics, report])`.
public struct Section: Sendable {
  public let title: String
  private let make: @Sendable () -> [Command]

  /// - Parameter commands: Made when somebody asks for them: a start makes those of the sections
  ///   down to the one that has its command, and no others.
  public init(_ title: String, _ commands: @autoclosure @escaping @Sendable () -> [Command]) {
    self.title = title
    make = commands
  }

  public var commands: [Command] { make() }
}

extension [Section] {
  /// The command of that name, for which no section behind it is made; nil where none has it.
  func command(named name: String) -> Command? {
    for section in self {
      if let command = section.commands.first(where: { $0.name == name }) { return command }
    }
    return nil
  }
}
