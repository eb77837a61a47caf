internal import Wording

/// Something to say about one cell.
struct CellRemark {
  let code: FindingCode
  let severity: Severity
  let message: String
  let hint: String

  /// Everything worth saying about a cell, the gravest alone where there is an error.
  static func all(on text: String, _ column: ColumnSchema) -> [CellRemark] {
    if let error = spreadsheetError(text, column) ?? conflict(text) { return [error] }
    guard column.type.accepts(text) else {
      let diagnosis = CellDiagnosis(of: text, as: column)
      return [
        CellRemark(
          code: diagnosis.code, severity: .error, message: diagnosis.message, hint: diagnosis.hint)
      ]
    }
    if let error = whitespace(text, column) { return [error] }
    guard column.type.isText || column.type == .path else { return [] }
    return [formula(text), truncation(text)].compactMap(\.self)
  }

  /// A required cell that is empty.
  static func empty(_ column: ColumnSchema) -> CellRemark {
    CellRemark(
      code: .constraintError, severity: .error, message: "\(column.name) is empty",
      hint: column.type.isText
        ? "Every row must have one." : "Every row must have one: \(column.type.expectation).")
  }

  /// A key that a person cannot tell from another one.
  static func lookalike(_ own: String, _ other: String, _ name: String) -> CellRemark {
    CellRemark(
      code: .lookalike, severity: .warning,
      message: "'\(abbreviated(own))' looks like '\(abbreviated(other))', which is another \(name)",
      hint: LookalikeSet.difference(of: own, from: other) + " Type it again.")
  }

  private static func spreadsheetError(_ text: String, _ column: ColumnSchema) -> CellRemark? {
    SpreadsheetTrace.errorValue(text, column.type).map {
      CellRemark(code: $0.code, severity: .error, message: $0.message ?? "", hint: $0.hint)
    }
  }

  /// Marks of a merge inside quotes, where they are data to the reader and a disaster to the lab.
  private static func conflict(_ text: String) -> CellRemark? {
    // By bytes: a line break of two characters is one `Character`, and no line would be found.
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"))
    guard
      lines.contains(where: { $0.starts(with: "<<<<<<< ".utf8) || $0.starts(with: ">>>>>>> ".utf8) }
      )
    else { return nil }
    return CellRemark(
      code: .conflictMarker, severity: .error, message: "git could not merge the text of this cell",
      hint: "Decide what the cell should say, and remove the marks.")
  }

  /// Spaces at the ends of a key make it another key; a name of nothing but spaces is no name.
  private static func whitespace(_ text: String, _ column: ColumnSchema) -> CellRemark? {
    func remark(_ message: String, _ hint: String) -> CellRemark {
      CellRemark(code: .whitespace, severity: .error, message: message, hint: hint)
    }
    let trimmed = text.trimmingInvisible()
    guard !trimmed.isEmpty else {
      guard column.isKey || column.isRequired else { return nil }
      return remark("\(column.name) holds only spaces", "Every row must have one.")
    }
    guard column.isKey || column.type == .path else { return nil }
    if case .list = column.type {
      let elements = text.utf8.split(separator: UInt8(ascii: ";")).map { String($0) ?? "" }
      guard let spaced = elements.first(where: { $0.trimmingInvisible() != $0 }) else { return nil }
      return remark(
        "'\(abbreviated(spaced))' has \(spaces(around: spaced)) around it",
        "Elements have one ';' between them, and nothing else.")
    }
    guard trimmed != text else { return nil }
    return remark(
      "'\(abbreviated(text))' has \(spaces(around: text)) around it",
      "Write \(abbreviated(trimmed)): what stands around it makes it another \(column.name).")
  }

  /// What stands at the ends of a text that nobody sees, in words.
  static func spaces(around text: String) -> String {
    let ends = [text.unicodeScalars.first, text.unicodeScalars.last].compactMap(\.self)
      .filter(\.isInvisible)
    if ends.contains(where: { $0.properties.generalCategory == .format }) {
      return "invisible characters"
    }
    if ends.contains(where: { $0 == "\u{A0}" || $0 == "\u{202F}" }) { return "no-break spaces" }
    if ends.contains(where: { $0 == "\n" || $0 == "\r" }) { return "line breaks" }
    return ends.contains("\t") ? "tabs" : "spaces"
  }

  private static func formula(_ text: String) -> CellRemark? {
    guard text.hasPrefix("=") || text.hasPrefix("@") else { return nil }
    return CellRemark(
      code: .formula, severity: .warning, message: "'\(abbreviated(text))' looks like a formula",
      hint: "A spreadsheet would compute it when it opens the file. Here it stays text.")
  }

  private static func truncation(_ text: String) -> CellRemark? {
    guard text.utf16.count == SpreadsheetTrace.longestCell else { return nil }
    return CellRemark(
      code: .truncatedCell, severity: .note,
      message: "the cell has exactly 32,767 characters, the most that a spreadsheet keeps",
      hint: "What came after them may have been cut.")
  }
}

extension [CellRemark] {
  var hasErrors: Bool { contains { $0.severity == .error } }
}
