import CSVText
import CommandLineKit
import Tables
import Wording

/// Findings as people read them: place, sentence, remedy; on a terminal with the line itself.
struct FindingText {
  private let console: Console
  private let trees: [any FileTree]

  /// - Parameter trees: Where the findings' files are, for showing their lines.
  init(_ console: Console, _ trees: [any FileTree]) {
    self.console = console
    self.trees = trees
  }

  /// Writes up to `limit` findings, and how many there are.
  func write(_ list: FindingList, limit: Int) throws {
    let entries = FindingDigest(list.findings, isWhole: limit == .max).entries
    for entry in entries.prefix(limit) {
      try write(entry.finding)
      if let remainder = entry.remainder { try console.print("  … \(remainder)") }
    }
    if entries.count > limit {
      let hidden = counted(entries.count - limit, "finding")
      console.note("\(hidden) more; show all with --limit 0.")
    }
    Self.noteOmitted(list, console)
    guard !list.isEmpty else { return }
    let counts = [Severity.error, .warning, .note].compactMap { severity in
      let count = list.count(of: severity)
      return count > 0 ? counted(count, severity.rawValue) : nil
    }
    console.note(counts.joinedForReading() + ".")
  }

  /// Says how many findings were only counted.
  static func noteOmitted(_ list: FindingList, _ console: Console) {
    guard list.omitted > 0 else { return }
    console.note(
      "\(counted(list.omitted, "finding")) were only counted: of one file at most "
        + "\(grouped(FindingList.limitPerFile)) are kept.")
  }

  private func write(_ finding: Finding) throws {
    let style: Style =
      switch finding.severity {
      case .error: .red
      case .warning: .yellow
      case .note: .cyan
      }
    let label = "\(finding.severity.rawValue)[\(finding.code.rawValue)]"
    try console.print(
      "\(console.out.styled(finding.where, .bold)): \(console.out.styled(label, style)): "
        + visible(finding.message))
    if console.out.isTerminal, let excerpt = Excerpt(of: finding, in: trees, width: console.width) {
      let number = String(excerpt.line)
      try console.print("  \(number) | \(excerpt.text)")
      let gutter = String(repeating: " ", count: number.count)
      try console.print("  \(gutter) | \(console.out.styled(excerpt.caret, style))")
    }
    if !finding.hint.isEmpty { try console.print("  \(visible(finding.hint))") }
  }
}

extension Finding {
  /// `data/runs.csv:41:5`, or only the file.
  var `where`: String {
    let name = visible(file)
    return place.map { "\(name):\($0.line):\($0.column)" } ?? name
  }
}

/// The line of a finding, and a line of marks below what it is about.
private struct Excerpt {
  let line: Int
  let text: String
  let caret: String

  /// How many bytes before and behind the place are looked at.
  private static let reach = 400

  init?(of finding: Finding, in trees: [any FileTree], width: Int) {
    guard let place = finding.place,
      let tree = trees.first(where: { finding.file.hasPrefix($0.title(of: "")) }),
      let source = try? tree.open(String(finding.file.dropFirst(tree.title(of: "").count)))
    else { return nil }
    let start = max(0, place.offset - Self.reach)
    let shown = place.offset - start + min(place.length, Self.reach) + Self.reach
    guard let bytes = try? source.bytes(at: start, count: shown) else { return nil }
    let at = min(place.offset - start, bytes.count)
    let feed = UInt8(ascii: "\n")
    let before = bytes[..<at].suffix(while: { $0 != feed })
    let marked = bytes[at...].prefix(place.length).prefix(while: { $0 != feed })
    let after = bytes[(at + marked.count)...].prefix(while: { $0 != feed })
    line = place.line
    let room = max(20, width - 8 - String(place.line).count)
    let lead = Self.text(before)
    let mark = Self.text(marked)
    let cut = displayWidth(lead) > room / 2
    let kept = cut ? "…" + Self.end(of: lead, width: room / 2) : lead
    text = (kept + mark + Self.text(after)).truncated(toWidth: room)
    let length = max(1, min(displayWidth(mark), room - displayWidth(kept)))
    caret =
      String(repeating: " ", count: displayWidth(kept)) + String(repeating: "^", count: length)
  }

  /// As much of the end of a text as fits into `width` columns.
  private static func end(of text: String, width: Int) -> String {
    var used = 0
    return String(
      text.reversed().prefix { character in
        used += displayWidth(character)
        return used <= width
      }.reversed())
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    visible(String(decoding: bytes.filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self))
  }
}

extension ArraySlice<UInt8> {
  fileprivate func suffix(while holds: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    var start = endIndex
    while start > startIndex, holds(self[start - 1]) { start -= 1 }
    return self[start...]
  }
}
