internal import Foundation
internal import Tables

/// A commit of the data folder alone, in the making: what it would hold, to be looked at first.
///
///     let commit = try DataCommit(in: repository, at: now)
///     …                                     // check commit.after, and say what changed
///     let revision = try commit.make(message)
///
/// git has taken the files when this value is there. What is checked in `after` is what will be
/// committed, whatever an editor saves meanwhile.
public struct DataCommit: Sendable {
  /// The commit at hand; `nil` where there is none yet.
  public let parent: Revision?
  /// The data folder before, and as it will be.
  public let before: CommitTree
  public let after: CommitTree
  /// Whether the data folder is as it was in the commit at hand.
  public let isEmpty: Bool
  private let repository: Repository
  private let tree: String
  private let index: PrivateIndex

  /// Takes all files of the data folder into git's objects, through an index of its own.
  ///
  /// It waits for a change of tables that is being made, so that none is taken in half.
  /// - Parameters:
  ///   - now: Seconds since 1970.
  ///   - isTrial: Whether the commit will only be looked at; then git keeps nothing of it.
  /// - Throws: `CommitRefusal` where git is in a state in which nothing is committed; `GitError`; what
  ///   `WritingSession` throws.
  public init(in repository: Repository, at now: Int64, isTrial: Bool = false) throws {
    self.repository = repository
    try repository.checkReadiness()
    parent = try repository.head()
    index = try PrivateIndex(of: repository, at: parent, isTrial: isTrial)
    try Self.add(repository.data, by: index.git, at: now)
    tree = String(decoding: try index.git.output(["write-tree"]), as: UTF8.self).lines[0]
    after = try CommitTree(repository, tree: tree, index.git, name: repository.data.name)
    if let parent {
      before = try CommitTree(
        repository, tree: parent.commit, index.git, name: "HEAD:" + repository.prefix)
      isEmpty = try index.git.answer("rev-parse", parent.commit + "^{tree}")?.lines.first == tree
    } else {
      before = CommitTree(beforeFirstCommitOf: repository)
      isEmpty = after.entries.isEmpty
    }
  }

  private static func add(_ data: DiskFolder, by git: Git, at now: Int64) throws {
    let session = try WritingSession(data, holder: "commit", at: now)
    try withExtendedLifetime(session) { _ = try git.output(["add", "-A", "--", "."]) }
  }

  /// Makes the commit, and leaves the person's index with the data folder as it is committed, and all
  /// else that it holds as it was.
  ///
  /// No hooks are run, as the tables were checked, and nothing is signed.
  /// - Returns: `nil` where somebody else committed meanwhile: it is to be made again on top of theirs.
  public func make(_ message: String) throws -> Revision? {
    precondition(!isEmpty, "there is something to commit")
    let git = repository.git
    var words = ["commit-tree", tree]
    if let parent { words += ["-p", parent.commit] }
    let answer = try git.output(words + ["-F", "-"], input: Array(message.utf8))
    let commit = String(decoding: answer, as: UTF8.self).lines[0]
    // Before the commit is there: who is stopped in between has all of it staged, and nothing lost.
    try repository.stage(tree)
    let subject = message.lines.first ?? ""
    let old = parent?.commit ?? String(repeating: "0", count: commit.count)
    let end = try git.run(["update-ref", "-m", "commit: " + subject, "HEAD", commit, old])
    guard end.status == 0 else {
      guard try repository.head() == parent else { return nil }
      throw GitError(["update-ref"], end.complaint)
    }
    return Revision(name: "HEAD", commit: commit)
  }
}

extension Repository {
  /// Puts the data folder of a tree into the person's index.
  fileprivate func stage(_ tree: String) throws {
    let fields = try git.fields([
      "diff-index", "--cached", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-relative",
      "--ignore-submodules=none", tree, "--", ".",
    ])
    var lines: [UInt8] = []
    for i in stride(from: 0, to: fields.count - 1, by: 2) {
      // :100644 100644 3f9c… 81a2… M    of the tree and of the index
      let words = fields[i].dropFirst().split(separator: " ")
      guard words.count == 5 else { continue }
      let mode = words[0] == "000000" ? "0" : String(words[0])
      lines += Array("\(mode) \(words[2])\t\(fields[i + 1])\0".utf8)
    }
    guard !lines.isEmpty else { return }
    let git = git.moved(to: root)
    for attempt in 1... {
      let end = try git.run(["update-index", "-z", "--index-info"], input: lines)
      if end.status == 0 { return }
      guard end.complaint.contains("index.lock") else {
        throw GitError(["update-index"], end.complaint)
      }
      // A window with a view of the repository looks at it now and then, for a moment.
      guard attempt < 20 else { throw CommitRefusal.lockedIndex(try path(ofGit: "index.lock")) }
      Thread.sleep(forTimeInterval: 0.1)
    }
  }
}
