import CommandLineKit
import Lab
import Tables
import Wording

enum SetCommand {
  static let command = Command(
    "set", "Change cells of a row.",
    discussion: """
      Only these cells change; every other byte of the file stays. The row is named by its primary \
      key, or by the value of a column in which every row has its own. A state can only be changed \
      to one that it leads to, as 'plainlab schema TABLE' shows: a slip of the pen is mended in the \
      file itself.
      """,
    examples: [
      Example("plainlab set assays TSH sla_hours=6", "another promise"),
      Example("plainlab set runs 12 notes= --dry-run", "show how a note would go"),
    ],
    TableName.argument,
    Argument("key", "The row's key"),
    Arguments("cell", atLeast: 1, placeholder: "COLUMN=VALUE", "The cells to change"),
    Flags.writing,
    run: { context, name, key, cells, mode in
      let table = try context.table(named: name)
      let given = try Assignment.all(cells, table)
      let written = try context.written("set \(name) \(key)", as: mode) { change in
        let key = try change.key(named: key, in: table)
        try change.update(key, in: table, given.map { ($0.column, $0.text) })
        return key
      }
      if mode.isDryRun { return }
      let title = "\(name) \(visible(written.answer.joined(separator: "/")))"
      try context.print(
        written.tables.isEmpty
          ? "\(title) is so already; nothing was changed." : "Changed \(title).")
    })
}
