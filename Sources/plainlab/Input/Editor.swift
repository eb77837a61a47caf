import CommandLineKit
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

  /// Opens a file in the editor, and waits until it is closed.
  /// - Throws: `EditorFailure` when the editor does not end well.
  func open(_ path: String) throws {
    try context.console.out.flush()
    let status = try runInForeground(
      "\(command) \(shellWord(path))", environment: context.console.environment)
    guard status == 0 else { throw EditorFailure(command: command, status: status) }
  }
}

/// The editor did not end well, so that nobody knows what it saved.
struct EditorFailure: Error, CustomStringConvertible {
  let command: String
  let status: Int

  var description: String {
    "the editor '\(visible(command))' ended with status \(status); nothing was changed"
  }
}
