import CSVText
import JSONText
import Tables
import Wording

/// Findings as programs read them.
extension Finding {
  /// One JSON object on one line.
  var json: String {
    JSON.object([
      .init("file", .string(file)),
      .init("line", place.map { .int($0.line) } ?? .null),
      .init("column", place.map { .int($0.column) } ?? .null),
      .init("code", .string(code.rawValue)),
      .init("severity", .string(severity.rawValue)),
      .init("table", table.map { .string($0) } ?? .null),
      .init("field", field.map { .string($0) } ?? .null),
      .init("key", key.map { .string($0) } ?? .null),
      .init("message", .string(message)),
      .init("hint", .string(hint)),
    ]).compact
  }

  /// A workflow command of GitHub Actions, which puts the finding beside the line in a pull request.
  ///
  /// The escapes are those of the runner's toolkit: `%`, line breaks, and in properties `:` and `,`.
  ///
  /// - Parameter remainder: What is not told one by one, if anything.
  func workflowCommand(_ remainder: String?) -> String {
    let level =
      switch severity {
      case .error: "error"
      case .warning: "warning"
      case .note: "notice"
      }
    var properties = "file=\(Self.escaped(visible(file), isProperty: true))"
    if let place { properties += ",line=\(place.line),col=\(place.column)" }
    properties += ",title=\(code.rawValue)"
    let sentences = [message, hint, remainder ?? ""].filter { !$0.isEmpty }
    let text = sentences.joined(separator: ". ").replacing(".. ", with: ". ")
    return "::\(level) \(properties)::\(Self.escaped(text, isProperty: false))"
  }

  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var escaped = text.replacing("%", with: "%25").replacing("\r", with: "%0D")
      .replacing("\n", with: "%0A")
    if isProperty {
      escaped = escaped.replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
    return escaped
  }
}
