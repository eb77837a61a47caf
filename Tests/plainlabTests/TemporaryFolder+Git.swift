import CommandLineKit
import Foundation

@testable import plainlab

extension TemporaryFolder {
  /// What git sees of the machine and the person: nothing.
  var gitEnvironment: [String: String] {
    var environment = [
      "HOME": url.path, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_CEILING_DIRECTORIES": url.deletingLastPathComponent().path,
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    ]
    for role in ["AUTHOR", "COMMITTER"] {
      environment["GIT_\(role)_NAME"] = "Ada Smith"
      environment["GIT_\(role)_EMAIL"] = "ada@lab.example"
    }
    return environment
  }

  /// What git answers to these words in this folder, on both streams, and how it ended.
  @discardableResult
  func git(_ words: String...) throws -> (status: Int32, text: String) { try git(words) }

  func git(
    _ words: [String], environment: [String: String] = [:]
  ) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git"] + words
    process.currentDirectoryURL = url
    process.environment = gitEnvironment.merging(environment) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }

  /// Makes the folder a repository in which all is committed.
  func makeRepository() throws {
    try git("init", "-q", "-b", "main")
    try git("add", "-A")
    try git("commit", "-q", "-m", "lab")
  }

  /// What the program does with these words where git is set up.
  func inRepository(_ words: String..., environment: [String: String] = [:]) -> Answer {
    at("08:00", words, environment: gitEnvironment.merging(environment) { $1 })
  }
}
