import CommandLineKit
import Lab
import Tables
import Wording

enum CheckCommand {
  enum Format: String, CaseIterable, ParameterValue { case text, json, github }

  static let command = Command(
    "check", "Find every fault in the lab's files.",
    discussion: """
      Looks at every cell, key, reference and row, and names each fault with its file, line and \
      column and what to do about it; many of one kind in one column are told by the first three. \
      Prints nothing when all is well. The exit status is 1 when there is an error, or with --strict \
      a warning.
      """,
    examples: [
      Example("plainlab check", "every fault in data/"),
      Example("plainlab check data/runs.csv", "only those in one file"),
      Example("plainlab check --format json", "one JSON object a line, for programs"),
    ],
    Arguments(
      "path", completion: .files, "Files or data folders to check; the lab's own by default"),
    Option("format", default: Format.text, "How findings are written"),
    Option("limit", default: 50, "How many findings are shown as text; 0 for all"),
    Flag("strict", "Let warnings count as errors"),
    status: { context, paths, format, limit, strict in
      guard limit >= 0 else { throw UsageError("--limit is a number of findings, not \(limit).") }
      var list = FindingList()
      var trees: [DiskFolder] = []
      for target in try CheckTarget.all(paths, context) {
        let (store, found) = try context.reading(target.folder, "Checking") { store in
          (store, try Check(store, only: target.files).list)
        }
        noteUnread(target, store, found, context)
        list.append(found)
        trees.append(target.folder)
      }
      switch format {
      case .text:
        try FindingText(context.console, trees).write(list, limit: limit == 0 ? .max : limit)
      case .json:
        for finding in list.findings { try context.print(finding.json) }
        FindingText.noteOmitted(list, context.console)
      case .github:
        for entry in FindingDigest(list.findings).entries {
          try context.print(entry.finding.workflowCommand(entry.remainder))
        }
        FindingText.noteOmitted(list, context.console)
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
