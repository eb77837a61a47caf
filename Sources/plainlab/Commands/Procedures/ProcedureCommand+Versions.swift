import CommandLineKit
import Lab
import Tables
import Wording

extension ProcedureCommand {
  static let versions = Command(
    "versions", "List the versions of a procedure.",
    examples: [Example("plainlab procedure versions 1", "what changed, when and why")],
    argument, Flags.at, Option("format", default: OutputFormat.table, "How rows are written"),
    run: { context, word, revision, format in
      let store = try context.store(at: revision)
      let key = try store.procedure(named: word).procedure.id
      let headings: [Heading] = [
        .number("version"), "created_at", .number("steps"), "change_description",
      ]
      try context.rows(headings, as: format) { rows in
        for row in try store.versions(of: key) {
          try rows.add(
            .int(row.version), .text(row.createdAt.cellText), Field(row.text?.steps.count),
            Field(row.changeDescription))
        }
      }
    })

  static let diff = Command(
    "diff", "Compare two versions of a procedure.",
    discussion: """
      With one version, it is compared with what the procedure says now; with none, the version before \
      is.
      """,
    examples: [
      Example("plainlab procedure diff 1 1 3", "what changed from version 1 to version 3"),
      Example("plainlab procedure diff 'Wet insulation test'", "what changed last"),
    ],
    argument, Argument("from", as: Int.self, placeholder: "V1", "The older version").optional,
    Argument("to", as: Int.self, placeholder: "V2", "The newer version").optional,
    run: { context, word, from, to in
      let store = try context.store()
      let record = try store.procedure(named: word)
      let key = record.procedure.id
      let from = from ?? record.procedure.version - 1
      if from == 0 { return context.note("Version 1 is the first; there is none before it.") }
      let old = try store.text(of: key, version: from)
      let new = try to.map { try store.text(of: key, version: $0) } ?? record.text
      let titles = [
        "--- procedure \(key), version \(from)",
        "+++ procedure \(key), " + (to.map { "version \($0)" } ?? "now"),
      ]
      let lines = unifiedDiff(from: old.readable, to: new.readable, title: "")
      if lines.isEmpty { return context.note("They say the same.") }
      try context.printDiff(titles + lines.dropFirst(2))
    })

  static let restore = Command(
    "restore", "Make a procedure say again what it said at an older version.",
    discussion: "It becomes a new version; those between stay as they were kept.",
    examples: [
      Example("plainlab procedure restore 1 2 --dry-run", "show the rows that would change")
    ],
    argument, Argument("version", as: Int.self, "The version to restore"), message, Flags.writing,
    run: { context, word, version, message, mode in
      let key = try context.store().procedure(named: word).procedure.id
      let edit = try context.write(
        "restore version \(version) of procedure \(key)", as: mode
      ) { change in
        try change.restoreProcedure(
          key, version: version, changeDescription: message, at: context.now)
      }
      if !mode.isDryRun { try context.print(edit.answer) }
    })
}
