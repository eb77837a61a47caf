internal import Wording

/// A rule of data quality as somebody wrote it, in a row of a table or on one line:
///
///     specimens.specimen_id pattern L[0-9]{8}
///     specimens compare processed_at >= received_at
public struct QualityWords: Sendable, Hashable {
  public var table: String
  /// Empty where the rule is about a row or the table.
  public var column: String
  public var check: String
  /// Empty where the check takes none.
  public var argument: String
  public var severity: QualitySeverity
  /// What a person reads when it is broken; empty for a sentence made from the rule.
  public var message: String

  public init(
    table: String, column: String, check: String, argument: String,
    severity: QualitySeverity = .error, message: String = ""
  ) {
    self.table = table
    self.column = column
    self.check = check
    self.argument = argument
    self.severity = severity
    self.message = message
  }
}

extension QualityWords {
  /// Reads a rule on one line: what it is about, the check, and the rest as its argument.
  /// - Throws: `QualityFault` when there are not two words.
  public init(
    _ line: String, severity: QualitySeverity = .error, message: String = ""
  ) throws(QualityFault) {
    let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
    guard words.count >= 2 else {
      throw QualityFault(
        .check, "'\(abbreviated(line))' is no rule",
        hint: "A rule is TABLE.COLUMN CHECK ARGUMENT, such as items.code length 3..10.")
    }
    let dot = words[0].firstIndex(of: ".")
    self.init(
      table: String(dot.map { words[0][..<$0] } ?? words[0]),
      column: String(dot.map { words[0][words[0].index(after: $0)...] } ?? ""),
      check: String(words[1]), argument: words.count > 2 ? String(words[2].drop { $0 == " " }) : "",
      severity: severity, message: message)
  }

  /// The rule on one line.
  public var line: String {
    (table + (column.isEmpty ? "" : "." + column) + " " + check)
      + (argument.isEmpty ? "" : " " + argument)
  }
}

/// Why words are no rule: which of them, and what to do.
public struct QualityFault: Error, CustomStringConvertible {
  /// The part of the rule that is wrong.
  public enum Part: Sendable {
    case table, column, check, argument
  }

  public let part: Part
  /// What is wrong, as a sentence without a capital or a full stop.
  public let message: String
  /// What to do, as whole sentences.
  public let hint: String

  init(_ part: Part, _ message: String, hint: String) {
    self.part = part
    self.message = message
    self.hint = hint
  }

  /// A name that is not among those that are known.
  static func unknown(
    _ part: Part, _ message: String, like word: String, among known: [String]
  ) -> QualityFault {
    let near = nearest(to: word, in: known)
    let more = known.count > 12 ? ", …" : ""
    return QualityFault(
      part, message,
      hint: near.map { "Did you mean '\($0)'?" }
        ?? "Known are \(known.prefix(12).joined(separator: ", "))\(more).")
  }

  public var description: String { "\(message). \(hint)" }
}
