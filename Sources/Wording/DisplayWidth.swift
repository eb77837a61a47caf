/// Returns how many terminal columns `text` takes: East Asian wide characters and emoji two,
/// combining marks none.
///
/// Control characters count as none; make them `visible(_:)` first.
package func displayWidth(_ text: String) -> Int {
  if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text.utf8.count }
  return text.reduce(0) { $0 + displayWidth($1) }
}

/// Returns the columns of one character as a person sees it, whatever number of scalars it is made
/// of.
package func displayWidth(_ character: Character) -> Int {
  var width = 0
  for scalar in character.unicodeScalars {
    // U+FE0F asks for the coloured picture of a character that also has a plain form.
    if scalar.value == 0xFE0F, width > 0 { return 2 }
    width = max(width, displayWidth(scalar))
  }
  return width
}

private func displayWidth(_ scalar: Unicode.Scalar) -> Int {
  let value = scalar.value
  if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) || value == 0xAD ? 0 : 1 }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator:
    return 0
  default: break
  }
  if scalar.properties.isEmojiPresentation { return 2 }
  return wideRanges.contains { $0.contains(value) } ? 2 : 1
}

/// The blocks of East_Asian_Width W and F that hold text, in order; the emoji are recognised by
/// their property.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F,  // Hangul Jamo, leading consonants
  0x2E80...0x303E,  // CJK radicals and punctuation
  0x3041...0x33FF,  // Kana, Bopomofo, Hangul letters, CJK compatibility
  0x3400...0x4DBF,  // CJK extension A
  0x4E00...0x9FFF,  // CJK unified ideographs
  0xA000...0xA4CF,  // Yi
  0xA960...0xA97F,  // Hangul Jamo extended A
  0xAC00...0xD7A3,  // Hangul syllables
  0xF900...0xFAFF,  // CJK compatibility ideographs
  0xFE10...0xFE19,  // Vertical forms
  0xFE30...0xFE6F,  // CJK compatibility and small forms
  0xFF00...0xFF60,  // Full-width forms
  0xFFE0...0xFFE6,  // Full-width signs
  0x17000...0x18CFF,  // Tangut
  0x1B000...0x1B2FF,  // Kana supplement
  0x20000...0x3FFFD,  // CJK extensions B and further
]

extension String {
  /// Returns the text cut to `width` columns, its last one a `…` when something was cut.
  package func truncated(toWidth width: Int) -> String {
    guard displayWidth(self) > width else { return self }
    guard width > 0 else { return "" }
    var result = ""
    var used = 0
    for character in self {
      used += displayWidth(character)
      if used > width - 1 { break }
      result.append(character)
    }
    return result + "…"
  }

  /// Returns the text with spaces up to `width` columns, after it or, on `trailing`, before it.
  package func padded(toWidth width: Int, trailing: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, width - displayWidth(self)))
    return trailing ? spaces + self : self + spaces
  }
}
