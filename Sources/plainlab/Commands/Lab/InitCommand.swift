import CommandLineKit
import Lab
import Tables
import Wording

enum InitCommand {
  static let command = Command(
    "init", "Make a new data folder.",
    discussion: """
      Writes a file with a header for every table, datapackage.json, which describes them to other \
      programs, and what git should know of the folder. Nothing is overwritten: a folder that has \
      one of these files is left alone. All is written or nothing.
      """,
    examples: [
      Example("plainlab init", "a new folder data/"),
      Example("plainlab init lab/data --dry-run", "only the names of the files"),
    ],
    Argument("dir", completion: .folders, "The folder; that of --data by default").optional,
    Flag("dry-run", "Only list the files that would be written"),
    run: { context, folder, isDryRun in
      let folder = folder ?? context[Globals.data]
      guard !folder.isEmpty else { throw UsageError("The folder needs a name.") }
      let creation = FolderCreation(
        context.path(folder), title: folder, files: NewLab.files(emptyTables))
      if isDryRun {
        try creation.check()
        for file in creation.files { try context.print(visible("\(creation.title)/\(file.name)")) }
        return
      }
      try context.interruptible { try creation.make(Interruption.check) }
      let tables = counted(LabCatalog.catalog.tables.count, "table")
      try context.print("'\(visible(creation.title))' now holds \(tables), all empty.")
      let isDefault = creation.title == Globals.data.usage.fallback
      let data = isDefault ? "" : " --data \(shellWord(visible(creation.title)))"
      let next = [
        ("plainlab schema specimens", "what the columns of a table are"),
        ("plainlab check\(data)", "every fault, with its line and column"),
        ("git add \(shellWord(visible(creation.title)))", "and every change has a history"),
      ]
      let width = next.map { displayWidth($0.0) }.max() ?? 0
      context.note("Next:")
      for (command, meaning) in next {
        context.note("  \(command.padded(toWidth: width))  \(meaning)")
      }
    })

  /// The tables, each with its header alone.
  private static var emptyTables: [FolderCreation.NewFile] {
    LabCatalog.catalog.tables.map { .init($0.name + ".csv", $0.headerLine) }
  }
}
