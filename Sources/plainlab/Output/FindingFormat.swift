import CommandLineKit
import Tables

/// How findings are written.
enum FindingFormat: String, CaseIterable, ParameterValue {
  case text, json, github
}

extension Context {
  /// Writes findings to stdout, and how many there are to stderr.
  /// - Parameters:
  ///   - limit: How many are shown as text; 0 for all.
  ///   - folders: Where their files are.
  func print(
    _ list: FindingList, as format: FindingFormat, limit: Int, in folders: [any FileTree]
  ) throws {
    switch format {
    case .text: try FindingText(console, folders).write(list, limit: limit == 0 ? .max : limit)
    case .json:
      for finding in list.findings { try print(finding.json) }
      FindingText.noteOmitted(list, console)
    case .github:
      for entry in FindingDigest(list.findings).entries {
        try print(entry.finding.workflowCommand(entry.remainder))
      }
      FindingText.noteOmitted(list, console)
    }
  }
}

/// The options of commands that write findings.
enum FindingOptions {
  static let format = Option("format", default: FindingFormat.text, "How findings are written")
  static let limit = Option(
    "limit", default: 50, "How many findings are shown as text; 0 for all")
  static let asOf = Option(
    "as-of", as: Moment.self,
    "The moment of checking, for rules about what must not be old; now by default")
}
