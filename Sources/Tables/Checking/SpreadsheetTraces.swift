internal import Wording

/// What a spreadsheet leaves in a cell of any column.
enum SpreadsheetTrace {
  /// What formulas become that lost something; the last four as German spreadsheets write them.
  static let errorValues: Set<String> = [
    "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
    "#FIELD!", "#BLOCKED!", "#BUSY!", "#GETTING_DATA", "#UNKNOWN!", "#BEZUG!", "#NV", "#WERT!",
    "#ZAHL!",
  ]

  static func errorValue(_ text: String, _ type: ColumnType) -> CellDiagnosis.Trace? {
    guard text.utf8.first == UInt8(ascii: "#"), text.utf8.count < 300 else { return nil }
    if !type.isText, text.utf8.count > 2, text.utf8.allSatisfy({ $0 == UInt8(ascii: "#") }) {
      return .init(
        code: .spreadsheetError,
        message:
          "'\(abbreviated(text))' is what a spreadsheet shows in a column that is too narrow",
        hint: "Take the value from where it came, and write it.")
    }
    guard errorValues.contains(text.trimmingInvisible().uppercased()) else { return nil }
    return .init(
      code: .spreadsheetError,
      message: "'\(abbreviated(text))' is a spreadsheet's error, not a value",
      hint: "A formula lost what it referred to. Write the value itself.")
  }

  static func formula(_ text: String, _ type: ColumnType) -> CellDiagnosis.Trace? {
    guard let first = text.utf8.first, first == UInt8(ascii: "=") || first == UInt8(ascii: "@")
    else {
      return nil
    }
    return .init(
      code: .formula, message: "'\(abbreviated(text))' looks like a formula",
      hint: "Formulas are not computed here. Write the value itself.")
  }

  /// The length at which a spreadsheet cuts a cell.
  static let longestCell = 32_767

  static func cut(_ text: String, _: ColumnType) -> CellDiagnosis.Trace? {
    guard text.utf16.count == longestCell else { return nil }
    return .init(
      hint: "It has exactly 32,767 characters, the most that a spreadsheet keeps: its end was cut.")
  }

  /// The mark with which a person tells a spreadsheet that a cell is text.
  static func apostrophe(_ text: String, _ type: ColumnType) -> CellDiagnosis.Trace? {
    guard text.hasPrefix("'"), type.accepts(String(text.dropFirst())) else { return nil }
    return .init(
      code: type.isNumeric ? .numberFormat : .typeError,
      message: "\(abbreviated(text)) begins with an apostrophe",
      hint: "Write \(abbreviated(String(text.dropFirst()))).")
  }
}
