internal import CSVText
internal import Foundation
public import Tables

/// The merge of two commits brought to the data folder on disk, for git to commit.
public struct MergedFolder {
  private let lineage: Lineage
  private let store: Store
  private let latest: Set<String>
  public let merge: MergeAtHand
  public let lab: LabMerge

  /// - Parameter store: The data folder, where files are written.
  public init(
    _ merge: MergeAtHand, _ lineage: Lineage, in store: Store, latest: Set<String>
  ) throws {
    (self.lineage, self.store, self.merge) = (lineage, store, merge)
    self.latest = latest
    lab = try LabMerge(merge, lineage, latest: latest)
  }

  private var repository: Repository { lineage.repository }

  /// The files that are not yet as the merge has them.
  ///
  /// - Parameter all: Whether they are as git left them just now. Else a file that somebody edited
  ///   since stays as it is.
  public func pending(all: Bool = false) throws -> [NewContent] {
    try lab.files.compactMap { file in
      guard let merged = file.merged, file.refusal == nil else { return nil }
      let now = try? store.tree.open(file.path).allBytes()
      guard now != merged, try all || isUntouched(now, file) else { return nil }
      return NewContent(file.path, old: now, new: merged)
    }
  }

  /// Whether a file is as git, or a driver that saw it alone, left it.
  private func isUntouched(_ now: [UInt8]?, _ file: LabMerge.File) throws -> Bool {
    guard let table = lab.table(file.table, lineage, merge) else { return false }
    let (base, ours, theirs) = (
      try merge.base.map(lineage.store), try lineage.store(merge.ours),
      try lineage.store(merge.theirs)
    )
    let versions = try [base, ours, theirs].map {
      try LabVersions.bytes(file.path, of: table, in: $0)
    }
    if now == versions[1] || now == versions[2] { return true }
    guard let here = versions[1], let there = versions[2] else { return false }
    let alone = try? TableMerge(
      table, base: versions[0], ours: here, theirs: there, latest: latest)
    return alone?.bytes == now
  }

  /// Writes files as one change, and tells git which of them are merged.
  public func write(_ files: [NewContent]) throws {
    if !files.isEmpty { try store.replace(files, "merge") }
    try stage()
  }

  /// Tells git which files are merged, and which wait for a person.
  public func stage() throws {
    let git = repository.git.moved(to: repository.root)
    let clashing = Set(lab.clashes.map(\.table))
    var merged: [String] = []
    for file in lab.files where file.refusal == nil {
      // As it is now: the store is as the files were before.
      let now = try? repository.data.open(file.path).allBytes()
      // What is gone, git took away by itself.
      guard let now, now == file.merged else { continue }
      let path = repository.path(of: file.path)
      if file.isOpen || clashing.contains(file.table) {
        try leaveUnmerged(file.path, git)
      } else {
        merged.append(path)
      }
    }
    if !merged.isEmpty { _ = try git.output(["add", "-A", "--"] + merged) }
  }

  /// Gives git the three versions of a file that waits, so that it commits nothing before.
  private func leaveUnmerged(_ file: String, _ git: Git) throws {
    let path = repository.path(of: file)
    var lines = "0 \(String(repeating: "0", count: merge.ours.count))\t\(path)\0"
    let commits = [merge.base, merge.ours, merge.theirs]
    for (stage, commit) in zip(1..., commits) {
      guard let commit,
        let object = try git.answer("rev-parse", "-q", "--verify", commit + ":" + path)
      else { continue }
      lines += "100644 \(object.lines[0]) \(stage)\t\(path)\0"
    }
    _ = try git.output(["update-index", "-z", "--index-info"], input: Array(lines.utf8))
  }

  /// Adds what became of ids to the message that git proposes for the commit.
  public func note() throws {
    guard !lab.renumbered.isEmpty,
      let place = try repository.git.answer("rev-parse", "--git-path", "MERGE_MSG")?.lines.first
    else { return }
    let path = place.hasPrefix("/") ? place : repository.data.path + "/" + place
    let old = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let lines = lab.renumbered.map(\.sentence)
    guard !lines.isEmpty, !old.contains(lines[0]) else { return }
    let new = old.trimmingCharacters(in: .newlines) + "\n\n" + lines.joined(separator: "\n") + "\n"
    try Data(new.utf8).write(to: URL(filePath: path))
  }
}

extension LabMerge {
  fileprivate func table(_ name: String, _ lineage: Lineage, _ merge: MergeAtHand) -> TableSchema? {
    (try? lineage.store(merge.ours).catalog[name])
      ?? (try? lineage.store(merge.theirs).catalog[name])
  }
}

// MARK: Beginning a merge

extension Repository {
  /// What git said to a merge that it left for somebody to commit.
  public enum Begun: Sendable {
    case alreadyThere
    case forwarded
    case merging
  }

  /// Begins to merge a commit, and commits nothing; files of tables are for a `MergedFolder` then.
  ///
  /// - Throws: `GitError` where git does not begin, as with changes that are not committed.
  public func beginMerge(of other: Revision) throws -> Begun {
    let git = git.moved(to: root)
    guard let head = try head() else { throw GitError("nothing was committed here yet.") }
    if try git.answer("merge-base", "--is-ancestor", other.commit, head.commit) != nil {
      return .alreadyThere
    }
    let changed = try git.output(
      ["status", "--porcelain", "-uno", "--"] + (prefix.isEmpty ? ["."] : [prefix]))
    guard changed.isEmpty else {
      throw GitError(
        "there are changes in the lab's folder that are not committed. Commit them first.")
    }
    if try git.answer("merge-base", "--is-ancestor", head.commit, other.commit) != nil {
      _ = try git.output(["merge", "--ff-only", "-q", other.commit])
      return .forwarded
    }
    // The tables are merged afterwards, all at once.
    let end = try git.run([
      "-c", "merge.plainlab.driver=true", "merge", "--no-commit", "--no-ff", "-q", "-m",
      "Merge \(other.name)", other.commit,
    ])
    guard try git.answer("rev-parse", "-q", "--verify", "MERGE_HEAD") != nil else {
      throw GitError(["merge"], end.complaint + String(decoding: end.output, as: UTF8.self))
    }
    return .merging
  }
}

// MARK: Ending a merge

extension Repository {
  /// The files of the lab that wait for a person, by their paths in the repository.
  public func unmerged() throws -> [String] {
    let place = prefix.isEmpty ? "." : prefix
    let lines = try git.moved(to: root).fields(["ls-files", "-u", "-z", "--", place])
    let paths = lines.compactMap { $0.split(separator: "\t", maxSplits: 1).last.map(String.init) }
    return Set(paths).sorted()
  }

  /// Tells git that files are resolved, as far as they wait.
  ///
  /// - Parameter files: Paths in the data folder.
  public func addResolved(_ files: [String]) throws {
    let waiting = Set(try unmerged())
    let paths = files.map(path(of:)).filter(waiting.contains)
    if !paths.isEmpty { _ = try git.moved(to: root).output(["add", "--"] + paths) }
  }
}
