import Analytics
import CommandLineKit

/// What a command line asks of a metric: its own options, the times, and which state of the lab.
struct MetricQuestion: Sendable {
  private let metric: Metric
  private let options: [MetricParameter]

  init(_ metric: Metric) {
    self.metric = metric
    options = metric.options.map { MetricParameter($0) }
  }

  var parameters: [any Parameter] {
    options.map(\.parameter) + QuestionTimes.parameters(of: metric) + [Flags.at]
  }

  /// The answer, of the lab as it is or as `--at` has it.
  func figures(_ given: GivenValues, in context: Context) throws -> Figures {
    try figures(given, in: context, at: given[Flags.at] ?? nil)
  }

  /// The answer of the lab as it was in a commit; `nil` is as it is.
  func figures(
    _ given: GivenValues, in context: Context, at revision: String?
  ) throws -> Figures {
    var question = Question()
    for option in options { try option.read(given, into: &question) }
    let times = QuestionTimes(given)
    return try context.readingLab(at: revision) { [question] store in
      var question = question
      try times.read(into: &question, store, context)
      return try metric.figures(of: store, question)
    }
  }
}
