public import CommandLineKit
public import Tables
import Wording

enum Flags {
  /// Of every command that writes.
  static let writing = WritingFlags()
  /// Each of the two by itself.
  static let dryRun = Flag("dry-run", "Show what would change, and change nothing")
  static let commit = Flag("commit", "Commit the lab's folder to git after the change")
  /// Of commands that read the lab.
  static let at = Option(
    "at", placeholder: "REV", "The lab as it was in this commit, as HEAD~3")
}

extension Context {
  /// Makes a change of the lab's tables, or shows what it would do to the files; and commits it, where
  /// the person or the lab wants that.
  ///
  /// What is only worth saying is noted on stderr.
  /// - Throws: `RefusedChange` when the new state would break a rule; no file is touched then.
  func write<Answer>(
    _ what: String, as mode: WritingMode = WritingMode(),
    _ body: (inout Change) throws -> Answer
  ) throws -> Answer {
    try written(what, as: mode, body).answer
  }

  /// The same, for those who also ask how many rows it concerned.
  func written<Answer>(
    _ what: String, as mode: WritingMode, _ body: (inout Change) throws -> Answer
  ) throws -> Written<Answer> {
    try written(what, as: mode) { store in
      try mode.isDryRun ? store.preview(what, body) : store.write(what, body)
    }
  }

  /// The same, of what a store does with itself.
  func written<Answer>(
    _ what: String, as mode: WritingMode, by body: (Store) throws -> Written<Answer>
  ) throws -> Written<Answer> {
    var isWanted: Bool?
    return try committing(what, as: mode, isWanted: isWanted) {
      let written = try reading(dataFolder()) { store in
        let written = try body(store)
        // The store is open already. Where the change is of settings, what they say now is asked.
        if !written.tables.contains(where: { $0.table == "settings" }) {
          isWanted = try? wantsCommits(of: store)
        }
        return written
      }
      for warning in written.warnings {
        note("Note: \(visible(warning.message)). \(visible(warning.hint))")
      }
      if mode.isDryRun {
        for patch in written.patches { try printDiff(patch.diff()) }
        if written.patches.isEmpty { note("Nothing would change.") }
      }
      return written
    }
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
