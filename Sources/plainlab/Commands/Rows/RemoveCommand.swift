import CommandLineKit
import Lab
import Tables
import Wording

enum RemoveCommand {
  static let command = Command(
    "remove", "Remove a row.",
    discussion: """
      Refused while other rows refer to it. Rows that belong to it, as steps do to a procedure, go \
      with it when --cascade is given. git keeps what was committed.
      """,
    examples: [
      Example("plainlab remove labels 3 --cascade", "a label, and where it is attached"),
      Example("plainlab remove procedure_labels 7/5 --dry-run", "show the line that would go"),
    ],
    TableName.argument,
    Argument("key", "The row's key"),
    Flag("cascade", "Also remove the rows that belong to it"),
    Flags.writing,
    run: { context, name, key, cascade, mode in
      let table = try context.table(named: name)
      let written = try context.written("remove \(name) \(key)", as: mode) { change in
        let key = try change.key(named: key, in: table)
        try change.delete(key, from: table, cascade: cascade)
        return key
      }
      if mode.isDryRun { return }
      let others = written.tables.filter { $0.table != name }.map {
        "\(counted($0.deleted, "row")) of \($0.table)"
      }
      let title = "\(name) \(visible(written.answer.joined(separator: "/")))"
      try context.print(
        "Removed \(title)"
          + (others.isEmpty ? "." : ", and with it \(others.joinedForReading())."))
    })
}
