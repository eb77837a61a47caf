import CSVText
import CommandLineKit
import History
import Lab
import Tables
import Wording

enum ResolveCommand {
  enum Side: String, CaseIterable, ParameterValue { case ours, theirs }

  static let command = Command(
    "resolve", "Walk through the conflicts that a merge left, cell by cell.",
    discussion: """
      First what needs no answer: files that must follow new ids, of which git did not ask. Then \
      each conflict: 'o' takes what stands here, 't' what the other side has, '=TEXT' another \
      value, 's' leaves it for later, 'q' ends. What was answered is written when all is asked. \
      git is told of files without conflicts; nothing is committed.
      """,
    examples: [
      Example("plainlab resolve", "every conflict of the lab's files"),
      Example("plainlab resolve --take theirs", "the other side is right everywhere"),
    ],
    Option("take", as: Side.self, "Answer every conflict with this side"),
    Flags.dryRun,
    status: { context, side, isDryRun in
      let repository = try context.repository()
      let clashes = try follow(repository, isDryRun: isDryRun, context)
      let store = try context.store()
      let answers = ConflictDialogue(context, taking: side)
      var files: [NewContent] = []
      var left = 0
      for table in store.catalog.tables {
        for file in store.files(of: table) {
          let bytes = try store.tree.open(file.path).allBytes()
          let title = store.tree.title(of: file.path)
          do {
            let text = try ConflictedText(bytes, of: table)
            guard text.count > 0 else { continue }
            let resolved = try text.resolved { try answers.answer($0, in: title, table) }
            left += resolved.left
            if resolved.bytes != bytes {
              files.append(NewContent(file.path, old: bytes, new: resolved.bytes))
            }
          } catch let error as UnreadableText {
            guard bytes.starts(with: Array("<<<<<<<".utf8)) else { continue }
            left += 1
            context.note("\(visible(title)): \(visible("\(error)")). Mend it in an editor.")
          }
        }
      }
      if isDryRun {
        for file in files {
          try context.printDiff(
            from: file.old ?? [], to: file.new, of: store.tree.title(of: file.path))
        }
        return left > 0 ? .findings : .success
      }
      if !files.isEmpty { try store.replace(files, "resolve") }
      if side == nil, left == 0 { try answers.rename(clashes) }
      return try finish(files.map(\.path), left, repository, context)
    })

  /// Brings files in line that must follow new ids, and that nobody edited since.
  ///
  /// - Returns: Business keys that both sides took, in a merge at hand.
  private static func follow(
    _ repository: Repository, isDryRun: Bool, _ context: Context
  ) throws -> [KeyClash] {
    let environment = context.console.environment
    let hand = try MergeAtHand.find(repository, environment: environment)
    guard let merge = try hand ?? MergeAtHand.committed(repository), merge.isWhole else {
      return []
    }
    let folder: MergedFolder
    do {
      folder = try MergedFolder(
        merge, context.lineage(of: repository), in: context.store(), latest: MergeRules.latest)
    } catch let error as UnmergeableLab {
      context.note(visible("\(error)"))
      return []
    }
    // After the commit only what git did not ask about can be missing.
    let pending = try folder.pending().filter { file in
      hand != nil || folder.lab.files.contains { $0.path == file.path && $0.isMissedByGit }
    }
    if isDryRun {
      for file in pending {
        try context.printDiff(
          from: file.old ?? [], to: file.new, of: context.dataFolder().title(of: file.path))
      }
      return []
    }
    if hand != nil {
      try folder.write(pending)
      try folder.note()
    } else if !pending.isEmpty {
      try context.store().replace(pending, "merge")
    }
    for file in pending {
      let title = try context.dataFolder().title(of: file.path)
      try context.print("\(visible(title)) follows the merge.")
    }
    if !pending.isEmpty { for row in folder.lab.renumbered { try context.print(row.sentence) } }
    return hand == nil ? [] : folder.lab.clashes
  }

  private static func finish(
    _ files: [String], _ left: Int, _ repository: Repository, _ context: Context
  ) throws -> ExitStatus {
    let store = try context.store()
    let findings = try Check(store).list.findings
    let conflicted = Set(findings.filter { $0.code == .conflictMarker }.map(\.file))
    let faulty = Set(
      findings.filter { [.conflictMarker, .primaryKey, .uniqueError].contains($0.code) }.map(\.file)
    )
    let done = store.catalog.tables.flatMap { store.files(of: $0) }.map(\.path)
      .filter { !faulty.contains(store.tree.title(of: $0)) }
    try repository.addResolved(done)
    let unmerged = try repository.unmerged()
    if left == 0, conflicted.isEmpty, unmerged.isEmpty {
      context.note(
        files.isEmpty
          ? "No conflict is left." : "No conflict is left. 'plainlab check', then 'git commit'.")
      return .success
    }
    if left > 0 { context.note("\(counted(left, "conflict")) left.") }
    for path in unmerged {
      context.note("\(visible(path)) waits: 'plainlab check' says why, 'git add' when it is right.")
    }
    return .findings
  }
}
