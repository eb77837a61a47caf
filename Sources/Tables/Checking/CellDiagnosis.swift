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
    var code = FindingCode.typeError
    var message: String?
    let hint: String
  }

  /// From the most telling to the most general; the first that knows the cell speaks.
  private static let recognisers: [@Sendable (String, ColumnType) -> Trace?] = [
    SpreadsheetTrace.errorValue, SpreadsheetTrace.formula, whitespace, tooLong, listElement,
    SpreadsheetTrace.cut, DateTrace.recognise, NumberTrace.recognise, WordTrace.recognise,
    SpreadsheetTrace.apostrophe,
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
      code: .whitespace,
      message: "'\(abbreviated(text))' has \(CellRemark.spaces(around: text)) around it",
      hint: "Write \(abbreviated(trimmed)).")
  }

  private static func tooLong(_ text: String, _ type: ColumnType) -> Trace? {
    guard case .text(let limit?) = type else { return nil }
    let count = text.unicodeScalars.count
    return Trace(
      code: .constraintError,
      message: "the text has \(counted(count, "character")), at most \(limit) are allowed",
      hint: "Shorten it.")
  }

  /// The fault of a list is that of its first element that has one.
  private static func listElement(_ text: String, _ type: ColumnType) -> Trace? {
    guard case .list(let element) = type else { return nil }
    let parts = text.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    for part in parts.map({ String($0) ?? "" }) {
      if part.isEmpty {
        return Trace(
          message: "an element of the list is empty",
          hint: "Elements have one ';' between them, and none at the ends.")
      }
      guard !element.accepts(part) else { continue }
      let inner = CellDiagnosis(of: part, as: ColumnSchema(name: "", type: element))
      return Trace(code: inner.code, message: inner.message, hint: inner.hint)
    }
    return nil
  }
}

extension ColumnType {
  func accepts(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return accepts(bytes.span)
  }
}

extension String {
  /// Without spaces, tabs, line breaks, no-break spaces and zero-width characters at both ends.
  func trimmingInvisible(keepingTabs: Bool = false) -> String {
    func isDropped(_ scalar: UnicodeScalar) -> Bool {
      scalar.isInvisible && !(keepingTabs && scalar == "\t")
    }
    let scalars = unicodeScalars.drop(while: isDropped).reversed().drop(while: isDropped)
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
