import CommandLineKit
import Foundation
import History
import Tables
import Wording

/// How git and the data folder get along.
struct GitHealth: Sendable {
  let git: Git
  let data: DiskFolder
  /// The tables' files, in the data folder.
  let files: [String]
  /// Seconds since 1970.
  let now: Int
  /// Where the repository's files are.
  let root: String

  /// Whether there is a history at all; and where there is one, what to look at further.
  static func examine(
    _ data: DiskFolder, files: [String], _ context: Context
  ) throws -> (health: Health, subject: GitHealth?) {
    guard let git = Git(in: data.path, environment: context.console.environment) else {
      let health = Health.warning(
        "git is not installed, so that nobody remembers what was changed",
        "Install git to keep the lab's history.")
      return (health, nil)
    }
    guard let root = try git.answer("rev-parse", "--show-toplevel")?.lines.first else {
      return (try withoutRepository(git, data), nil)
    }
    let title = "'\(visible(data.name))'"
    let subject = GitHealth(
      git: git, data: data, files: files, now: Int(context.console.now()), root: root)
    if try git.answer("check-ignore", "-q", "--", data.path) != nil {
      let health = Health.warning(
        "the repository \(visible(root)) ignores \(title)",
        "Take the line that names it out of .gitignore.")
      return (health, subject)
    }
    return (.ok("\(title) is in the repository \(visible(root))"), subject)
  }

  private static func withoutRepository(_ git: Git, _ data: DiskFolder) throws -> Health {
    let complaint = try git.complaint("rev-parse", "--show-toplevel")
    let first = complaint.lines.first ?? ""
    guard !first.contains("not a git repository") else {
      return .warning(
        "'\(visible(data.name))' is in no git repository, so that nobody remembers what was changed",
        "Make one with 'git init', and add the folder.")
    }
    let rest = complaint.lines.dropFirst().map { $0.trimmingCharacters(in: .whitespaces) }
    return .error(
      "git does not work here: \(visible(first))", rest.map { visible($0) }.joined(separator: " "))
  }

  /// Every check of a folder in a repository.
  static let checks: [HealthCheck<GitHealth>] = [lock, attributes, drivers, lineEnds, changes]
}

// MARK: The repository

extension GitHealth {
  /// Whether an interrupted git command left its lock, which blocks every other.
  static let lock = HealthCheck<GitHealth>("git-lock") { health in
    guard let answer = try health.git.answer("rev-parse", "--git-path", "index.lock")?.lines.first
    else { return .ok("git does not say where its lock is") }
    let path = answer.hasPrefix("/") ? answer : health.data.path + "/" + answer
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      let made = attributes[.modificationDate] as? Date
    else { return .ok("no git command has a lock") }
    let age = health.now - Int(made.timeIntervalSince1970)
    if age < 60 { return .ok("a git command is at work") }
    let shown = visible(URL(filePath: path).standardizedFileURL.path)
    let sentence = "git's lock \(shown) has been there for \(elapsed(seconds: age))"
    let running = health.runningProcesses
    if !running.isEmpty {
      return .warning(
        "\(sentence), and git is running (process \(running.joinedForReading()))",
        "See what it waits for. When it has ended, the lock goes.")
    }
    return .error(
      sentence,
      "A git command that was interrupted left it, most likely. When no git command and no editor "
        + "with git built in is at work, delete the file.")
  }

  /// The numbers of git's processes in this repository, where the system tells: Linux does.
  private var runningProcesses: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.filter { name in
      guard Int(name) != nil,
        let program = try? String(contentsOfFile: "/proc/\(name)/comm", encoding: .utf8),
        program.hasPrefix("git"),
        let place = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(name)/cwd")
      else { return false }
      return place == root || place.hasPrefix(root + "/")
    }.sorted()
  }

  /// How much is not committed, and whether a merge waits for somebody.
  static let changes = HealthCheck<GitHealth>("git-changes") { health in
    guard
      let answer = try health.git.answer(
        "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", ".")
    else { return .warning("git does not say what was changed", "See 'git status'.") }
    let entries = answer.split(separator: "\0")
    let unmerged = entries.filter {
      ["DD", "AU", "UD", "UA", "DU", "AA", "UU"].contains($0.prefix(2))
    }
    guard unmerged.isEmpty else {
      return .error(
        "a merge waits: \(counted(unmerged.count, "file")) with conflicts, "
          + "\(visible(String(unmerged[0].dropFirst(3)))) first",
        "Resolve them and commit, or take the merge back with 'git merge --abort'.")
    }
    return .ok(
      entries.isEmpty
        ? "everything is committed"
        : "\(counted(entries.count, "file")) changed since the last commit")
  }
}
