public import CommandLineKit
public import Tables
import Wording

enum UndoCommand {
  static let command = Command(
    "undo", "Take back the last change that Plainlab made.",
    discussion: """
      It is a new change, checked like any other. Once more takes back the change before that. Refused \
      where a row is not as the change left it, and where later rows depend on one that would go.

      Plainlab remembers its last 64 changes in the folder .plainlab. Of changes of a great many rows, \
      and of files as a whole ('fmt', 'backup restore'), it keeps the old files there, up to a \
      gigabyte; they come back byte for byte, unless somebody edited the new ones since, or they lie on \
      another disk than the folder.
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
      if last.isOfFiles { return try context.takeBackFiles(last, title, mode) }
      let written = try context.written(
        "undo \(last.what)", as: mode,
        by: { store in try store.takeBack(last, isPreview: mode.isDryRun) })
      guard !mode.isDryRun else { return }
      try context.print("Took back \(title): \(written.tables.sentence).")
    })
}

extension Context {
  /// The same for a change that is remembered by its files.
  fileprivate func takeBackFiles(
    _ last: LastChange, _ title: String, _ mode: WritingMode
  ) throws {
    let data = try dataFolder()
    let files = try committing("undo \(last.what)", as: mode) {
      try reading(data) { try $0.takeBackFiles(last, isPreview: mode.isDryRun) }
    }
    try tell(files, in: data, bytesThen: "bytes_before")
    if !mode.isDryRun { try print("Took back \(title).") }
  }
}

/// Nothing is known to be undone; that is an answer.
extension UnknownChange: ExitStatusConvertible {
  public var exitStatus: ExitStatus { .findings }
}
