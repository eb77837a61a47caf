internal import Wording

/// What becomes of numbers: other marks between their digits, zeros, signs, units.
enum NumberTrace {
  static func recognise(_ text: String, _ type: ColumnType) -> CellDiagnosis.Trace? {
    guard type.isNumeric, text.utf8.count < 200, text.utf8.contains(where: isDigit) else {
      return nil
    }
    for recognise in [exponent, sign, marks, zeros, fraction, size, addition] {
      if let trace = recognise(text, type) { return trace }
    }
    return nil
  }

  private static func trace(
    _ text: String, _ what: String, _ hint: String, _ code: FindingCode = .numberFormat
  ) -> CellDiagnosis.Trace {
    .init(code: code, message: "'\(abbreviated(text))' \(what)", hint: hint)
  }

  /// `1.23E+05`, which is all that is left of `123456`.
  private static func exponent(_ text: String, _ type: ColumnType) -> CellDiagnosis.Trace? {
    let unsigned = text.drop { $0 == "-" || $0 == "+" }
    guard let at = unsigned.firstIndex(where: { $0 == "e" || $0 == "E" }), at > unsigned.startIndex,
      unsigned[..<at].utf8.allSatisfy({ isDigit($0) || $0 == point || $0 == comma }),
      Int(unsigned[unsigned.index(after: at)...]) != nil
    else { return nil }
    return trace(
      text, "is a number that a spreadsheet shortened",
      "Digits may be lost: take the number from where it came, and write all of it.")
  }

  private static func sign(_ text: String, _ type: ColumnType) -> CellDiagnosis.Trace? {
    if text.hasPrefix("+"), case let rest = String(text.dropFirst()), type.accepts(rest) {
      return trace(text, "has a plus sign", "Write \(rest).")
    }
    guard let first = text.first, "\u{2212}\u{2012}\u{2013}\u{2014}".contains(first),
      case let plain = "-" + text.dropFirst(), type.accepts(plain)
    else { return nil }
    return trace(text, "begins with a long dash, not a minus sign", "Write \(plain).")
  }

  /// Separators of thousands, and the comma of half of Europe.
  private static func marks(_ text: String, _ type: ColumnType) -> CellDiagnosis.Trace? {
    let commas = text.utf8.count { $0 == comma }
    let pointed = text.replacing(",", with: ".")
    let isDecimal = commas == 1 && type == .decimal && type.accepts(pointed)
    if let plain = withoutSeparators(text), type.accepts(plain) {
      if isDecimal {
        return trace(
          text, "has a comma in it",
          "It could mean \(pointed) or \(plain). Numbers have a point, and nothing else.")
      }
      let isSure = !text.utf8.contains(point) && !(commas == 1 && type == .int)
      return trace(
        text, "has marks between its digits",
        "Write \(plain)\(isSure ? "" : " if that is what it is").")
    }
    guard commas == 1 else { return nil }
    if isDecimal {
      return trace(text, "has a comma in it", "Write \(pointed): numbers have a decimal point.")
    }
    guard type == .int, ExactDecimal(pointed) != nil else { return nil }
    return trace(text, "has a comma in it", "Only whole numbers can stand here.")
  }

  private static func zeros(_ text: String, _ type: ColumnType) -> CellDiagnosis.Trace? {
    let sign = text.hasPrefix("-") ? "-" : ""
    let digits = text.dropFirst(sign.count)
    if digits.hasPrefix("."), type == .decimal, type.accepts(sign + "0" + digits) {
      return trace(text, "has no digit before its point", "Write \(sign)0\(digits).")
    }
    if digits.hasSuffix("."), type.accepts(sign + digits.dropLast()) {
      return trace(text, "has no digit after its point", "Write \(sign)\(digits.dropLast()).")
    }
    let stripped = digits.drop { $0 == "0" }
    let number = stripped.utf8.first.map(isDigit) == true ? String(stripped) : "0" + stripped
    let plain = number == "0" ? "0" : sign + number
    guard plain != text, digits.hasPrefix("0"), type.accepts(plain) else { return nil }
    return trace(
      text, digits == "0" ? "has a minus sign" : "has leading zeros", "Write \(plain).")
  }

  /// `120.0` and `120.5` where whole numbers stand.
  private static func fraction(_ text: String, _ type: ColumnType) -> CellDiagnosis.Trace? {
    guard type == .int, ExactDecimal(text) != nil, let at = text.firstIndex(of: ".") else {
      return nil
    }
    guard text[at...].dropFirst().allSatisfy({ $0 == "0" }), type.accepts(String(text[..<at]))
    else {
      return trace(text, "is not a whole number", "Only whole numbers can stand here.", .typeError)
    }
    return trace(text, "is not written as a whole number", "Write \(text[..<at]).")
  }

  private static func size(_ text: String, _ type: ColumnType) -> CellDiagnosis.Trace? {
    guard type == .int, text.utf8.drop(while: { $0 == UInt8(ascii: "-") }).allSatisfy(isDigit)
    else {
      return nil
    }
    return trace(
      text, "is too large", "Whole numbers here have at most 18 digits.", .constraintError)
  }

  /// `<0.5`, `12 mg`, `12O`: a number, and something that is none.
  private static func addition(_ text: String, _ type: ColumnType) -> CellDiagnosis.Trace? {
    if let first = text.first, "<>≤≥~≈±".contains(first) {
      return .init(hint: "Only the number can stand here, without '\(first)'.")
    }
    let letters = text.map { "oO".contains($0) ? "0" : "lI".contains($0) ? "1" : String($0) }
      .joined()
    if letters != text, type.accepts(letters) {
      return .init(hint: "It has a letter in it that looks like a digit. Did you mean \(letters)?")
    }
    let number = text.prefix { isDigit($0.utf8.first ?? 0) || ".,-".contains($0) }
    let rest = String(text[number.endIndex...]).trimmingInvisible()
    guard !rest.isEmpty, type.accepts(String(number)), !rest.utf8.contains(where: isDigit) else {
      return nil
    }
    // A letter more in a whole number is a slip of the hand, and not a unit.
    guard type == .decimal || rest.count > 1 || text.contains(where: \.isWhitespace) else {
      return nil
    }
    return .init(hint: "Write only the number, \(number), without '\(abbreviated(rest))'.")
  }
}

extension NumberTrace {
  private static let comma = UInt8(ascii: ",")
  private static let point = UInt8(ascii: ".")

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// The number without thousands separators, where they stand between groups of three digits.
  private static func withoutSeparators(_ text: String) -> String? {
    let separators: [Character] = [
      ",", ".", " ", "'", "\u{2019}", "\u{A0}", "\u{202F}", "\u{2009}", "_",
    ]
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
}
