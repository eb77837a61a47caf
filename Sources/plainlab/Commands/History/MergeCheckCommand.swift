import CSVText
import CommandLineKit
import History
import Lab
import Tables
import Wording

enum MergeCheckCommand {
  static let command = Command(
    "merge-check", "See whether two branches go together.",
    discussion: """
      Merges three commits without touching a file, and names what no single file shows: \
      conflicts, keys that both sides took, references to rows that the other side deleted, \
      bookings that the two sides made for one time. What was wrong on either side alone is left \
      out: see 'plainlab check'. Without commits it looks at the merge at hand, or at the last \
      commit where that is a merge, and also whether files of the folder miss something of it. The \
      exit status is 1 when it finds something.
      """,
    examples: [
      Example("plainlab merge-check", "the merge at hand, or the last one"),
      Example(
        "plainlab merge-check HEAD~3 HEAD origin/main", "before merging: HEAD~3 is where both began"
      ),
    ],
    Arguments("commit", "BASE, OURS and THEIRS; the merge at hand by default"),
    FindingOptions.format, FindingOptions.limit,
    status: { context, names, format, limit in
      guard names.isEmpty || names.count == 3 else {
        throw UsageError("'merge-check' takes BASE, OURS and THEIRS, or no commit at all.")
      }
      let repository = try context.repository()
      let lineage = context.lineage(of: repository)
      let data = try context.dataFolder()
      guard let (merge, isCommitted) = try merge(names, repository, context) else {
        return try context.judgeCrossing(repository, lineage, data, as: format, limit: limit)
      }
      let lab = try LabMerge(merge, lineage, latest: MergeRules.latest)
      for row in lab.renumbered { context.note(visible(row.sentence)) }
      let tree: any FileTree =
        names.isEmpty
        ? isCommitted
          ? MergedTree(try lineage.store("HEAD").tree, name: data.name) : try context.store().tree
        : MergedTree(try lineage.store(merge.ours).tree, lab, name: data.name)
      // What a person decided since is no conflict any more.
      var findings = names.isEmpty ? [] : lab.findings(in: data)
      findings += try MergeVerdict(merge, tree, lineage, data, tellsMarkers: names.isEmpty).findings
      if names.isEmpty { findings += lab.missing(in: tree, data) }
      try context.print(FindingList(findings), as: format, limit: limit, in: [])
      return findings.contains { $0.severity == .error } ? .findings : .success
    })

  private static func merge(
    _ names: [String], _ repository: Repository, _ context: Context
  ) throws -> (merge: MergeAtHand, isCommitted: Bool)? {
    guard names.count == 3 else {
      let environment = context.console.environment
      if let merge = try MergeAtHand.find(repository, environment: environment) {
        return (merge, false)
      }
      return try MergeAtHand.committed(repository).map { ($0, true) }
    }
    let commits = try names.map { try repository.revision($0).commit }
    let merge = MergeAtHand(
      base: commits[0], ours: commits[1], theirs: commits[2], name: names[2])
    return (merge, false)
  }
}

extension Context {
  /// Judges what came out of a merge of two sides that began with several commits, of which nobody can
  /// tell again what it did.
  fileprivate func judgeCrossing(
    _ repository: Repository, _ lineage: Lineage, _ data: DiskFolder, as format: FindingFormat,
    limit: Int
  ) throws -> ExitStatus {
    guard let merge = try MergeAtHand.crossing(repository, environment: console.environment) else {
      throw UsageError("There is no merge at hand. Name BASE, OURS and THEIRS.")
    }
    let findings = try MergeVerdict(
      merge, store().tree, lineage, data, tellsMarkers: true
    ).findings
    try print(FindingList(findings), as: format, limit: limit, in: [])
    note("The two sides merged each other crosswise: ids that the merge gave are not looked at.")
    return findings.contains { $0.severity == .error } ? .findings : .success
  }
}

extension LabMerge {
  /// What is left for a person, as findings.
  fileprivate func findings(in data: DiskFolder) -> [Finding] {
    files.flatMap { file in
      let title = data.title(of: file.path)
      let refusals = file.refusal.map {
        [Finding(.conflictMarker, file: title, table: file.table, "the file \($0)")]
      }
      return file.conflicts.map {
        Finding(
          .conflictMarker, file: title, table: file.table, field: $0.column, key: $0.key,
          $0.sentence)
      } + (refusals ?? [])
    }
  }

  /// Files that do not follow new ids: git did not ask about them, or merged them line by line.
  fileprivate func missing(in tree: any FileTree, _ data: DiskFolder) -> [Finding] {
    files.filter { file in
      guard file.isMissedByGit || file.follows, !file.isOpen else { return false }
      return (try? tree.open(file.path).allBytes()) != file.merged
    }.map { file in
      Finding(
        .foreignKey, file.isMissedByGit ? .error : .warning, file: data.title(of: file.path),
        table: file.table, "it does not follow the new ids of this merge",
        hint: "git took it as it was, most likely. 'plainlab resolve' brings it in line.")
    }
  }
}
