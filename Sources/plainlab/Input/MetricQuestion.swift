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

  /// The metric's own options.
  func options(_ given: GivenValues) throws -> Question {
    var question = Question()
    for option in options { try option.read(given, into: &question) }
    return question
  }

  /// The answer, of the lab as it is or as `--at` has it.
  func figures(_ given: GivenValues, in context: Context) throws -> Figures {
    try context.figures(of: metric, options(given), given, at: given[Flags.at] ?? nil)
  }
}

extension Context {
  /// What a metric answers, with the times that were given, of the lab as it was in a commit; `nil` is
  /// as it is.
  func figures(
    of metric: Metric, _ question: Question, _ given: GivenValues, at revision: String?
  ) throws -> Figures {
    try readingLab(at: revision) { store in
      var question = question
      try QuestionTimes(given).read(into: &question, store, self)
      return try metric.figures(of: store, question)
    }
  }
}
