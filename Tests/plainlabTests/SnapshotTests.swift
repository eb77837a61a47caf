import Foundation
import Testing

@testable import CommandLineKit
@testable import plainlab

/// Whole outputs, kept in `fixtures/snapshots` and reviewed like code.
///
/// With `PLAINLAB_UPDATE=1` in the environment they are written anew instead; read the diff.
@Suite("Snapshots")
struct SnapshotTests {
  private static let folder = package.appending(path: "fixtures/snapshots")
  private static let isUpdating = ProcessInfo.processInfo.environment["PLAINLAB_UPDATE"] == "1"

  /// The words of every command, subcommands too, and none for the program.
  static let paths: [[String]] = {
    func below(_ path: [String], _ commands: [Command]) -> [[String]] {
      commands.flatMap { [path + [$0.name]] + below(path + [$0.name], $0.subcommands) }
    }
    return [[]] + below([], Plainlab.program.commands)
  }()

  private static func name(_ path: [String]) -> String {
    (["plainlab"] + path).joined(separator: "-") + ".txt"
  }

  private func expect(_ text: String, in name: String) throws {
    let file = Self.folder.appending(path: name)
    if Self.isUpdating {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let kept = try? String(contentsOf: file, encoding: .utf8)
    #expect(text == kept, "fixtures/snapshots/\(name): PLAINLAB_UPDATE=1 writes it anew")
  }

  @Test("The help of every command", arguments: paths)
  func help(path: [String]) throws {
    let folder = try TemporaryFolder()
    let run = folder.plainlab((path + ["--help"]).joined(separator: " "))
    #expect(run.error == "")
    try expect(run.out, in: "help/" + Self.name(path))
    // 'help' says the same.
    #expect(folder.plainlab((["help"] + path).joined(separator: " ")).out == run.out)
  }

  @Test("No help is kept of a command that is no more")
  func stale() throws {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: Self.folder.appending(path: "help").path)
    #expect(Set(names).subtracting(Self.paths.map(Self.name)) == [])
  }

  @Test("No line of a help is wider than the terminal", arguments: paths)
  func width(path: [String]) throws {
    let run = try TemporaryFolder().plainlab(
      (path + ["--help"]).joined(separator: " "), isTerminal: true, width: 60)
    // Lines to be copied stay whole.
    for line in run.out.split(separator: "\n") where !line.hasPrefix("  plainlab ") {
      #expect(line.count <= 60 || line.hasPrefix("    "), "\(line)")
    }
  }

  @Test("The report of the sample lab")
  func report() throws {
    let folder = try TemporaryFolder()
    try folder.copySampleLab()
    try expect(folder.plainlab("report").out, in: "report.txt")
  }

  @Test("The card of the sample lab's open specimens")
  func card() throws {
    let folder = try TemporaryFolder()
    try folder.copySampleLab()
    try expect(
      folder.plainlab("alert sla --as-of 2026-11-20T17:49:00Z").out, in: "alert-sla.json")
  }

  @Test("The tables, and the columns of specimens")
  func schema() throws {
    let folder = try TemporaryFolder()
    try expect(folder.plainlab("schema").out, in: "schema.txt")
    let specimens = folder.plainlab("schema specimens")
    try expect(specimens.out + specimens.error, in: "schema-specimens.txt")
  }

  @Test("No command contradicts itself")
  func declarations() { Plainlab.program.checkDeclarations() }

  @Test("Every example of a help is understood", arguments: Plainlab.program.examples.map(\.line))
  func example(line: String) throws {
    let words = shellWords(line)
    #expect(words.first == "plainlab")
    try Plainlab.program.validate(arguments: Array(words.dropFirst()), environment: [:])
  }

  @Test("Every example runs in the sample lab", arguments: Plainlab.program.examples.map(\.line))
  func running(line: String) throws {
    // Made for another place, or too large to make here.
    let others = [
      "export.csv", "~/lab", "--specimens 1000000", "SP000042", "plainlab init", "data/runs",
      "/media/", "backup verify", "backup restore", "plainlab merge", "plainlab resolve",
      "plainlab guard", "--watch", "plainlab alert", "plainlab outbox send", "outbox retry",
    ]
    guard !others.contains(where: line.contains) else { return }
    let folder = try TemporaryFolder()
    try folder.copySampleLab()
    // What is about history needs one.
    let asksGit = [
      "commit", "--at", "--staged", "git ", "--compare", "lab diff", "lab log", "lab blame",
      "lab audit",
    ].contains(where: line.contains)
    if asksGit { try folder.makeRepository() }
    if line.contains("plainlab undo") { _ = folder.plainlab("set assays TSH sla_hours=5") }
    let captured = Console.captured(
      environment: asksGit ? folder.gitEnvironment : [:], workingDirectory: folder.url.path)
    let words = Array(shellWords(line).dropFirst())
    #expect(Plainlab.program.run(arguments: words, console: captured.console) == .success)
  }

  /// The words of a line as a shell reads it, up to where its output goes.
  private func shellWords(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    for character in line {
      if character == "'" {
        isQuoted.toggle()
        word = word ?? ""
      } else if character == " ", !isQuoted {
        if let word { words.append(word) }
        word = nil
      } else if character == ">", !isQuoted {
        break
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }
}
