import Foundation
import History
import Tables
import Testing

/// A repository of git that is made on the spot, with a lab's folder in it; removed with the value.
///
///     let lab = try LabRepository(["labels.csv": "id,name\n1,urgent\n"])
///     try lab.write("labels.csv", "id,name\n1,late\n")
///     try lab.commit("rename a label")
final class LabRepository: Sendable {
  /// Where the repository's files are.
  let root: String
  /// The data folder's path in it; empty where it is the top.
  let prefix: String
  var data: String { prefix.isEmpty ? root : root + "/" + prefix }

  /// - Parameters:
  ///   - files: What is committed first; nothing is when there are none.
  ///   - prefix: Where in the repository the data folder is.
  init(_ files: [String: String] = [:], prefix: String = "data") throws {
    let url = FileManager.default.temporaryDirectory
      .appending(component: "History Tests ü \(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    root = url.resolvingSymlinksInPath().path
    self.prefix = prefix
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
    try git("init", "-q", "-b", "main")
    if !files.isEmpty {
      for (path, text) in files { try write(path, text) }
      try commit("first")
    }
  }

  /// The repository that is at a path already, such as a clone or a working tree.
  init(at root: String, prefix: String = "data") {
    self.root = root
    self.prefix = prefix
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  /// What the tests' git sees: nothing of the machine's or the person's settings.
  static let environment = [
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    "HOME": "/nonexistent", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ada Smith", "GIT_AUTHOR_EMAIL": "ada@lab.example",
    "GIT_COMMITTER_NAME": "Ada Smith", "GIT_COMMITTER_EMAIL": "ada@lab.example",
  ]

  /// Runs git in the repository and returns what it answers.
  @discardableResult
  func git(_ words: String..., as variables: [String: String] = [:]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "-C", root] + words
    process.environment = Self.environment.merging(variables) { $1 }
    let (answers, talk) = (Pipe(), Pipe())
    process.standardOutput = answers
    process.standardError = talk
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let answer = answers.fileHandleForReading.readDataToEndOfFile()
    let complaint = talk.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw GitFailure(words: words, complaint: String(decoding: complaint, as: UTF8.self))
    }
    return String(decoding: answer, as: UTF8.self)
  }

  struct GitFailure: Error {
    let words: [String]
    let complaint: String
  }

  /// Writes a file of the data folder.
  func write(_ path: String, _ text: String) throws {
    let url = URL(filePath: data + "/" + path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: data + "/" + path)), as: UTF8.self)
  }

  /// Commits everything; returns the commit's full name.
  @discardableResult
  func commit(_ message: String, by email: String = "ada@lab.example", at date: String? = nil)
    throws
    -> String
  {
    var variables = ["GIT_AUTHOR_EMAIL": email, "GIT_COMMITTER_EMAIL": email]
    if let date { (variables["GIT_AUTHOR_DATE"], variables["GIT_COMMITTER_DATE"]) = (date, date) }
    try git("add", "-A", as: variables)
    try git("commit", "-q", "--allow-empty", "-m", message, as: variables)
    return try git("rev-parse", "HEAD").trimmingCharacters(in: .newlines)
  }

  var repository: Repository {
    get throws {
      try Repository(around: DiskFolder(data, name: "data"), environment: Self.environment)
    }
  }

  /// The tables of the data folder as they were in a revision, or as they are.
  func store(at revision: String? = nil) throws -> Store {
    guard let revision else {
      return try Store(DiskFolder(data, name: "data"), catalog: SmallLab.catalog)
    }
    let repository = try repository
    let tree = try CommitTree(repository, at: repository.revision(revision))
    return try Store(tree, catalog: SmallLab.catalog)
  }
}
