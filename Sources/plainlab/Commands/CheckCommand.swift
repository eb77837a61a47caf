import CommandLineKit
import Lab
import Tables

enum CheckCommand {
  enum Format: String, CaseIterable, ParameterValue { case text, json, github }

  static let command = Command(
    "check", "Find every fault in the lab's files.",
    discussion: """
      Looks at every cell, key, reference and rule, and names each fault with its file, line and \
      column and what to do about it. Prints nothing when all is well. The exit status is 1 when \
      there is an error, or with --strict a warning.
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
      var list = FindingList()
      var trees: [DiskFolder] = []
      for target in try CheckTarget.all(paths, context) {
        let store = try context.store(in: target.folder)
        list.append(try Check(store, only: target.files).list)
        trees.append(target.folder)
      }
      switch format {
      case .text:
        try FindingText(context.console, trees).write(list, limit: limit == 0 ? .max : limit)
      case .json:
        for finding in list.findings { try context.print(finding.json) }
        FindingText.noteOmitted(list, context.console)
      case .github:
        for finding in list.findings { try context.print(finding.workflowCommand) }
        FindingText.noteOmitted(list, context.console)
      }
      let isBad = list.count(of: .error) > 0 || (strict && list.count(of: .warning) > 0)
      return isBad ? .findings : .success
    })
}

/// A data folder, and which of its files a person asked about.
struct CheckTarget {
  let folder: DiskFolder
  /// Paths inside the folder; `nil` for all.
  let files: Set<String>?

  /// Sorts what was named on the command line into folders: a file belongs to the folder that holds
  /// it, or, as a part of a table, to the folder above.
  static func all(_ paths: [String], _ context: Context) throws -> [CheckTarget] {
    if paths.isEmpty { return [CheckTarget(folder: try context.dataFolder(), files: nil)] }
    let data = context[Globals.data]
    var whole: [CheckTarget] = []
    var files: [String: Set<String>] = [:]
    for path in paths {
      let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
      if context.isFolder(trimmed) {
        whole.append(CheckTarget(folder: try context.folder(trimmed), files: nil))
      } else if trimmed.hasPrefix(data + "/") {
        files[data, default: []].insert(String(trimmed.dropFirst(data.count + 1)))
      } else {
        let parts = trimmed.split(separator: "/", omittingEmptySubsequences: false)
        let parent = parts.dropLast().joined(separator: "/")
        files[parent.isEmpty ? "." : parent, default: []].insert(String(parts.last ?? ""))
      }
    }
    let some = try files.sorted { $0.key < $1.key }.map { folder, names in
      for name in names where !context.exists(folder + "/" + name) {
        throw NoSuchFile(path: folder + "/" + name)
      }
      return CheckTarget(folder: try context.folder(folder), files: names)
    }
    return whole + some
  }
}
