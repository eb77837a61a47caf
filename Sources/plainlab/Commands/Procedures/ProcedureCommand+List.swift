import CommandLineKit
import Lab
import Tables

extension ProcedureCommand {
  static let list = Command(
    "list", "List procedures.",
    discussion: """
      --search looks in names, descriptions and steps, without regard to case; with several words in \
      several options all must be there. With several --label a procedure bears all of them.
      """,
    examples: [
      Example("plainlab procedure list --label photovoltaics", "those of the module lab"),
      Example("plainlab procedure list --search flash --search 'four wires'", "with both in them"),
    ],
    Options("search", placeholder: "TEXT", "Only those that have this in their text"),
    Options("label", placeholder: "NAME", "Only those with this label"),
    Flags.at,
    Option("format", default: OutputFormat.table, "How rows are written"),
    run: { context, words, labels, revision, format in
      let store = try context.store(at: revision)
      let wanted = Set(try labels.map { try store.label(named: $0).id })
      let found = try store.procedures().filter { record in
        wanted.isSubset(of: record.labels.map(\.id)) && words.allSatisfy(record.text.mentions)
      }
      let headings: [Heading] = [
        .number("id"), "name", .number("version"), .number("steps"), .number("minutes"), "labels",
        "updated_at",
      ]
      try context.rows(headings, as: format) { rows in
        for record in found {
          try rows.add(
            .int(record.procedure.id.id), .text(record.procedure.name),
            .int(record.procedure.version), .int(record.steps.count),
            Field(record.text.estimatedMinutes),
            Field(record.labels.isEmpty ? nil : record.labels.map(\.name).joined(separator: ";")),
            .text(record.procedure.updatedAt.cellText))
        }
      }
      if found.isEmpty { context.note("No procedures.") }
    })
}
