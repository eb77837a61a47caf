internal import Lab
public import Tables

/// The runs of a lab with the names of what they refer to: all that a metric of runs reads.
public struct NamedRuns: Sendable {
  public let history: RunHistory
  public let book: ProcedureBook
  /// The codes of people, by the ids of their rows.
  private let people: [Int: String]

  public init(in store: Store, _ parts: RunHistory.Parts) throws {
    book = try ProcedureBook(in: store)
    people = Dictionary(
      try store.rows(of: User.self).map { ($0.id.id, $0.code.text) },
      uniquingKeysWith: { first, _ in first })
    history = try store.runHistory(parts)
  }

  /// What a person is called; `nil` where nobody is named.
  func person(_ id: Int) -> String? {
    id == RunHistory.missing ? nil : people[id] ?? "user \(id)"
  }
}

/// A measurement of runs.
public protocol RunMeasurement: Measurement {
  /// What it looks at beside the runs.
  static var parts: RunHistory.Parts { get }

  /// - Throws: `NoAnswer` when a procedure is asked for that is not there.
  init(_ question: Question, _ runs: NamedRuns) throws
}

extension Metric {
  /// A metric of runs.
  init<M: RunMeasurement>(
    _ noun: Noun?, _ name: String, _ summary: String, definition: String,
    options: [any AnyMetricOption] = [], takes scope: Scope, examples: [(String, String)],
    of type: M.Type
  ) {
    self.init(
      noun, name, summary, definition: definition, options: options, takes: scope,
      examples: examples,
      measure: { store, question in try M(question, NamedRuns(in: store, M.parts)) })
  }
}
