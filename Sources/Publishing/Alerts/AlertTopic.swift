/// What alerts are about, declared once: its command, its help and its words in the outbox come from
/// this value. A new one is a file beside this, and a place in the list.
public struct AlertTopic: Sendable {
  public let name: String
  /// One sentence.
  public let summary: String
  /// When there is an alert, as sentences.
  public let threshold: String
  private let find: @Sendable (AlertTopic, AlertQuestion) throws -> Alert?

  init(
    _ name: String, _ summary: String, threshold: String,
    find: @escaping @Sendable (AlertTopic, AlertQuestion) throws -> Alert?
  ) {
    self.name = name
    self.summary = summary
    self.threshold = threshold
    self.find = find
  }

  /// The word for its alerts in the table outbox.
  public var event: String { "alert." + name }

  /// The alert that is due; `nil` when all is well.
  ///
  /// - Throws: `ReadingError` when a table cannot be read.
  public func alert(_ question: AlertQuestion) throws -> Alert? { try find(self, question) }

  /// Every topic, in the order of help.
  public static let all: [AlertTopic] = [.sla, .errors, .qc, .rules]
}
