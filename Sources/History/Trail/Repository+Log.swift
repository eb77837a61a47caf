/// Which of a lab's files a history is asked of.
public struct TrailScope: Sendable {
  /// Only those of these tables; all files where it is `nil`.
  public let tables: [String]?

  public static let all = TrailScope(tables: nil)

  public init(tables: [String]?) { self.tables = tables }

  /// The paths in the repository, as git is asked for them.
  func paths(in repository: Repository) -> [String] {
    guard let tables else { return [repository.prefix.isEmpty ? "." : repository.prefix] }
    return tables.flatMap { [repository.path(of: $0 + ".csv"), repository.path(of: $0)] }
  }
}

/// Behind which commits a history begins.
public enum TrailStart: Sendable {
  /// Behind none: with the first.
  case first
  /// Behind those that lead to this one, which is among them.
  case after(Revision)
  /// Behind those that a branch or a tag leads to, as new ones are on their way into a repository.
  case unknownCommits
}

extension Repository {
  /// The commits that touched some files, the newest first. A merge is among them where a file differs
  /// from that of one of its parents.
  public func commits(
    touching scope: TrailScope, from start: TrailStart = .first, upTo end: Revision
  ) throws -> [CommitRecord] {
    let format = ["%H", "%P", "%an", "%ae", "%at", "%s"].joined(separator: "%x00")
    let range =
      switch start {
      case .first: [end.commit]
      case .after(let known): [end.commit, "^" + known.commit]
      case .unknownCommits: [end.commit, "--not", "--all"]
      }
    let fields = try git.moved(to: root).fields(
      ["log", "-z", "--full-history", "--no-show-signature", "--no-color", "--format=" + format]
        + range + ["--"] + scope.paths(in: self))
    return stride(from: 0, to: fields.count - 5, by: 6).map { i in
      CommitRecord(
        commit: fields[i], parents: fields[i + 1].split(separator: " ").map(String.init),
        author: fields[i + 2], email: fields[i + 3], time: Int(fields[i + 4]) ?? 0,
        subject: fields[i + 5])
    }
  }

  /// The objects of a file before and after a commit.
  struct ObjectChange: Sendable {
    /// The file's path in the data folder.
    let file: String
    /// One for each parent; `nil` where the file was not there.
    let old: [String?]
    let new: String?
  }

  /// What commits did to files, by the commit's full name.
  func objectChanges(
    of commits: [CommitRecord], touching scope: TrailScope
  ) throws -> [String: [ObjectChange]] {
    let names = Array(commits.map { $0.commit + "\n" }.joined().utf8)
    guard !names.isEmpty else { return [:] }
    let fields = try git.moved(to: root).fields(
      [
        "diff-tree", "--stdin", "-z", "-r", "-c", "--raw", "--no-abbrev", "--root", "--no-renames",
        "--ignore-submodules", "--",
      ] + scope.paths(in: self), input: names)
    var changes: [String: [ObjectChange]] = [:]
    var commit = ""
    var i = 0
    while i < fields.count {
      guard fields[i].hasPrefix(":") else {
        commit = fields[i]
        i += 1
        continue
      }
      // :100644 100644 3f9c… 77aa… M, with a colon, a mode and a name more for each further parent.
      let colons = fields[i].prefix { $0 == ":" }.count
      let words = fields[i].dropFirst(colons).split(separator: " ")
      if i + 1 < fields.count, words.count == 2 * (colons + 1) + 1,
        let file = file(at: fields[i + 1])
      {
        let modes = words[...colons]
        let objects = zip(modes, words[(colons + 1)...]).map { mode, object in
          // A link, or another repository, is no table.
          mode.hasPrefix("100") ? String(object) : nil
        }
        changes[commit, default: []].append(
          ObjectChange(file: file, old: Array(objects.dropLast()), new: objects.last ?? nil))
      }
      i += 2
    }
    return changes
  }
}
