import CommandLineKit
import Lab
import Tables
import Wording

/// Labels: words in a colour, to find procedures by.
enum LabelCommand {
  static let command = Command(
    "label", "Make labels, and attach them to procedures.",
    subcommands: [create, list, delete, attach, detach])

  private static let name = Argument("label", "Its name, or its id")

  private static let create = Command(
    "create", "Make a label.",
    examples: [
      Example("plainlab label create weekly", "in a colour that few others have"),
      Example("plainlab label create urgent --color '#D62728'", "in this one"),
    ],
    Argument("name", "The word"),
    Option("color", as: Color.self, "# and six hexadecimal digits: red, green, blue"),
    Flags.writing,
    run: { context, name, color, mode in
      let label = try context.write("create label '\(name)'", as: mode) { change in
        try change.createLabel(name, color: color?.value)
      }
      if !mode.isDryRun { try context.print("Created \(label.title), in \(label.color.text).") }
    })

  private static let list = Command(
    "list", "List labels, and how many procedures bear each.",
    examples: [Example("plainlab label list", "all labels")],
    Flags.at,
    Option("format", default: OutputFormat.table, "How rows are written"),
    run: { context, revision, format in
      let store = try context.store(at: revision)
      let uses = Dictionary(grouping: try store.rows(of: ProcedureLabel.self), by: \.label)
      let headings: [Heading] = [.number("id"), "name", "color", .number("procedures")]
      try context.rows(headings, as: format) { rows in
        for label in try store.rows(of: Label.self) {
          try rows.add(
            .int(label.id.id), .text(label.name), .text(label.color.text),
            .int(uses[label.id, default: []].count))
        }
      }
    })

  private static let delete = Command(
    "delete", "Delete a label, also from the procedures that bear it.",
    examples: [Example("plainlab label delete daily --dry-run", "show the rows that would go")],
    name, Flags.writing,
    run: { context, word, mode in
      let key = try context.store().label(named: word).id
      let written = try context.written("delete label \(key)", as: mode) { change in
        try change.deleteLabel(key)
      }
      if mode.isDryRun { return }
      let uses = written.tables.first { $0.table == "procedure_labels" }?.deleted ?? 0
      let bearers = uses == 0 ? "" : "; \(counted(uses, "procedure")) bore it"
      try context.print("Deleted \(written.answer.title)\(bearers).")
    })

  private static let attach = Command(
    "attach", "Attach a label to procedures.",
    examples: [Example("plainlab label attach daily 3 5", "to two procedures")],
    name, Arguments("procedure", atLeast: 1, "Ids or whole names of procedures"), Flags.writing,
    run: { context, word, procedures, mode in
      let store = try context.store()
      let label = try store.label(named: word)
      let keys = try procedures.map { try store.procedure(named: $0).procedure }
      try context.write("attach label \(label.id)", as: mode) { change in
        for procedure in keys { try change.attach(label.id, to: procedure.id) }
      }
      if !mode.isDryRun {
        try context.print(
          "Attached \(label.title) to \(keys.map(\.title).joinedForReading()).")
      }
    })

  private static let detach = Command(
    "detach", "Take a label off procedures.",
    examples: [Example("plainlab label detach daily 1", "off one procedure")],
    name, Arguments("procedure", atLeast: 1, "Ids or whole names of procedures"), Flags.writing,
    run: { context, word, procedures, mode in
      let store = try context.store()
      let label = try store.label(named: word)
      let keys = try procedures.map { try store.procedure(named: $0).procedure }
      try context.write("detach label \(label.id)", as: mode) { change in
        for procedure in keys { try change.detach(label.id, from: procedure.id) }
      }
      if !mode.isDryRun {
        try context.print("Took \(label.title) off \(keys.map(\.title).joinedForReading()).")
      }
    })
}

extension Label {
  /// The label in an answer: `label 3 'weekly'`.
  fileprivate var title: String { "label \(id) '\(visible(name))'" }
}

/// A colour on the command line.
private struct Color: ParameterValue {
  let value: HexColor

  static let placeholder: String? = "#RRGGBB"
  var argument: String { value.text }

  init(argument: String) throws(InvalidValue) {
    guard let value = HexColor(cellText: argument) else {
      throw InvalidValue(expected: "# and six hexadecimal digits, like '#1F77B4'")
    }
    self.value = value
  }
}
