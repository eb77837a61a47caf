import CommandLineKit
import History
import Tables
import Wording

enum DiffCommand {
  static let command = Command(
    "diff", "What changed in the lab, by row and cell.",
    discussion: """
      Compares the folder with the last commit, or with another, or two commits with each other. Rows \
      are told by their key and not by their line: one that only stands elsewhere did not change, \
      nor did one that is only spelt otherwise, with quotes or another line end. Of a table that \
      cannot be read from the first to the last row the place of the fault is told.
      """,
    examples: [
      Example("plainlab diff", "what was not committed yet"),
      Example("plainlab diff main", "since the last commit of a branch"),
      Example("plainlab diff main HEAD", "between two commits"),
      Example("plainlab diff --table runs --format csv", "one line a changed cell, for a program"),
      Example("plainlab diff HEAD --format html > changes.html", "a page for a review"),
    ],
    columns: DifferenceRows.columns,
    Argument("old", placeholder: "REV", "The commit to compare with (default: the last)").optional,
    Argument("new", placeholder: "REV", "The later commit (default: the folder as it is)").optional,
    Options("table", placeholder: "TABLE", "Only changes of this table"),
    Option("format", default: DiffFormat.table, "How changes are written"),
    run: { context, old, new, tables, format in
      let difference = try context.difference(from: old, to: new, of: tables)
      switch format {
      case .table: try context.print(difference)
      case .csv: try DifferenceRows(difference).write(context, as: .csv)
      case .json: try DifferenceRows(difference).write(context, as: .json)
      case .html: try context.print(DifferencePage(difference, from: old ?? "HEAD", to: new).html)
      }
    })
}

enum DiffFormat: String, CaseIterable, ParameterValue { case table, csv, json, html }

extension Context {
  /// What changed between a commit and a later one, or the folder.
  func difference(
    from old: String?, to new: String?, of tables: [String]
  ) throws -> FolderDifference {
    let repository = try repository()
    let before =
      if let old {
        try CommitTree(repository, at: repository.revision(old))
      } else if let head = try repository.head() {
        try CommitTree(repository, at: head)
      } else {
        CommitTree(beforeFirstCommitOf: repository)
      }
    let after = try store(at: new)
    let difference = try FolderDifference(in: repository, from: store(in: before), to: after)
    guard !tables.isEmpty else { return difference }
    for name in tables { _ = try after.table(named: name) }
    return difference.only(tables)
  }
}
