internal import Foundation

/// The text of a commit: what a person said, or what happened; then what made it, in trailers.
public struct CommitMessage: Sendable, Equatable {
  public let text: String

  /// - Parameters:
  ///   - words: What the person said; `nil` for what happened.
  ///   - change: What the change did that this commit keeps; `nil` of one that keeps any number.
  ///   - version: Of Plainlab.
  public init(_ words: String?, _ summary: ChangeSummary, change: String?, version: String) {
    let trailers = [
      change.map { "Plainlab-Change: \(Self.oneLine($0))" }, "Plainlab-Version: \(version)",
    ].compactMap { $0 }.joined(separator: "\n")
    let said = words.map { [Self.trimmed($0)] } ?? [summary.subject, summary.body]
    text = (said.filter { !$0.isEmpty } + [trailers]).joined(separator: "\n\n") + "\n"
  }

  public var subject: String { text.lines.first ?? "" }

  private static func trimmed(_ text: String) -> String {
    text.replacing("\0", with: "").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// What would begin another trailer is none.
  private static func oneLine(_ text: String) -> String {
    trimmed(text).split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
