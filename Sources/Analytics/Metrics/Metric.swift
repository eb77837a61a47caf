public import Tables
internal import Wording

/// One of the lab's figures, declared once: its command, its help, its documentation, its place in
/// exports and in the report all come from this value.
///
///     Metric(
///       .metrics, "backlog", "Open specimens by age.",
///       definition: "A specimen is open while it has neither a result nor an error …",
///       options: [Grouping.option(.none, of: [.assay, .machine])], takes: [.asOf],
///       columns: Backlog.columns, examples: [("plainlab metrics backlog", "how old the work is")],
///       of: Backlog.self)
public struct Metric: Sendable {
  /// The word before its name on the command line.
  public enum Noun: String, CaseIterable, Sendable {
    /// What was done, how long it took and what waits.
    case metrics
    /// Whether the work was under control.
    case qc
    /// What would be if something were otherwise.
    case simulate
  }

  /// What every metric of that kind understands.
  public struct Scope: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// `--since` and `--until`.
    public static let period = Scope(rawValue: 1)
    /// `--as-of`: the moment from which open work is looked at.
    public static let asOf = Scope(rawValue: 2)
  }

  /// `nil`: a command of its own.
  public let noun: Noun?
  public let name: String
  /// One sentence.
  public let summary: String
  /// What is computed, how, and after whom.
  public let definition: String
  public let options: [any AnyMetricOption]
  public let scope: Scope
  /// Command lines worth showing, and what each does.
  public let examples: [(line: String, meaning: String)]
  let measure: @Sendable (Store, Question) throws -> any Measurement
  let gathering: (@Sendable (Question, Promises) -> any SpecimenMeasurement)?
  /// Adds what the lab's other tables say to what was gathered.
  let completion: @Sendable (Store, any Measurement) throws -> any Measurement
  /// Why a question is not answered as it was asked.
  let refusal: @Sendable (Question) -> NoAnswer?
  private let describe: @Sendable (Question) -> [FigureColumn]
  private let watch: (@Sendable (any Measurement, any Measurement) -> Watched)?

  /// The columns of the answer to a question; their names and units are the same in every form.
  public func columns(_ question: Question = Question()) -> [FigureColumn] { describe(question) }

  /// A metric of specimens, which are read once for as many metrics as are asked for.
  ///
  /// - Parameter complete: Takes from the lab's other tables what the rows say beside the figures, as
  ///   the names of things.
  public init<M: SpecimenMeasurement>(
    _ noun: Noun?, _ name: String, _ summary: String, definition: String,
    options: [any AnyMetricOption] = [], takes scope: Scope, examples: [(String, String)],
    of type: M.Type,
    completedBy complete: @escaping @Sendable (Store, inout M) throws -> Void = { _, _ in }
  ) {
    self.init(
      noun, name, summary, definition, options, scope, examples,
      gathering: { M($0, $1) },
      measure: { store, question in
        var measured = try store.gathering(M(question, Promises(in: store, question)))
        try complete(store, &measured)
        return measured
      },
      completion: { store, measured in
        guard var measured = measured as? M else { return measured }
        try complete(store, &measured)
        return measured
      }, type)
  }

  /// A metric of anything else in the lab.
  public init<M: Measurement>(
    _ noun: Noun?, _ name: String, _ summary: String, definition: String,
    options: [any AnyMetricOption] = [], takes scope: Scope, examples: [(String, String)],
    measure: @escaping @Sendable (Store, Question) throws -> M
  ) {
    self.init(
      noun, name, summary, definition, options, scope, examples, gathering: nil, measure: measure,
      completion: { $1 }, M.self)
  }

  private init<M: Measurement>(
    _ noun: Noun?, _ name: String, _ summary: String, _ definition: String,
    _ options: [any AnyMetricOption], _ scope: Scope, _ examples: [(String, String)],
    gathering: (@Sendable (Question, Promises) -> any SpecimenMeasurement)?,
    measure: @escaping @Sendable (Store, Question) throws -> any Measurement,
    completion: @escaping @Sendable (Store, any Measurement) throws -> any Measurement, _: M.Type
  ) {
    self.noun = noun
    self.name = name
    self.summary = summary
    self.definition = definition
    self.options = options
    self.scope = scope
    self.examples = examples.map { (line: $0.0, meaning: $0.1) }
    self.gathering = gathering
    self.completion = completion
    refusal = { M.refusal($0) }
    self.measure = { store, question in
      if let refusal = M.refusal(question) { throw refusal }
      return try measure(store, question)
    }
    describe = { M.columns($0) }
    watch = (M.self as? any WatchedMeasurement.Type).map { Watched.comparison(of: $0) }
  }

  /// The command that shows its rows.
  public var command: String {
    (["plainlab", noun?.rawValue].compactMap { $0 } + [name]).joined(separator: " ")
  }
}

extension Metric {
  /// The answer to a question, from the tables of a lab.
  ///
  /// - Throws: `ReadingError` when a table cannot be read; `NoAnswer` when the question cannot be
  ///   answered as it was asked.
  public func figures(of store: Store, _ question: Question) throws -> Figures {
    try measure(store, question).figures(question)
  }

  /// Whether the report looks at it.
  var isWatched: Bool { watch != nil }

  /// What the report says of it, of what two periods showed.
  func watched(_ now: any Measurement, after before: any Measurement) -> Watched {
    watch?(now, before) ?? Watched()
  }
}

/// Why a question has no answer, and what to ask instead.
public struct NoAnswer: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}

extension NoAnswer {
  /// `there is no table 'spec'`, with what was most likely meant.
  static func unknown(_ kind: String, _ name: String, among names: [String]) -> NoAnswer {
    let meant =
      nearest(to: name, in: names).map { " Did you mean '\($0)'?" }
      ?? (names.isEmpty
        ? " There is none." : names.count <= 20 ? " There is \(names.joinedForReading())." : "")
    return NoAnswer("There is no \(kind) '\(visible(name))'.\(meant)")
  }
}
