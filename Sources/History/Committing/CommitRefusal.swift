internal import Foundation
internal import Tables

/// Why nothing is committed in the state that git is in.
public enum CommitRefusal: Error, Sendable, Equatable, CustomStringConvertible {
  /// A merge, a cherry-pick or a revert waits to be ended, by its name.
  case unfinished(String)
  /// The index's lock, by its path.
  case lockedIndex(String)
  /// Nobody is named as the author.
  case unknownAuthor
  /// The repository does not want the data folder.
  case ignored(String)

  public var description: String {
    switch self {
    case .unfinished(let what):
      "a \(what) is under way, and is committed as a whole. When 'plainlab check' is content, end it "
        + "with 'git add' and 'git commit', or take it back with 'git \(what) --abort'."
    case .lockedIndex(let path):
      "git's index is locked by \(path). Another git command is at work, or one was interrupted: when "
        + "there is none, delete that file. Nothing was committed."
    case .unknownAuthor:
      "git does not know who you are. Say it once with 'git config --global user.name \"YOUR NAME\"' "
        + "and 'git config --global user.email YOU@EXAMPLE.ORG'. Nothing was committed."
    case .ignored(let folder):
      "the repository ignores '\(folder)'. Take the line that names it out of .gitignore. Nothing was "
        + "committed."
    }
  }
}

extension Repository {
  /// Whether a commit can be made now.
  ///
  /// - Throws: `CommitRefusal`.
  public func checkReadiness() throws {
    // A part of a merge is no merge: what git refuses to do, is refused here.
    for (head, what) in [
      ("MERGE_HEAD", "merge"), ("CHERRY_PICK_HEAD", "cherry-pick"), ("REVERT_HEAD", "revert"),
    ] where try git.answer("rev-parse", "-q", "--verify", head) != nil {
      throw CommitRefusal.unfinished(what)
    }
    for variable in ["GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"]
    where try git.answer("var", variable) == nil {
      throw CommitRefusal.unknownAuthor
    }
    guard try git.answer("check-ignore", "-q", "--", data.path) == nil else {
      throw CommitRefusal.ignored(data.name)
    }
    // One that was just taken is given a moment.
    let lock = try path(ofGit: "index.lock")
    var attempts = 20
    while FileManager.default.fileExists(atPath: lock) {
      attempts -= 1
      guard attempts > 0 else { throw CommitRefusal.lockedIndex(lock) }
      Thread.sleep(forTimeInterval: 0.1)
    }
  }
}
