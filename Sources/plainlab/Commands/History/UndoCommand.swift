public import CommandLineKit
public import Tables
import Wording

enum UndoCommand {
  static let command = Command(
    "undo", "Take back the last change that Plainlab made.",
    discussion: """
      It is a new change, checked like any other. Once more takes back the change before that. Refused \
      where a row is not as the change left it, and where later rows depend on one that would go. \
      Plainlab remembers its last 64 changes in the folder .plainlab; changes of a great many rows, \
      and of files as a whole ('fmt', 'backup restore'), are not remembered row by row.
      """,
    examples: [
      Example("plainlab undo --dry-run", "show which change it is, and what would become of it"),
      Example("plainlab undo", "take it back"),
    ],
    Flags.writing,
    run: { context, mode in
      let last = try LastChange(in: context.store())
      let title = "'\(visible(last.what))' (\(Instant(seconds: Int(last.at)).cellText))"
      if mode.isDryRun { context.note("The last change is \(title).") }
      let written = try context.written(
        "undo \(last.what)", as: mode,
        by: { store in
          try store.takeBack(last, isPreview: mode.isDryRun)
        })
      guard !mode.isDryRun else { return }
      try context.print("Took back \(title): \(written.tables.sentence).")
    })
}

/// Nothing is known to be undone; that is an answer.
extension UnknownChange: ExitStatusConvertible {
  public var exitStatus: ExitStatus { .findings }
}
