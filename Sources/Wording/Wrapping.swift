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
