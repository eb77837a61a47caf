import Analytics
import CommandLineKit

/// The commands of the lab's figures: one for each `Metric`, grouped by their noun.
enum MetricsCommand {
  static let commands: [Command] =
    Metric.Noun.allCases.compactMap { noun in
      let metrics = Metric.all.filter { $0.noun == noun }
      return metrics.isEmpty
        ? nil
        : Command(noun.rawValue, noun.summary, subcommands: metrics.map { command(of: $0) })
    } + Metric.all.filter { $0.noun == nil }.map { command(of: $0) }

  private static let format = Option("format", default: OutputFormat.table, "How rows are written")

  static let compare = Option(
    "compare", placeholder: "REV", "Beside them the figures of the lab as it was in this commit")

  /// The command of a metric.
  static func command(of metric: Metric) -> Command {
    let options = metric.options.map { MetricParameter($0) }
    return Command(
      metric.name, metric.summary, discussion: metric.definition,
      examples: metric.examples.map { Example($0.line, $0.meaning) },
      columns: metric.columns().map { ($0.name, $0.meaning) },
      parameters: options.map(\.parameter) + QuestionTimes.parameters(of: metric)
        + [Flags.at, compare, format]
    ) { context, given in
      var question = Question()
      for option in options { try option.read(given, into: &question) }
      let answer = try answer(of: metric, question, given, context)
      try context.write(answer, as: given[format] ?? .table)
    }
  }

  /// What a metric answers; with `--compare`, beside what it would have answered in another state
  /// of the lab.
  static func answer(
    of metric: Metric, _ question: Question, _ given: GivenValues, _ context: Context
  ) throws -> Figures {
    func figures(at revision: String?) throws -> Figures {
      try context.readingLab(at: revision) { store in
        var question = question
        try QuestionTimes(given).read(into: &question, store, context)
        return try metric.figures(of: store, question)
      }
    }
    let answer = try figures(at: given[Flags.at] ?? nil)
    guard let other = given[compare] ?? nil else { return answer }
    return answer.beside(try figures(at: other), called: other)
  }
}

extension Metric.Noun {
  fileprivate var summary: String {
    switch self {
    case .metrics: "The lab's figures, computed from its files."
    case .qc: "Whether the work is under control."
    case .simulate: "What would be if something were otherwise."
    }
  }
}

/// An option of a metric, as the command line has it.
private struct MetricParameter: Sendable {
  let option: any AnyMetricOption
  let parameter: any Parameter
  private let word: @Sendable (GivenValues) -> String?

  init(_ option: any AnyMetricOption) {
    self.option = option
    switch option.form {
    case .word(let choices):
      let parameter = Option(
        option.name, default: option.fallbackWord ?? "", placeholder: option.name.uppercased(),
        completion: .choices(choices), option.help)
      self.parameter = parameter
      word = { $0[parameter] }
    case .value(let placeholder, _):
      if let fallback = option.fallbackWord {
        let parameter = Option(
          option.name, default: fallback, placeholder: placeholder, option.help)
        self.parameter = parameter
        word = { $0[parameter] }
      } else {
        let parameter = Option(
          option.name, as: String.self, placeholder: placeholder, option.help)
        self.parameter = parameter
        word = { $0[parameter] ?? nil }
      }
    case .flag:
      let parameter = Flag(option.name, option.help)
      self.parameter = parameter
      word = { $0[parameter] == true ? "" : nil }
    case .argument(let placeholder, isRequired: true):
      let parameter = Argument(option.name, placeholder: placeholder, option.help)
      self.parameter = parameter
      word = { $0[parameter] }
    case .argument(let placeholder, isRequired: false):
      let parameter = Argument(option.name, placeholder: placeholder, option.help).optional
      self.parameter = parameter
      word = { $0[parameter] ?? nil }
    }
  }

  func read(_ given: GivenValues, into question: inout Question) throws(UsageError) {
    if let word = word(given) { try option.read(word, into: &question) }
  }
}
