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
    let asked = MetricQuestion(metric)
    return Command(
      metric.name, metric.summary, discussion: metric.definition,
      examples: metric.examples.map { Example($0.line, $0.meaning) },
      columns: metric.columns().map { ($0.name, $0.meaning) },
      parameters: asked.parameters + [compare, format]
    ) { context, given in
      let answer = try answer(of: metric, asked.options(given), given, context)
      try context.write(answer, as: given[format] ?? .table)
    }
  }

  /// What a metric answers; with `--compare`, beside what it would have answered in another state
  /// of the lab.
  static func answer(
    of metric: Metric, _ question: Question, _ given: GivenValues, _ context: Context
  ) throws -> Figures {
    let answer = try context.figures(of: metric, question, given, at: given[Flags.at] ?? nil)
    guard let other = given[compare] ?? nil else { return answer }
    return answer.beside(
      try context.figures(of: metric, question, given, at: other), called: other)
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
