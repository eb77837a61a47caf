internal import Tables
internal import Wording

/// What alerts are about, declared once: its command, its help and its words in the outbox come from
/// this value. A new one is a file beside this, and a place in the list.
public struct AlertTopic: Sendable {
  public let name: String
  /// One sentence.
  public let summary: String
  /// When there is an alert, as sentences.
  public let threshold: String
  /// The tables without which nobody could tell.
  private let tables: [String]
  private let find: @Sendable (AlertTopic, AlertQuestion) throws -> Alert?

  init(
    _ name: String, _ summary: String, threshold: String, of tables: [String],
    find: @escaping @Sendable (AlertTopic, AlertQuestion) throws -> Alert?
  ) {
    self.name = name
    self.summary = summary
    self.threshold = threshold
    self.tables = tables
    self.find = find
  }

  /// The word for its alerts in the table outbox.
  public var event: String { "alert." + name }

  /// The alert that is due; `nil` when all is well.
  ///
  /// - Throws: `ReadingError` when a table cannot be read; `NothingToTellFrom` when it is not there.
  public func alert(_ question: AlertQuestion) throws -> Alert? {
    let store = question.store
    for name in tables {
      guard let table = store.catalog[name], store.files(of: table).isEmpty else { continue }
      throw NothingToTellFrom(name: store.tree.title(of: name + ".csv"))
    }
    return try find(self, question)
  }

  /// Every topic, in the order of help.
  public static let all: [AlertTopic] = [.sla, .errors, .qc, .rules]
}

/// A table is not there without which nobody knows whether all is well: the wrong folder, most likely.
public struct NothingToTellFrom: Error, CustomStringConvertible {
  let name: String

  public var description: String {
    "there is no '\(visible(name))', so nobody can tell whether all is well. Is it the right folder?"
  }
}
