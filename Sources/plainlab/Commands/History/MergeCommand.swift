import CommandLineKit
import History
import Lab
import Tables
import Wording

enum MergeCommand {
  static let command = Command(
    "merge", "Merge another branch into the lab, all tables at once.",
    discussion: """
      Begins a merge as git does, and merges the tables by rows and by cells. Rows that both sides \
      gave the same id are told apart: those of the other side get new ids, and all that refers to \
      them follows, in every file. Nothing is committed: look at it, and end it with 'git commit', \
      or take it back with 'git merge --abort'. The exit status is 1 when conflicts are left, for \
      'plainlab resolve'.
      """,
    examples: [
      Example("plainlab merge origin/main --dry-run", "what would become of the tables"),
      Example("plainlab merge origin/main", "all of it, up to 'git commit'"),
    ],
    Argument("revision", "The branch or commit to merge"),
    Flags.dryRun,
    status: { context, name, isDryRun in
      let repository = try context.repository()
      let other = try repository.revision(name)
      guard let head = try repository.head() else { throw NothingToMerge.noCommit }
      guard let merge = try MergeAtHand.whole(head.commit, other.commit, name, repository) else {
        throw NothingToMerge.severalBases
      }
      let lineage = context.lineage(of: repository)
      if isDryRun { return try preview(merge, lineage, context) }
      // It may be known before anything is touched that it cannot be done.
      _ = try LabMerge(merge, lineage, latest: MergeRules.latest)
      switch try repository.beginMerge(of: other) {
      case .alreadyThere:
        context.note("Everything of \(visible(name)) is here already.")
        return .success
      case .forwarded:
        try context.print("Now at \(visible(name)), as there was nothing to merge.")
        return .success
      case .merging: break
      }
      let folder = try MergedFolder(
        merge, lineage, in: context.store(), latest: MergeRules.latest)
      try folder.write(folder.pending(all: true))
      try folder.note()
      try tell(folder.lab, context)
      let isOpen = try !repository.unmerged().isEmpty
      context.note(
        isOpen
          ? "'plainlab resolve' walks through what is left."
          : "Merged. 'git commit' ends it; 'git merge --abort' takes it back.")
      return isOpen ? .findings : .success
    })

  private static func preview(
    _ merge: MergeAtHand, _ lineage: Lineage, _ context: Context
  ) throws -> ExitStatus {
    let lab = try LabMerge(merge, lineage, latest: MergeRules.latest)
    let data = try context.dataFolder()
    for file in lab.files where file.merged != file.ours {
      try context.printDiff(
        from: file.ours ?? [], to: file.merged ?? [], of: data.title(of: file.path))
    }
    try tell(lab, context)
    return lab.isOpen ? .findings : .success
  }

  /// Writes which ids are new, and what is left for a person.
  static func tell(_ lab: LabMerge, _ context: Context) throws {
    let data = try context.dataFolder()
    for row in lab.renumbered { try context.print(visible(row.sentence)) }
    for file in lab.files {
      let title = visible(data.title(of: file.path))
      for conflict in file.conflicts { try context.print("\(title): \(conflict.sentence)") }
      if let refusal = file.refusal { try context.print("\(title): \(visible(refusal))") }
    }
    for clash in lab.clashes { try context.print("\(visible(clash.table)): \(clash.sentence)") }
  }
}

/// Why there is nothing to merge.
enum NothingToMerge: Error, CustomStringConvertible {
  case noCommit
  case severalBases

  var description: String {
    switch self {
    case .noCommit: "nothing was committed here yet, so there is nothing to merge into."
    case .severalBases:
      "the two branches merged each other crosswise, so that they began with several commits. Use "
        + "'git merge', and see 'plainlab merge-check' afterwards."
    }
  }
}
