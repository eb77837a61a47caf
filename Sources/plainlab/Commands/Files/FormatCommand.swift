import CSVText
import CommandLineKit
import Lab
import Tables
import Wording

enum FormatCommand {
  static let command = Command(
    "fmt", "Bring files into their canonical form.",
    discussion: """
      Removes byte order marks, CR LF, needless quotes, spaces around numbers, dates and keys, and \
      the empty rows and columns that a spreadsheet adds at the end; adds the final line end and \
      missing quotes around a cell with a quote; makes TRUE true. Line breaks inside quotes stay. Of \
      other cells nothing is changed, right or wrong: see 'plainlab check'. A file whose lines do \
      not fit its header is refused, and then none is changed.
      """,
    examples: [
      Example("plainlab fmt --dry-run", "what would change in data/"),
      Example("plainlab fmt data/runs.csv", "one file"),
    ],
    Arguments("path", completion: .files, "CSV files; all of the lab's by default"),
    Flags.writing,
    status: { context, paths, mode in
      let files = try paths.isEmpty ? FormatTarget.all(context) : FormatTarget.named(paths, context)
      var changed: [(target: FormatTarget, result: Formatting)] = []
      var isRefused = false
      for file in files {
        let result = try file.formatted(context.readingOptions())
        for refusal in result.refusals {
          isRefused = true
          context.note(
            "\(visible(file.title)):\(refusal.line):\(refusal.column): "
              + "error[\(refusal.code.rawValue)]: \(refusal.message)")
          if !refusal.hint.isEmpty { context.note("  \(refusal.hint)") }
        }
        if result.changedRecords > 0 { changed.append((file, result)) }
      }
      if isRefused {
        context.note("Nothing was changed.")
        return .findings
      }
      if mode.isDryRun {
        for (file, result) in changed {
          try context.printDiff(from: result.original, to: result.bytes, of: file.title)
        }
        return .success
      }
      try context.committing("fmt", as: mode) { try write(changed, context) }
      for (file, result) in changed {
        let lines = counted(result.changedRecords, "line")
        try context.print("\(visible(file.title)): \(lines) changed")
      }
      return .success
    })

  /// Writes the files of a lab as one change, and others one by one.
  private static func write(
    _ changed: [(target: FormatTarget, result: Formatting)], _ context: Context
  ) throws {
    var labs: [(store: Store, files: [NewContent])] = []
    for (target, result) in changed {
      let file = NewContent(target.file.path, old: result.original, new: result.bytes)
      guard let store = target.lab else {
        try target.tree.replace(target.file.path, with: result.bytes)
        continue
      }
      if let lab = labs.firstIndex(where: { $0.store.tree.name == store.tree.name }) {
        labs[lab].files.append(file)
      } else {
        labs.append((store, [file]))
      }
    }
    for lab in labs { try lab.store.replace(lab.files, "fmt") }
  }
}

/// A file to format, with its table where it has one.
private struct FormatTarget {
  let tree: DiskFolder
  let file: TableFile
  let table: TableSchema?
  /// The lab that the file belongs to; `nil` for any other CSV file.
  let lab: Store?

  var title: String { tree.title(of: file.path) }

  func formatted(_ options: RecordReader.Options) throws -> Formatting {
    try Formatting(file, of: table, in: tree, options: options)
  }

  /// Every file of the lab.
  static func all(_ context: Context) throws -> [FormatTarget] {
    let folder = try context.dataFolder()
    let store = try context.store(in: folder)
    return store.catalog.tables.flatMap { table in
      store.files(of: table).map {
        FormatTarget(tree: folder, file: $0, table: table, lab: store)
      }
    }
  }

  /// The files that were named. Those in the data folder are files of the lab.
  static func named(_ paths: [String], _ context: Context) throws -> [FormatTarget] {
    let targets = try CheckTarget.all(paths, context)
    return try targets.flatMap { target -> [FormatTarget] in
      let folder = try target.folder ?? context.dataFolder()
      let store = try context.store(in: folder)
      // A file that is called as a table may lie among any others.
      let isLab =
        try context.realPath(folder.path) == context.realPath(context[Globals.data])
        || folder.names(in: "").contains(Descriptor.fileName)
      let known = store.catalog.tables.flatMap { table in
        store.files(of: table).map {
          FormatTarget(tree: folder, file: $0, table: table, lab: isLab ? store : nil)
        }
      }
      guard let names = target.files else { return known }
      return names.sorted().map { name in
        known.first { $0.file.path == name }
          ?? FormatTarget(
            tree: folder, file: TableFile(table: "", path: name), table: nil, lab: nil)
      }
    }
  }
}
