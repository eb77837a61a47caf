import CommandLineKit
import Lab
import Wording

/// The editor of a person's choice.
struct Editor {
  private let context: Context
  /// A command line for the shell, to which the file's name is added.
  private let command: String

  /// - Throws: `UsageError` when none was chosen.
  init(_ context: Context) throws {
    self.context = context
    let environment = context.console.environment
    let chosen = ["VISUAL", "EDITOR"].compactMap { environment[$0] }.first { !$0.isEmpty }
    guard let chosen else {
      throw UsageError(
        "No editor is set. Set VISUAL or EDITOR, or say what is to change with options.")
    }
    command = chosen
  }

  /// Has a person edit the draft until it can be read. On a terminal the editor opens again with what
  /// is wrong below each line, as long as they change something.
  func revise<Value>(
    _ draft: DraftFile, until read: (String) throws(UnreadableFile) -> Value
  ) throws -> Value {
    var given = draft.original
    while true {
      try open(draft.path)
      let text = try draft.text()
      if text.isRemarkAlone { throw NothingWritten() }
      do throws(UnreadableFile) {
        return try read(text)
      } catch {
        guard context.console.out.isTerminal, text != given else { throw error }
        context.note("\(error)")
        given = error.sheet.remarks(in: text)
        try draft.replace(by: given)
      }
    }
  }

  private func open(_ path: String) throws {
    try context.console.out.flush()
    let status = try runInForeground(
      "\(command) \(shellWord(path))", environment: context.console.environment)
    guard status == 0 else { throw EditorFailure(command: command, status: status) }
  }
}

/// The person emptied the text, which is how an edit is called off.
struct NothingWritten: Error, ExitStatusConvertible, CustomStringConvertible {
  var exitStatus: ExitStatus { .findings }
  var description: String { "the text was emptied; nothing was changed" }
}

/// The editor did not end well, so that nobody knows what it saved.
struct EditorFailure: Error, CustomStringConvertible {
  let command: String
  let status: Int

  var description: String {
    "the editor '\(visible(command))' ended with status \(status); nothing was changed"
  }
}
