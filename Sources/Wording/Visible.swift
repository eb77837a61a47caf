/// Returns `text` with everything a reader cannot see, and a terminal might obey, written as an
/// escape.
///
/// Control characters (C0, DEL, C1), bidirectional marks, overrides and isolates, zero-width
/// characters, line and paragraph separators, and tag characters become `\u{1B}`; the tab and line
/// breaks become `\t`, `\n` and `\r`. All else, the backslash too, stays as it is. With
/// `keepingLineBreaks` a line feed stays one, for messages of several lines.
package func visible(_ text: String, keepingLineBreaks: Bool = false) -> String {
  // Nearly every cell is plain ASCII; look before copying.
  if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\n" where keepingLineBreaks: result.append(scalar)
    case "\n": result.append(contentsOf: #"\n"#.unicodeScalars)
    case "\r": result.append(contentsOf: #"\r"#.unicodeScalars)
    case "\t": result.append(contentsOf: #"\t"#.unicodeScalars)
    case let hidden where isHidden(hidden):
      let digits = String(hidden.value, radix: 16, uppercase: true)
      let padded = digits.count < 2 ? "0" + digits : digits
      result.append(contentsOf: #"\u{\#(padded)}"#.unicodeScalars)
    default: result.append(scalar)
    }
  }
  return String(result)
}

private func isHidden(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F...0x9F: true  // C0, DEL and C1
  case 0x061C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: true  // reading direction
  case 0x00AD, 0x200B...0x200D, 0x2060...0x2064, 0xFEFF: true  // no width
  case 0x2028...0x2029: true  // line and paragraph separators
  case 0xFFF9...0xFFFB, 0xE0000...0xE007F: true  // annotations and tags
  default: false
  }
}

/// A cell as a message shows it: cut to a length, nothing in it that a terminal obeys.
package func abbreviated(_ text: String) -> String {
  let limit = 60
  var start = String.UnicodeScalarView()
  start.append(contentsOf: text.unicodeScalars.prefix(limit))
  let isWhole = start.endIndex == text.unicodeScalars.endIndex
  return visible(String(start)) + (isWhole ? "" : "…")
}
