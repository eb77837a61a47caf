public import CommandLineKit
public import Tables
import Wording

/// What every command that writes takes.
enum Flags {
  static let dryRun = Flag("dry-run", "Show what would change, and change nothing")
  /// Of commands that read the lab.
  static let at = Option(
    "at", placeholder: "REV", "The lab as it was in this commit, as HEAD~3")
}

extension Context {
  /// Makes a change of the lab's tables, or with `dryRun` shows what it would do to the files.
  ///
  /// What is only worth saying is noted on stderr.
  /// - Throws: `RefusedChange` when the new state would break a rule; no file is touched then.
  func write<Answer>(
    _ what: String, dryRun: Bool, _ body: (inout Change) throws -> Answer
  ) throws -> Answer {
    try written(what, dryRun: dryRun, body).answer
  }

  /// The same, for those who also ask how many rows it concerned.
  func written<Answer>(
    _ what: String, dryRun: Bool, _ body: (inout Change) throws -> Answer
  ) throws -> Written<Answer> {
    let written = try reading(dataFolder()) { store in
      dryRun ? try store.preview(what, body) : try store.write(what, body)
    }
    for warning in written.warnings {
      note("Note: \(visible(warning.message)). \(visible(warning.hint))")
    }
    if dryRun {
      for patch in written.patches { try printDiff(patch.diff()) }
      if written.patches.isEmpty { note("Nothing would change.") }
    }
    return written
  }
}

/// A refusal is an answer about the lab's rows, as findings are.
extension RefusedChange: ExitStatusConvertible {
  public var exitStatus: ExitStatus { .findings }
}

/// Somebody else's edit stands, and it is for the person to go on from there.
extension Overtaken: ExitStatusConvertible {
  package var exitStatus: ExitStatus { .findings }
}

/// Somebody else is at work; it can be done again.
extension FolderIsBusy: ExitStatusConvertible {
  package var exitStatus: ExitStatus { .findings }
}

/// The same, where the edit came in the middle of a change.
extension UnfinishedChange: ExitStatusConvertible {
  package var exitStatus: ExitStatus { .findings }
}
