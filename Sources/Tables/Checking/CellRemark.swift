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
    return [whitespace(text, column), formula(text, column), truncation(text)].compactMap(\.self)
  }

  private static func spreadsheetError(_ text: String, _ column: ColumnSchema) -> CellRemark? {
    SpreadsheetTrace.errorValue(text, column.type).map {
      CellRemark(code: $0.code, severity: .error, message: $0.message ?? "", hint: $0.hint)
    }
  }

  /// Marks of a merge inside quotes, where they are data to the reader and a disaster to the lab.
  private static func conflict(_ text: String) -> CellRemark? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.contains(where: { $0.hasPrefix("<<<<<<< ") || $0.hasPrefix(">>>>>>> ") }) else {
      return nil
    }
    return CellRemark(
      code: .conflictMarker, severity: .error, message: "git could not merge the text of this cell",
      hint: "Decide what the cell should say, and remove the marks.")
  }

  /// Spaces at the ends of a key make it another key.
  private static func whitespace(_ text: String, _ column: ColumnSchema) -> CellRemark? {
    guard column.isKey, case let trimmed = text.trimmingInvisible(), trimmed != text else {
      return nil
    }
    return CellRemark(
      code: .whitespace, severity: .error, message: "'\(abbreviated(text))' has spaces around it",
      hint: trimmed.isEmpty
        ? "A key is never only spaces."
        : "Write \(visible(trimmed)): with spaces it is another \(column.name).")
  }

  private static func formula(_ text: String, _ column: ColumnSchema) -> CellRemark? {
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
