import Foundation

/// git, called as a program in a folder: only to look, never in the way of a person's own git.
///
/// Neither hooks nor a file monitor of the folder's repository are run by it, only the filters that its
/// attributes name, without which nobody knows what changed; no lock is taken, and variables that would
/// lead it to another repository are taken out of its environment.
struct Git: Sendable {
  /// Where git is installed.
  private let program: String
  private let folder: String
  private let environment: [String: String]

  /// `nil` where git is not installed.
  init?(in folder: String, environment: [String: String]) {
    let places = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
    guard
      let program = places.map({ $0 + "/git" }).first(
        where: FileManager.default.isExecutableFile(atPath:))
    else { return nil }
    self.program = String(program)
    self.folder = folder
    var environment = environment.filter { !Self.localVariables.contains($0.key) }
    environment["GIT_OPTIONAL_LOCKS"] = "0"
    environment["GIT_TERMINAL_PROMPT"] = "0"
    environment["LC_ALL"] = "C"
    self.environment = environment
  }

  /// What `git rev-parse --local-env-vars` lists.
  private static let localVariables: Set<String> = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT",
    "GIT_OBJECT_DIRECTORY", "GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE",
    "GIT_GRAFT_FILE", "GIT_INDEX_FILE", "GIT_NO_REPLACE_OBJECTS", "GIT_REPLACE_REF_BASE",
    "GIT_PREFIX", "GIT_SHALLOW_FILE", "GIT_COMMON_DIR", "GIT_INTERNAL_SUPER_PREFIX",
  ]

  /// What git answers to these words; `nil` when it ends with a status other than 0.
  func answer(_ words: String...) throws -> String? { try answer(words) }

  func answer(_ words: [String]) throws -> String? {
    let (status, output) = try run(words, listeningTo: .out)
    return status == 0 ? output : nil
  }

  /// What git complains of when it is given these words.
  func complaint(_ words: String...) throws -> String {
    try run(words, listeningTo: .error).output
  }

  private enum Stream { case out, error }

  private func run(
    _ words: [String], listeningTo stream: Stream
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments =
      ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "gc.auto=0"] + words
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    // One stream only is read, so that git never waits for somebody to read the other.
    let pipe = Pipe()
    switch stream {
    case .out:
      process.standardOutput = pipe
      process.standardError = FileHandle.nullDevice
    case .error:
      process.standardOutput = FileHandle.nullDevice
      process.standardError = pipe
    }
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}

extension String {
  /// The lines of an answer of one line a fact; without the line feed of the last.
  var lines: [String] { split(separator: "\n").map(String.init) }
}
