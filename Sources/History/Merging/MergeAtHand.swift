internal import CSVText
internal import Tables

/// Two commits that are merged, and the one that both began with.
///
/// git tells a merge driver of no commit. Which they are is found in what it leaves for others to
/// see: variables of the environment while it merges, names like `MERGE_HEAD` when it stopped, the
/// list of a rebase. A commit that does not hold the file at hand is not the one.
public struct MergeAtHand: Sendable {
  /// `nil` where the two have nothing in common.
  public let base: String?
  public let ours: String
  public let theirs: String
  /// What git calls the other side.
  public let name: String
  /// Whether both sides are merged as they are. Else one commit is applied elsewhere, as in a
  /// rebase or by `git cherry-pick`, and base is the commit before it.
  public let isWhole: Bool

  public init(base: String?, ours: String, theirs: String, name: String, isWhole: Bool = true) {
    (self.base, self.ours, self.theirs) = (base, ours, theirs)
    (self.name, self.isWhole) = (name, isWhole)
  }
}

extension MergeAtHand {
  /// The merge that git makes just now, or left for somebody to finish; `nil` where it does not
  /// say.
  public static func find(
    _ repository: Repository, environment: [String: String]
  ) throws -> MergeAtHand? {
    try candidates(repository, environment).first
  }

  /// The merge of which a driver got these versions of a file.
  ///
  /// - Parameter path: The file's path in the repository.
  static func find(
    _ repository: Repository, environment: [String: String], path: String,
    base: [UInt8], ours: [UInt8], theirs: [UInt8]
  ) throws -> MergeAtHand? {
    let git = repository.git.moved(to: repository.root)
    func holds(_ commit: String, _ bytes: [UInt8]) throws -> Bool {
      let there = try git.run(["cat-file", "blob", commit + ":" + path])
      return there.status == 0 ? there.output == bytes : bytes.isEmpty
    }
    func fits(_ merge: MergeAtHand) throws -> Bool {
      try holds(merge.ours, ours) && holds(merge.theirs, theirs)
        && (merge.base.map { try holds($0, base) } ?? base.isEmpty)
    }
    if let merge = try candidates(repository, environment).first(where: fits) { return merge }
    guard let commit = try self.commit(thatMade: theirs, of: base, path, git),
      let head = try repository.head()?.commit
    else { return nil }
    let merge = try picked(commit, String(commit.prefix(8)), onto: head, repository)
    return try fits(merge) ? merge : nil
  }

  /// The commit that made one version of a file of another: the one that is picked, of which git
  /// says nothing before it stops.
  private static func commit(
    thatMade theirs: [UInt8], of base: [UInt8], _ path: String, _ git: Git
  ) throws -> String? {
    let objects = try [base, theirs].map { bytes in
      try git.output(["hash-object", "--no-filters", "--stdin"], input: bytes)
    }.map { String(decoding: $0, as: UTF8.self).lines.first ?? "" }
    let words = [
      "log", "--all", "--raw", "--no-abbrev", "--no-renames", "--diff-merges=first-parent",
      "--format=%H", "--", path,
    ]
    var commit: String?
    for line in try git.answer(words)?.lines ?? [] {
      guard line.hasPrefix(":") else {
        commit = line
        continue
      }
      // :100644 100644 3f9c… 81ab… M	data/runs.csv
      let fields = line.split(separator: " ")
      if fields.count >= 5, fields[2] == objects[0], fields[3] == objects[1] { return commit }
    }
    return nil
  }

  /// A merge that was committed already: `HEAD` of two parents.
  public static func committed(_ repository: Repository) throws -> MergeAtHand? {
    let words = ["rev-list", "--parents", "-n", "1", "HEAD"]
    let commits = try repository.git.answer(words)?.lines.first?.split(separator: " ") ?? []
    guard commits.count == 3 else { return nil }
    return try whole(String(commits[1]), String(commits[2]), "HEAD", repository)
  }

  /// The merge of a branch into what is at hand.
  ///
  /// - Returns: `nil` where the two began with several commits, so that no single one is the base.
  public static func whole(
    _ ours: String, _ theirs: String, _ name: String, _ repository: Repository
  ) throws -> MergeAtHand? {
    let bases = try repository.git.answer("merge-base", "--all", ours, theirs)?.lines ?? []
    guard bases.count <= 1 else { return nil }
    return MergeAtHand(
      base: bases.first, ours: ours, theirs: theirs, name: name, isWhole: true)
  }

  /// The merge at hand, or the last commit, where its sides began with several commits. It has no base:
  /// what it did cannot be worked out again.
  public static func crossing(
    _ repository: Repository, environment: [String: String]
  ) throws -> MergeAtHand? {
    guard let head = try repository.head()?.commit else { return nil }
    let named = environment.keys.sorted().filter { $0.hasPrefix("GITHEAD_") }
      .map { $0.dropFirst("GITHEAD_".count) }.first { $0.allSatisfy(\.isHexDigit) && $0 != head }
    if let theirs = try named.map(String.init) ?? commit("MERGE_HEAD", repository) {
      return MergeAtHand(base: nil, ours: head, theirs: theirs, name: "MERGE_HEAD")
    }
    guard let ours = try commit("HEAD^1", repository), let theirs = try commit("HEAD^2", repository)
    else { return nil }
    return MergeAtHand(base: nil, ours: ours, theirs: theirs, name: "HEAD")
  }

  private static func candidates(
    _ repository: Repository, _ environment: [String: String]
  ) throws -> [MergeAtHand] {
    guard let head = try repository.head()?.commit else { return [] }
    var merges: [MergeAtHand] = []
    for (variable, name) in environment.sorted(by: { $0.key < $1.key })
    where variable.hasPrefix("GITHEAD_") {
      let commit = String(variable.dropFirst("GITHEAD_".count))
      guard commit.allSatisfy(\.isHexDigit), commit != head else { continue }
      if let merge = try whole(head, commit, name, repository) { merges.append(merge) }
    }
    if let commit = try commit("MERGE_HEAD", repository),
      let merge = try whole(head, commit, "MERGE_HEAD", repository)
    {
      merges.append(merge)
    }
    for name in ["CHERRY_PICK_HEAD", "REBASE_HEAD"] {
      guard let commit = try commit(name, repository) else { continue }
      merges.append(try picked(commit, name, onto: head, repository))
    }
    if let line = try doneLast(repository), let commit = try commit(line, repository) {
      merges.append(try picked(commit, "rebase", onto: head, repository))
    }
    return merges
  }

  private static func commit(_ name: String, _ repository: Repository) throws -> String? {
    let words = ["rev-parse", "-q", "--verify", "--end-of-options", name + "^{commit}"]
    return try repository.git.answer(words)?.lines.first
  }

  private static func picked(
    _ commit: String, _ name: String, onto head: String, _ repository: Repository
  ) throws -> MergeAtHand {
    MergeAtHand(
      base: try self.commit(commit + "^", repository), ours: head, theirs: commit, name: name,
      isWhole: false)
  }

  /// The commit that a rebase applies now.
  private static func doneLast(_ repository: Repository) throws -> String? {
    guard
      let place = try repository.git.answer("rev-parse", "--git-path", "rebase-merge")?.lines.first
    else { return nil }
    let path = place.hasPrefix("/") ? place : repository.data.path + "/" + place
    guard let done = try? DiskFolder(path).open("done").allBytes(),
      let line = String(decoding: done, as: UTF8.self).lines.last
    else { return nil }
    return line.split(separator: " ").dropFirst().first {
      $0.count >= 7 && $0.allSatisfy(\.isHexDigit)
    }
    .map(String.init)
  }
}
