import CommandLineKit
import Tables
import Wording

/// Changes as a unified diff without context, safe for a terminal.
struct DiffText {
  let console: Console

  /// How many changes of one file are shown.
  private static let limit = 200

  func write(_ file: String, _ changes: [Formatting.Change]) throws {
    try console.print(console.out.styled("--- \(visible(file))", .bold))
    try console.print(console.out.styled("+++ \(visible(file))", .bold))
    var shift = 0
    for change in changes.prefix(Self.limit) {
      let old = lines(change.old)
      let new = change.new.map { lines($0) } ?? []
      let start = change.line + shift - (new.isEmpty ? 1 : 0)
      try console.print(
        console.out.styled(
          "@@ -\(change.line),\(old.count) +\(start),\(new.count) @@", .cyan))
      for line in old { try console.print(console.out.styled("-\(line)", .red)) }
      for line in new { try console.print(console.out.styled("+\(line)", .green)) }
      shift += new.count - old.count
    }
    let hidden = changes.count - Self.limit
    if hidden > 0 { console.note("\(counted(hidden, "change")) more in \(visible(file)).") }
  }

  /// The lines of a piece of text. What a line ends in beside LF is shown, as it may be the change.
  private func lines(_ text: String) -> [String] {
    var scalars = text.unicodeScalars
    let isEnded = scalars.last == "\n"
    if isEnded { scalars.removeLast() }
    var lines = scalars.split(separator: "\n", omittingEmptySubsequences: false).map {
      visible(String($0))
    }
    if !isEnded, let last = lines.popLast() { lines.append(last + "  (no line end)") }
    return lines
  }
}
