/// What a running command knows besides its own parameters.
public struct Context: Sendable {
  public let console: Console
  /// The words that led to the command, the program's name first: `["plainlab", "metrics", "tat"]`.
  public let path: [String]
  let program: Program
  private let globals: GivenValues

  init(program: Program, console: Console, path: [String], words: inout GivenWords)
    throws(UsageError)
  {
    globals = try GivenValues(of: program.globals, from: &words)
    self.program = program
    self.console = console
    self.path = path
  }

  /// The value of an option of the program: `context[Globals.data]`. It must be one of the list the
  /// program was made with.
  public subscript<P: Parameter>(_ global: P) -> P.Value {
    guard let value = globals[global] else {
      preconditionFailure("--\(global.usage.name) is not an option of this program")
    }
    return value
  }
}

extension Context {
  /// Writes one line of the answer.
  public func print(_ text: String = "") throws(OutputError) { try console.print(text) }

  /// Writes one line of talk.
  public func note(_ text: String) { console.note(text) }

  /// Writes the rows that `body` adds, in that format.
  public func rows(
    _ headings: [Heading], as format: OutputFormat, _ body: (inout RowWriter) throws -> Void
  ) throws {
    try console.rows(headings, as: format, body)
  }
}
