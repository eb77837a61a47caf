import CommandLineKit
import Foundation
import Testing

@Suite("Completion")
struct CompletionTests {
  private static let bash = "/bin/bash"
  private static var hasBash: Bool { FileManager.default.isExecutableFile(atPath: bash) }

  @Test("The bash script parses", .enabled(if: hasBash, "there is no bash here"))
  func parses() throws {
    let answer = try Self.runBash(["-n"], input: Demo.run("completions bash").out)
    #expect(answer.status == 0)
    #expect(answer.text == "")
  }

  @Test(
    "bash offers what may come next", .enabled(if: hasBash, "there is no bash here"),
    arguments: [
      ([""], "check move metrics help completions manual"),
      (["m"], "move metrics manual"),
      (["metrics", ""], "tat"),
      (["--data", "x", "metrics", ""], "tat"),
      (["--data", "=", "x", "metrics", ""], "tat"),
      (["metrics", "tat", "--by", ""], "machine assay operator"),
      (["metrics", "tat", "TSH", "--by", "=", "a"], "assay"),
      (["metrics", "tat", "--by", "="], "machine assay operator"),
      (["metrics", "tat", "--l"], "--last"),
      (["metrics", "tat", "--last", ""], ""),
      (["metrics", "--v"], ""),
      (["--v"], "--version"),
      (["completions", ""], "bash zsh fish"),
      (["completions", "bash", ""], ""),
      (["check", "/etc/host"], "/etc/hosts"),
      (["check", "a", "--data", "/et"], "/etc"),
    ])
  func offers(words: [String], expected: String) throws {
    let quoted = (["demo"] + words).map { "'\($0)'" }.joined(separator: " ")
    let script =
      Demo.run("completions bash").out + """
        COMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count)
        _demo; echo "${COMPREPLY[*]}"
        """
    let answer = try Self.runBash([], input: script)
    let offered = answer.text.split(whereSeparator: \.isWhitespace).map { String($0) }
    if expected.hasPrefix("/") {
      #expect(offered.contains(expected))
    } else {
      #expect(offered.joined(separator: " ") == expected)
    }
  }

  @Test("zsh gets a function for every command, with its help")
  func zsh() {
    let script = Demo.run("completions zsh").out
    #expect(script.hasPrefix("#compdef demo\n"))
    #expect(
      script.contains(
        """
        _demo__metrics__tat() {
          _arguments -s \\
            '(--last -n)--last=[Days to look back]:DAYS: ' \\
            '(--last -n)-n[Days to look back]:DAYS: ' \\
            '(--by)--by=[What makes a row]:GROUP:(machine assay operator)' \\
            '*--where=[Only rows with this value]:COLUMN=VALUE: ' \\

        """))
  }

  @Test("fish gets a line for every word it can offer")
  func fish() {
    let script = Demo.run("completions fish").out
    for line in [
      "complete -c demo -n '__demo_at metrics' -a tat -d 'Turnaround percentiles of each assay.'",
      "complete -c demo -l data -s d -r -f -a '(__fish_complete_directories)'"
        + " -d 'Folder of the tables'",
      "complete -c demo -n '__demo_in metrics tat' -l by -r -f -a 'machine assay operator'"
        + " -d 'What makes a row'",
      "complete -c demo -n '__demo_in check' -F",
    ] {
      #expect(script.contains(line + "\n"))
    }
  }

  private static func runBash(
    _ arguments: [String], input: String
  ) throws -> (status: Int32, text: String) {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).bash")
    try input.write(to: file, atomically: false, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: bash)
    process.arguments = arguments + [file.path]
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }
}
