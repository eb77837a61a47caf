import CommandLineKit
import Lab
import Tables
import Wording

enum AddCommand {
  static let command = Command(
    "add", "Add a row to a table.",
    discussion: """
      Cells that are not named stay empty; a numeric key that is not named is the next free one. The \
      row must satisfy every rule of the table, and what it refers to must be there; else nothing is \
      written.
      """,
    examples: [
      Example("plainlab add labels name=weekly 'color=#1F77B4'", "a row of labels"),
      Example("plainlab add assays code=PTH name=Parathormone --dry-run", "only show the line"),
    ],
    TableName.argument,
    Arguments("cell", atLeast: 1, placeholder: "COLUMN=VALUE", "The cells of the row"),
    Flags.writing,
    run: { context, name, cells, mode in
      let table = try context.table(named: name)
      let given = try Assignment.all(cells, table)
      let key = try context.write("add to \(name)", as: mode) { change in
        var row = table.columns.map { _ in "" }
        for cell in given { row[cell.column] = cell.text }
        return try change.insert(row, into: table)
      }
      if !mode.isDryRun {
        try context.print("Added \(name) \(visible(key.joined(separator: "/"))).")
      }
    })
}
