import CommandLineKit
import Wording

extension Context {
  /// Writes what would change in a file, as `git diff` shows it; nothing when nothing would.
  func printDiff(from old: [UInt8], to new: [UInt8], of title: String) throws {
    try printDiff(
      unifiedDiff(
        from: String(decoding: old, as: UTF8.self), to: String(decoding: new, as: UTF8.self),
        title: title))
  }

  /// Writes the lines of a unified diff, in colour on a terminal.
  func printDiff(_ lines: [String]) throws {
    for line in lines { try print(console.out.styledDiff(line)) }
  }
}

extension Output {
  /// A line of a unified diff in the colours that people know from git.
  fileprivate func styledDiff(_ line: String) -> String {
    if line.hasPrefix("---") || line.hasPrefix("+++") { return styled(line, .bold) }
    return switch line.first {
    case "+": styled(line, .green)
    case "-": styled(line, .red)
    case "@": styled(line, .cyan)
    default: line
    }
  }
}
