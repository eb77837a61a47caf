/// Returns `text` as lines of at most `width` columns, broken at spaces.
///
/// A line break in the text stays one, and an empty line stays empty. A line that begins with
/// spaces is set apart on purpose (a list, an example) and is left alone, as is a single word that
/// is longer than the width.
package func wrapped(_ text: String, toWidth width: Int) -> [String] {
  text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
    if line.hasPrefix(" ") { return [String(line)] }
    var lines = [""]
    for word in line.split(separator: " ") {
      let current = lines[lines.count - 1]
      if current.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if displayWidth(current) + 1 + displayWidth(String(word)) <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}

/// Returns `text` as lines none of which is wider than `width`, for a cell of which nothing may be
/// lost.
///
/// A line ends before a space, else after one of `, ; / - _`, else anywhere; the spaces where it
/// ends are left out. Unlike `wrapped`, it keeps all other spaces and breaks long words too. Only a
/// character that is wider than `width` stands out.
/// - Complexity: O(*n*) for *n* characters.
package func broken(_ text: String, toWidth width: Int) -> [String] {
  guard displayWidth(text) > width else { return [text] }
  var lines: [String] = []
  var rest = text[...]
  while !rest.isEmpty {
    let end = endOfLine(in: rest, width: width)
    lines.append(String(rest[..<end]))
    rest = rest[end...].drop { $0 == " " }
  }
  return lines
}

private func endOfLine(in text: Substring, width: Int) -> Substring.Index {
  var used = 0
  var afterMark: Substring.Index?
  var beforeSpaces: Substring.Index?
  var previous: Character?
  var end = text.startIndex
  while end < text.endIndex {
    let character = text[end]
    // Spaces at the beginning indent the line; they do not end it.
    if character == " ", let previous, previous != " " { beforeSpaces = end }
    used += displayWidth(character)
    if used > width, previous != nil { return beforeSpaces ?? afterMark ?? end }
    end = text.index(after: end)
    if ",;/-_".contains(character) { afterMark = end }
    previous = character
  }
  return end
}
