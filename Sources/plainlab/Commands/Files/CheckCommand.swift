import CommandLineKit
import Lab
import Tables
import Wording

enum CheckCommand {
  static let command = Command(
    "check", "Find every fault in the lab's files.",
    discussion: """
      Looks at every cell, key, reference and row, and at what the lab's own rules ask (see 'plainlab \
      rule'), and names each fault with its file, line and \
      column and what to do about it; many of one kind in one column are told by the first three. \
      Prints nothing when all is well. The exit status is 1 when there is an error, or with --strict \
      a warning.
      """,
    examples: [
      Example("plainlab check", "every fault in data/"),
      Example("plainlab check data/runs.csv", "only those in one file"),
      Example("plainlab check --format json", "one JSON object a line, for programs"),
      Example("plainlab check --staged", "what would be committed, as a hook does"),
      Example("plainlab check --at HEAD", "what was committed, not what is in the folder"),
      Example(
        "plainlab check --only foreign-key,primary-key", "only keys and what refers to them"),
    ],
    Arguments(
      "path", completion: .files, "Files or data folders to check; the lab's own by default"),
    Flags.at, FindingOptions.format, FindingOptions.limit, FindingOptions.asOf,
    Option(
      "only", as: FindingKinds.self,
      "Only findings of these kinds, with commas between them; what they do not need is not read"),
    Flag("staged", "What is staged in git, not what is in the folder"),
    Flag("strict", "Let warnings count as errors"),
    status: { context, paths, revision, format, limit, asOf, only, isStaged, strict in
      guard limit >= 0 else { throw UsageError("--limit is a number of findings, not \(limit).") }
      guard revision == nil || !isStaged else {
        throw UsageError("--staged is not what --at names: one of them.")
      }
      let staged = try isStaged ? context.staged() : nil
      let scope = only.map { CheckScope(only: $0.kinds) } ?? .all
      var list = FindingList()
      var untold = 0
      var trees: [any FileTree] = []
      for target in try CheckTarget.all(paths, areNow: revision == nil && !isStaged, context) {
        let (store, check) = try context.reading(target, at: revision, staged) { store in
          let moment = try context.instant(asOf) ?? context.now
          return (store, try Check(store, only: target.files, scope: scope, asOf: moment))
        }
        let found = check.list
        untold += check.untold
        noteUnread(target, store, found, context)
        if store.isEmpty { context.note("There is no table in \(visible(store.tree.name)).") }
        list.append(found)
        trees.append(store.tree)
      }
      try context.print(list, as: format, limit: limit, in: trees)
      if untold > 0 {
        context.note("There are errors of other kinds: 'plainlab check' names them.")
      }
      let isBad = list.count(of: .error) > 0 || (strict && list.count(of: .warning) > 0)
      return isBad ? .findings : .success
    })

  /// Silence means that all is well; of a file that no table reads nobody knows.
  private static func noteUnread(
    _ target: CheckTarget, _ store: Store, _ list: FindingList, _ context: Context
  ) {
    for name in (target.files ?? []).sorted()
    where !store.reads(name) && name != Descriptor.fileName {
      let title = store.tree.title(of: name)
      guard !list.findings.contains(where: { $0.file == title }) else { continue }
      context.note("\(visible(title)) was not checked, as it is no table's file.")
    }
  }
}
