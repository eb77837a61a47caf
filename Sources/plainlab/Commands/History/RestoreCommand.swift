import CommandLineKit
import History
import Tables
import Wording

enum RestoreCommand {
  static let command = Command(
    "restore", "Bring a row or a table back as it was in a commit.",
    discussion: """
      It is one change like any other: checked against every rule, and refused where rows of other \
      tables would be left with nothing to refer to. A row may come back into any state. Of a table, \
      rows that were not there then are removed, and rows that are the same are not touched. What is \
      there now is in no commit unless it was committed.
      """,
    examples: [
      Example("plainlab restore assays TSH --at HEAD", "one row, as it was committed last"),
      Example(
        "plainlab restore labels --at HEAD --dry-run", "show what a whole table would become"),
    ],
    TableName.argument,
    Argument("key", "The row's key; all rows by default").optional,
    Option("at", as: String.self, placeholder: "REV", "The commit, as HEAD~3").required(),
    Flags.writing,
    run: { context, name, key, revision, mode in
      let table = try context.table(named: name)
      let repository = try context.repository()
      let commit = try repository.revision(revision)
      let past = try context.store(in: CommitTree(repository, at: commit))
      let row = try key.map { try past.key(ofRow: $0, in: table, at: commit) }
      let title = ([name] + (row.map { [visible($0.joined(separator: "/"))] } ?? []))
        .joined(separator: " ")
      let then = commit.name == commit.commit ? commit.short : "\(commit.name) (\(commit.short))"
      let written = try context.written("restore \(title) at \(then)", as: mode) { change in
        try change.restore(table, from: past, only: row)
      }
      guard !mode.isDryRun else { return }
      let shown = visible(then)
      try context.print(
        written.tables.isEmpty
          ? "\(title) is as it was in \(shown); nothing was changed."
          : "Restored \(title) as it was in \(shown): \(written.tables.sentence).")
    })
}

extension Store {
  /// The key of the row that a person means, of those that were there then.
  fileprivate func key(
    ofRow word: String, in table: TableSchema, at commit: Revision
  ) throws -> [String] {
    do {
      return try preview("look") { try $0.key(named: word, in: table) }.answer
    } catch is RefusedChange {
      throw RefusedChange(
        .primaryKey, table: table.name, key: abbreviated(word),
        "there was no row '\(abbreviated(word))' in \(table.name) at \(commit.name)",
        hint: "'plainlab list \(table.name) --at REV' shows those that were there.")
    }
  }
}

extension [TableChange] {
  /// What becomes of the rows, in words: `labels: 1 added, 2 changed; runs: 1 removed`.
  var sentence: String {
    map { table in
      let counts = [
        (table.inserted, "added"), (table.updated, "changed"), (table.deleted, "removed"),
      ].filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
      return "\(visible(table.table)): \(counts.joined(separator: ", "))"
    }.joined(separator: "; ")
  }
}
