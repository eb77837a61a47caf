internal import Foundation
public import Tables

/// The git repository that a lab's data folder is in.
public struct Repository: Sendable {
  public let git: Git
  /// The data folder.
  public let data: DiskFolder
  /// Where the repository's files are.
  public let root: String
  /// The data folder's path in the repository; empty where it is the repository's top.
  public let prefix: String

  /// The repository around a folder.
  ///
  /// - Throws: `GitError` where git is not installed, or the folder is in no repository.
  public init(around data: DiskFolder, environment: [String: String]) throws {
    guard let git = Git(in: data.path, environment: environment) else {
      throw GitError("git is not installed, and it is what keeps the lab's history.")
    }
    let end = try git.run(["rev-parse", "--show-toplevel", "--show-prefix"])
    let lines = String(decoding: end.output, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard end.status == 0, lines.count >= 2, !lines[0].isEmpty else {
      let complaint = end.complaint.lines.first ?? "it has no working tree"
      throw GitError(
        complaint.contains("not a git repository")
          ? "'\(data.name)' is in no git repository. Make one with 'git init', and add the folder."
          : "git does not work in '\(data.name)': \(complaint)")
    }
    self.git = git
    self.data = data
    root = lines[0]
    prefix = lines[1].hasSuffix("/") ? String(lines[1].dropLast()) : lines[1]
  }

  /// The repository without a working tree that a folder is, as a server keeps one.
  ///
  /// - Parameters:
  ///   - folder: The repository.
  ///   - data: The data folder, by its path in the repository.
  /// - Returns: `nil` where the folder is no such repository.
  public init?(
    bare folder: DiskFolder, data: DiskFolder, environment: [String: String]
  ) throws {
    guard let git = Git(in: folder.path, environment: environment),
      try git.answer("rev-parse", "--is-bare-repository")?.lines.first == "true"
    else { return nil }
    self.git = git
    self.data = data
    root = folder.path
    prefix = data.name.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }

  /// A file's path in the repository by its path in the data folder.
  func path(of file: String) -> String { prefix.isEmpty ? file : prefix + "/" + file }

  /// A file's path in the data folder by its path in the repository; `nil` of one elsewhere.
  func file(at path: String) -> String? {
    if prefix.isEmpty { return path }
    return path.hasPrefix(prefix + "/") ? String(path.dropFirst(prefix.count + 1)) : nil
  }
}

// MARK: Revisions

/// A commit, and what a person called it.
public struct Revision: Sendable, Hashable {
  public let name: String
  /// The commit's full name.
  public let commit: String

  public init(name: String, commit: String) {
    self.name = name
    self.commit = commit
  }

  /// As short as it is told to people.
  public var short: String { String(commit.prefix(8)) }
}

extension Repository {
  /// The commit that a person means by `name`.
  ///
  /// - Throws: `GitError` where there is none.
  public func revision(_ name: String) throws -> Revision {
    // What follows this option is never taken for another, and what follows `^` never for a file.
    let words = ["rev-parse", "-q", "--verify", "--end-of-options", name + "^{commit}"]
    // `^HEAD` has an answer too: all that is not in it.
    guard !name.contains("\0"), let commit = try git.answer(words)?.lines.first,
      commit.allSatisfy(\.isHexDigit)
    else {
      throw GitError(try sentence(without: name))
    }
    return Revision(name: name, commit: commit)
  }

  /// The commit at hand; `nil` where nothing was committed yet.
  public func head() throws -> Revision? {
    try git.answer("rev-parse", "-q", "--verify", "HEAD^{commit}")?.lines.first.map {
      Revision(name: "HEAD", commit: $0)
    }
  }

  private func sentence(without name: String) throws -> String {
    guard try head() != nil else {
      return "nothing was committed here yet, so there is no '\(name)'"
    }
    let remedy =
      try isShallow()
      ? Self.shallowness : "'git log --oneline' and 'git branch --all' name those that are there."
    return "there is no commit '\(name)'. \(remedy)"
  }

  private static let shallowness =
    "This clone has only a part of the history: 'git fetch --unshallow' gets the rest."

  private func isShallow() throws -> Bool {
    try git.answer("rev-parse", "--is-shallow-repository")?.lines.first == "true"
  }

  /// That the history begins with its first commit.
  ///
  /// - Throws: `GitError` where it was cut off.
  public func checkCompleteness() throws {
    if try isShallow() { throw GitError(Self.shallowness) }
  }
}
