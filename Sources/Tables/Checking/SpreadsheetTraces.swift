internal import Wording

/// What a spreadsheet leaves in a cell of any column.
enum SpreadsheetTrace {
  static let errorValues = [
    "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
    "#FIELD!", "#BLOCKED!", "#BUSY!", "#GETTING_DATA", "#UNKNOWN!",
  ]

  static func errorValue(_ text: String, _: ColumnType) -> CellDiagnosis.Trace? {
    guard text.first == "#", errorValues.contains(text.trimmingInvisible().uppercased()) else {
      return nil
    }
    return .init(
      code: .spreadsheetError, message: "'\(visible(text))' is a spreadsheet's error, not a value",
      hint: "A formula lost what it referred to. Write the value itself.")
  }

  static func formula(_ text: String, _ type: ColumnType) -> CellDiagnosis.Trace? {
    guard let first = text.first, first == "=" || first == "@" else { return nil }
    return .init(
      code: .formula, message: "'\(abbreviated(text))' looks like a formula",
      hint: "Formulas are not computed here. Write the value itself.")
  }

  /// The length at which a spreadsheet cuts a cell.
  static let longestCell = 32_767
}

/// What becomes of numbers.
enum NumberTrace {
  static func recognise(_ text: String, _ type: ColumnType) -> CellDiagnosis.Trace? {
    guard type.isNumeric else { return nil }
    func trace(_ what: String, _ hint: String) -> CellDiagnosis.Trace {
      .init(code: .numberFormat, message: "'\(abbreviated(text))' \(what)", hint: hint)
    }
    let digits = Set("0123456789")
    guard text.contains(where: digits.contains) else { return nil }
    let unsigned = text.drop { $0 == "-" || $0 == "+" }
    if let exponent = unsigned.firstIndex(where: { $0 == "e" || $0 == "E" }),
      unsigned[..<exponent].allSatisfy({ digits.contains($0) || $0 == "." || $0 == "," }),
      Int(unsigned[unsigned.index(after: exponent)...]) != nil
    {
      return trace(
        "is a number that a spreadsheet shortened",
        "Digits may be lost: take the number from where it came, and write all of it.")
    }
    if text.hasPrefix("+"), type.accepts(String(unsigned)) {
      return trace("has a plus sign", "Write \(unsigned).")
    }
    if let plain = withoutSeparators(text), type.accepts(plain) {
      if text.contains("."), text.contains(",") || type == .int {
        return trace("has separators between its digits", "Write \(plain) if that is what it is.")
      }
      if let comma = text.firstIndex(of: ","), type == .decimal {
        let pointed = text.replacing(",", with: ".")
        let fraction = text[text.index(after: comma)...].count
        return trace(
          "has a comma in it",
          fraction == 3
            ? "It could mean \(pointed) or \(plain). Numbers have a point, and nothing else."
            : "Write \(pointed): numbers have a decimal point.")
      }
      return trace("has separators between its digits", "Write \(plain).")
    }
    if let comma = text.firstIndex(of: ","), text[..<comma].allSatisfy({ digits.contains($0) || $0 == "-" }),
      type == .decimal, type.accepts(text.replacing(",", with: "."))
    {
      return trace(
        "has a comma in it", "Write \(text.replacing(",", with: ".")): numbers have a decimal point.")
    }
    let stripped = withoutLeadingZeros(text)
    if stripped != text, type.accepts(stripped) {
      return trace("has leading zeros", "Write \(stripped).")
    }
    if type == .int, let point = text.firstIndex(of: "."),
      text[text.index(after: point)...].allSatisfy({ $0 == "0" }),
      type.accepts(String(text[..<point]))
    {
      return trace("is not written as a whole number", "Write \(text[..<point]).")
    }
    return nil
  }

  /// The number without thousands separators, where they stand between groups of three digits.
  private static func withoutSeparators(_ text: String) -> String? {
    let separators: [Character] = [",", ".", " ", "'", "’", "\u{A0}", "\u{202F}", "\u{2009}", "_"]
    for separator in separators where text.contains(separator) {
      let (whole, fraction) = split(text, decimalAfter: separator)
      let groups = whole.drop { $0 == "-" }.split(
        separator: separator, omittingEmptySubsequences: false)
      guard groups.count > 1, (1...3).contains(groups[0].count),
        groups.dropFirst().allSatisfy({ $0.count == 3 })
      else { continue }
      let sign = text.hasPrefix("-") ? "-" : ""
      return sign + groups.joined() + (fraction.map { ".\($0)" } ?? "")
    }
    return nil
  }

  /// Splits at the decimal mark, which is the other one of comma and point.
  private static func split(
    _ text: String, decimalAfter separator: Character
  ) -> (whole: Substring, fraction: Substring?) {
    let mark: Character = separator == "." ? "," : "."
    guard let at = text.lastIndex(of: mark) else { return (text[...], nil) }
    return (text[..<at], text[text.index(after: at)...])
  }

  private static func withoutLeadingZeros(_ text: String) -> String {
    let sign = text.hasPrefix("-") ? "-" : ""
    let digits = text.dropFirst(sign.count).drop { $0 == "0" }
    let whole = digits.first.map { $0.isNumber } == true ? String(digits) : "0" + digits
    return whole == "0" ? "0" : sign + whole
  }
}

/// What becomes of words: of flags, vocabularies, JSON.
enum WordTrace {
  static func recognise(_ text: String, _ type: ColumnType) -> CellDiagnosis.Trace? {
    func trace(_ hint: String, _ code: FindingCode = .typeError) -> CellDiagnosis.Trace {
      .init(code: code, hint: hint)
    }
    switch type {
    case .bool:
      let lowered = text.lowercased()
      if lowered == "true" || lowered == "false" {
        return trace("A spreadsheet writes it so. 'plainlab fmt' makes it \(lowered).")
      }
      if ["yes", "y", "1", "ja", "x"].contains(lowered) { return trace("Did you mean true?") }
      if ["no", "n", "0", "nein"].contains(lowered) { return trace("Did you mean false?") }
    case .enumeration(let words):
      if let word = nearest(to: text, in: words) { return trace("Did you mean '\(word)'?") }
    case .json:
      if text.contains(where: { "“”„‟‘’".contains($0) }) {
        return trace(
          "It has typographic quotes, which a word processor puts in. JSON needs plain ones: \".")
      }
      if text.contains("'"), !text.contains("\"") {
        return trace("JSON has double quotes around texts and names.")
      }
    case .path:
      return trace("Paths are relative to the data folder and stay inside it: no '..', no '\\'.")
    default: break
    }
    if ["null", "none", "n/a", "na", "nan", "-", "--", "?"].contains(text.lowercased()) {
      return trace("Leave the cell empty if there is no value.")
    }
    return nil
  }
}
