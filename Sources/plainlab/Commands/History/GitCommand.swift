import CSVText
import CommandLineKit
import History
import Tables
import Wording

enum GitCommand {
  static let command = Command(
    "git", "Set up git for the lab's tables in this clone.",
    discussion: """
      A clone has the lab's files and their history, but not the settings of git that belong to them: \
      each clone is set up once. 'plainlab doctor' says where that was forgotten.
      """,
    subcommands: [install, uninstall, textconv])

  private static let install = Command(
    "install", "Let git merge tables by rows, and check what is staged before a commit.",
    discussion: """
      Shows what it writes: the attributes of tables, in the data folder, where they are not there; the \
      program that merges tables, in the configuration of this clone; and hooks that run 'plainlab \
      check --staged' before each commit of tables, and 'plainlab merge-check' before each merge of \
      them. What is there already stays as it is: of another hook it says how to call the check from \
      it, and the exit status is 1.
      """,
    examples: [
      Example("plainlab git install --dry-run", "show what would be written"),
      Example("plainlab git install --diff", "let 'git diff' and 'git log -p' show rows, too"),
    ],
    Flag("diff", "Let 'git diff' show a table's rows and cells by name"),
    Flag("dry-run", "Show what would be written, and write nothing"),
    status: { context, showsRows, isDryRun in
      let setup = try GitSetup(of: context.repository(), showsRows: showsRows)
      let missing = setup.parts.filter { $0.state == .missing }
      for part in missing {
        try context.print("\(visible(part.place)):")
        for line in part.lines { try context.print("  \(visible(line))") }
      }
      if !isDryRun { try setup.install() }
      context.note(
        missing.isEmpty ? "Nothing to write." : isDryRun ? "Nothing was written." : "Written.")
      if let file = missing.first(where: \.isOfLab), !isDryRun {
        context.note("Commit \(visible(file.place)), so that every clone has it.")
      }
      var isTaken = false
      for part in setup.parts {
        guard case .taken(let remedy) = part.state else { continue }
        isTaken = true
        let name = part.lines.count == 1 ? part.lines[0] : part.place
        context.note("\(visible(name)) was left out. \(visible(remedy))")
      }
      return isTaken ? .findings : .success
    })

  private static let uninstall = Command(
    "uninstall", "Take away what 'git install' wrote into this clone.",
    discussion: """
      The attributes stay, as they are files of the lab: without a program of that name git merges \
      tables line by line.
      """,
    examples: [Example("plainlab git uninstall", "as if it had never been set up")],
    run: { context in
      let gone = try GitSetup.uninstall(from: context.repository())
      for place in gone { try context.print("\(visible(place)) is gone.") }
      if gone.isEmpty { context.note("Nothing of it is here.") }
    })

  private static let textconv = Command(
    "textconv", "Write a table for 'git diff': a row a line, its cells by name.",
    discussion: """
      git calls it once 'plainlab git install --diff' has set it up. A file that cannot be read as a \
      table is written as it is.
      """,
    examples: [Example("plainlab git textconv data/labels.csv", "as git sees it then")],
    Argument("file", completion: .files, "The file, or git's copy of one"),
    run: { context, path in
      let source = try FileSource.open(context.path(path))
      guard let lines = try rows(of: source, context.readingOptions()) else {
        let text = String(decoding: try source.allBytes(), as: UTF8.self)
        return try context.console.out.write(text)
      }
      for line in lines { try context.print(line) }
    })

  /// The lines of a table; `nil` where not all of its records can be read.
  private static func rows(
    of source: any ByteSource, _ options: RecordReader.Options
  ) throws -> [String]? {
    var reader = try RecordReader(source, options: options)
    guard let header = reader.header else { return nil }
    let names = header.names.map { visible($0) }
    var lines = ["columns: \(names.joined(separator: ", "))"]
    while true {
      switch try reader.next() {
      case .end: return lines
      case .fault(let fault): if fault.losesRecords { return nil }
      case .records:
        for record in 0..<reader.batch.count {
          var cells: [String] = []
          for column in 0..<min(names.count, reader.batch.width) {
            let cell = reader.batch.text(record, column)
            if !cell.isEmpty { cells.append("\(names[column])=\(visible(cell))") }
          }
          lines.append(cells.joined(separator: "  "))
        }
      }
    }
  }
}
