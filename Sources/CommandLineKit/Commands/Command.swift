/// A command as a value: its name, its parameters, and a function that receives their values.
///
///     Command("tat", "Turnaround percentiles of each assay.",
///       Argument("assay", "Code of the assay"),
///       Option("last", default: 30, "Days to look back"),
///       run: { context, assay, days in … })          // String, Int
///
/// Help, completions, the manual and did-you-mean all come from this one declaration.
public struct Command: Sendable {
  public let name: String
  public let summary: String
  public let discussion: String
  public let examples: [Example]
  /// The columns of the rows it writes, and what they mean; none where the rows say it themselves.
  public let columns: [(name: String, meaning: String)]
  let parameters: [ParameterUsage]
  let action: Action

  enum Action: Sendable {
    /// Reads the words into values, and returns what to do with them.
    case run(@Sendable (GivenWords) throws(UsageError) -> (Context) throws -> ExitStatus)
    /// The commands of a group, which are made when somebody asks for them: most never are.
    case group(@Sendable () -> [Command])
  }

  /// A command that ends with the status its function returns, for those that look for something.
  ///
  /// It has a label of its own because a closure of one expression can mean either, and its status
  /// must not get lost.
  public init<each P: Parameter>(
    _ name: String, _ summary: String, discussion: String = "", examples: [Example] = [],
    columns: [(name: String, meaning: String)] = [], _ parameter: repeat each P,
    status: @escaping @Sendable (Context, repeat (each P).Value) throws -> ExitStatus
  ) {
    var parameters: [ParameterUsage] = []
    for parameter in repeat each parameter { parameters += parameter.usages }
    self.init(
      name, summary, discussion, examples, columns, parameters,
      .run { words throws(UsageError) in
        var words = words
        let values = (repeat try (each parameter).value(from: &words))
        if let extra = words.arguments.first { throw .extra(extra) }
        return { context in try status(context, repeat each values) }
      })
  }

  /// A command that succeeds unless it throws.
  public init<each P: Parameter>(
    _ name: String, _ summary: String, discussion: String = "", examples: [Example] = [],
    columns: [(name: String, meaning: String)] = [], _ parameter: repeat each P,
    run: @escaping @Sendable (Context, repeat (each P).Value) throws -> Void
  ) {
    self.init(
      name, summary, discussion: discussion, examples: examples, columns: columns,
      repeat each parameter,
      status: { (context: Context, value: repeat (each P).Value) -> ExitStatus in
        try run(context, repeat each value)
        return .success
      })
  }

  /// A command whose parameters come from a list, as of a table of metrics; their values are asked
  /// for by the declarations.
  public init(
    _ name: String, _ summary: String, discussion: String = "", examples: [Example] = [],
    columns: [(name: String, meaning: String)] = [], parameters: [any Parameter],
    run: @escaping @Sendable (Context, GivenValues) throws -> Void
  ) {
    self.init(
      name, summary, discussion, examples, columns, parameters.flatMap(\.usages),
      .run { words throws(UsageError) in
        var words = words
        let values = try GivenValues(of: parameters, from: &words)
        if let extra = words.arguments.first { throw .extra(extra) }
        return { context in
          try run(context, values)
          return .success
        }
      })
  }

  /// A group of commands under one name.
  public init(
    _ name: String, _ summary: String, discussion: String = "", examples: [Example] = [],
    subcommands: @autoclosure @escaping @Sendable () -> [Command]
  ) {
    self.init(name, summary, discussion, examples, [], [], .group(subcommands))
  }

  private init(
    _ name: String, _ summary: String, _ discussion: String, _ examples: [Example],
    _ columns: [(name: String, meaning: String)], _ parameters: [ParameterUsage], _ action: Action
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.examples = examples
    self.columns = columns
    self.parameters = parameters
    self.action = action
  }
}

extension Command {
  var subcommands: [Command] { if case .group(let commands) = action { commands() } else { [] } }
  var sections: [Section] { isGroup ? [Section("Commands", subcommands)] : [] }
  var isGroup: Bool { if case .group = action { true } else { false } }
  var allExamples: [Example] { examples + subcommands.flatMap(\.allExamples) }
}

/// A command line worth showing, and what it does.
public struct Example: Sendable {
  public let line: String
  public let meaning: String

  public init(_ line: String, _ meaning: String) {
    self.line = line
    self.meaning = meaning
  }
}
