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
  public let commands: [Command]
  let globals: [any Parameter]

  public init(
    _ name: String, version: String, summary: String, discussion: String = "",
    globals: [any Parameter] = [], commands: [Command]
  ) {
    self.name = name
    self.version = version
    self.summary = summary
    self.discussion = discussion
    self.globals = globals
    self.commands = commands + Self.builtIn(for: name)
    checkDeclarations()
  }

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
