import CommandLineKit
import Foundation

@testable import plainlab

/// A lab in a repository of git, and branches of it that are merged by the built program.
///
/// Nothing of the machine's or the person's settings is seen.
final class MergingLab {
  let folder: TemporaryFolder

  static let labels = "id,name,color\n1,urgent,#112233\n2,late,#112233\n3,new,#112233\n"
  static let procedures =
    "id,name,description,created_at,updated_at,version\n"
    + "1,Rinse,,2026-01-01T08:00:00Z,2026-01-01T08:00:00Z,1\n"
  static let steps =
    "id,procedure_id,order,description,estimated_duration\n1,1,1,Rinse,5\n2,1,2,Dry,5\n"
  static let runs =
    "id,procedure_id,start_time,end_time,status,notes,procedure_version,user_id\n"
    + "1,1,2026-01-02T08:00:00Z,,in_progress,,1,\n"
  static let runSteps = "id,run_id,step_id,completed,completed_at,notes\n1,1,1,false,,\n"

  init(hasDriver: Bool = true) throws {
    folder = try TemporaryFolder()
    try git("init", "-q", "-b", "main")
    if hasDriver {
      try git("config", "merge.plainlab.driver", "'\(Child.plainlab)' merge-driver %O %A %B %P")
      try folder.write("*.csv -text merge=plainlab\n", to: "data/.gitattributes")
    }
    try write("labels", Self.labels)
    try write("procedures", Self.procedures)
    try write("steps", Self.steps)
    try write("runs", Self.runs)
    try write("run_steps", Self.runSteps)
    try commit("base")
    try git("branch", "other")
  }

  private var environment: [String: String] {
    let program = URL(filePath: Child.plainlab).deletingLastPathComponent().path
    return [
      "PATH": program + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"),
      "HOME": "/nonexistent", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@lab.example", "GIT_EDITOR": "true",
      "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@lab.example",
    ]
  }

  /// Runs git; whether it succeeded, and all that was said.
  @discardableResult
  func git(_ words: String...) throws -> (isDone: Bool, said: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder.url.path] + words
    process.environment = environment
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, pipe)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let said = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus == 0, String(decoding: said, as: UTF8.self))
  }

  /// Runs the program with the answers of a person.
  func plainlab(_ line: String, answers: [String] = []) -> Answer {
    let captured = Console.captured(
      input: .lines(answers), environment: environment, workingDirectory: folder.url.path)
    let words = line.split(separator: " ").map(String.init)
    let status = Plainlab.program.run(arguments: words, console: captured.console)
    return (status, captured.out, captured.error)
  }

  func write(_ table: String, _ text: String) throws {
    try folder.write(text, to: "data/\(table).csv")
  }

  func text(_ table: String) throws -> String { try folder.text("data/\(table).csv") }

  func append(_ rows: String, to table: String) throws {
    try write(table, text(table) + rows)
  }

  func edit(_ table: String, _ old: String, _ new: String) throws {
    try write(table, text(table).replacing(old, with: new))
  }

  func commit(_ message: String) throws {
    try git("add", "-A")
    try git("commit", "-q", "--allow-empty", "-m", message)
  }

  /// Lets two people work, each on a branch, and leaves the first one's at hand.
  func diverge(_ ours: () throws -> Void, _ theirs: () throws -> Void) throws {
    try ours()
    try commit("ours")
    try git("checkout", "-q", "other")
    try theirs()
    try commit("theirs")
    try git("checkout", "-q", "main")
  }

  /// A run that is under way.
  static func run(_ id: Int, _ notes: String) -> String {
    "\(id),1,2026-01-03T08:00:00Z,,in_progress,\(notes),1,\n"
  }

  /// A step of a run.
  static func step(_ id: Int, of run: Int, _ notes: String) -> String {
    "\(id),\(run),1,false,,\(notes)\n"
  }
}
