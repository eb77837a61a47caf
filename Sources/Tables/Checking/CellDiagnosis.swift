internal import Wording

/// Why a cell is not what its column declares, in words that help: the value is recognised as what a
/// person or a spreadsheet made of it, and never accepted.
struct CellDiagnosis {
  var code: FindingCode
  var message: String
  var hint: String

  init(of text: String, as column: ColumnSchema) {
    let shown = abbreviated(text)
    code = .typeError
    message = "'\(shown)' is not \(column.type.expectation)"
    hint = ""
    for recognise in Self.recognisers {
      if let trace = recognise(text, column.type) {
        code = trace.code
        message = trace.message ?? message
        hint = trace.hint
        return
      }
    }
  }

  /// What was recognised; a `message` replaces the general one.
  struct Trace {
    let code: FindingCode
    var message: String?
    let hint: String
  }

  /// From the most telling to the most general; the first that knows the cell speaks.
  private static let recognisers: [@Sendable (String, ColumnType) -> Trace?] = [
    SpreadsheetTrace.errorValue, SpreadsheetTrace.formula, whitespace, tooLong, listElement,
    DateTrace.recognise, NumberTrace.recognise, WordTrace.recognise,
  ]

  private static func whitespace(_ text: String, _ type: ColumnType) -> Trace? {
    let trimmed = text.trimmingInvisible()
    guard trimmed != text, !type.isText else { return nil }
    if trimmed.isEmpty {
      return Trace(
        code: .whitespace, message: "the cell holds only spaces",
        hint: "Leave it empty if there is no value.")
    }
    guard type.accepts(trimmed) else { return nil }
    return Trace(
      code: .whitespace, message: "'\(abbreviated(text))' has spaces around it",
      hint: "Write \(visible(trimmed)). Spaces that nobody sees count too.")
  }

  private static func tooLong(_ text: String, _ type: ColumnType) -> Trace? {
    guard case .text(let limit?) = type else { return nil }
    let count = text.unicodeScalars.count
    return Trace(
      code: .constraintError,
      message: "the text has \(counted(count, "character")), at most \(limit) are allowed", hint: "")
  }

  /// The fault of a list is that of its first element that has one.
  private static func listElement(_ text: String, _ type: ColumnType) -> Trace? {
    guard case .list(let element) = type else { return nil }
    for part in text.split(separator: ";", omittingEmptySubsequences: false) {
      if part.isEmpty {
        return Trace(
          code: .typeError, message: "an element of the list is empty",
          hint: "Elements have one ';' between them, and none at the ends.")
      }
      guard !element.accepts(String(part)) else { continue }
      let inner = CellDiagnosis(of: String(part), as: ColumnSchema(name: "", type: element))
      return Trace(code: inner.code, message: inner.message, hint: inner.hint)
    }
    return nil
  }
}

/// A cell as a message shows it: cut to a length, nothing in it that a terminal obeys.
func abbreviated(_ text: String) -> String {
  let limit = 60
  guard text.unicodeScalars.count > limit else { return visible(text) }
  var start = String.UnicodeScalarView()
  start.append(contentsOf: text.unicodeScalars.prefix(limit))
  return visible(String(start)) + "…"
}

extension ColumnType {
  func accepts(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return accepts(bytes.span)
  }
}

extension String {
  /// Without spaces, tabs, line breaks, no-break spaces and zero-width characters at both ends.
  func trimmingInvisible() -> String {
    let scalars = unicodeScalars.drop(while: \.isInvisible).reversed().drop(while: \.isInvisible)
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: scalars.reversed())
    return String(kept)
  }
}

extension UnicodeScalar {
  var isInvisible: Bool {
    properties.isWhitespace || properties.generalCategory == .format
  }
}
