public import CommandLineKit
public import History
import Lab
import Tables
import Wording

/// A commit of the lab's folder: taken, checked, put into words, and made.
struct LabCommit {
  enum Outcome {
    /// The folder is as it was committed last.
    case nothing
    /// There are errors in what would be committed.
    case faulty(FindingList, CommitTree)
    /// What would be committed, with these words.
    case shown(CommitMessage)
    case made(Revision, CommitMessage)
  }

  let context: Context
  let repository: Repository
  /// What the person said of it; `nil` for what happened.
  var message: String?
  /// What the change does that is committed; `nil` of any number.
  var change: String?
  var isTrial = false
  /// The moment of checking.
  var moment: Instant?

  /// Commits what git takes of the folder now, once it was checked.
  func outcome() throws -> Outcome {
    for _ in 0..<5 {
      let commit = try DataCommit(
        in: repository, at: context.console.now(), isTrial: isTrial)
      guard !commit.isEmpty else { return .nothing }
      let list = try context.reading(commit.after) { try Check($0, asOf: moment).list }
      guard list.count(of: .error) == 0 else { return .faulty(list, commit.after) }
      let difference = try FolderDifference(
        in: repository, from: context.store(in: commit.before),
        to: context.store(in: commit.after))
      let message = CommitMessage(
        message, ChangeSummary(of: difference), change: change, version: Plainlab.version)
      if isTrial { return .shown(message) }
      if let revision = try commit.make(message.text) { return .made(revision, message) }
    }
    throw CommitRace()
  }
}

/// Others commit faster than the folder can be checked.
struct CommitRace: Error, CustomStringConvertible {
  var description: String {
    "others committed again and again meanwhile; nothing was committed. Try again."
  }
}

// MARK: After a change

extension Context {
  /// Makes a change, and then commits the lab's folder, where the person or the lab's setting wants it.
  ///
  /// What a person asked for and cannot be is refused before the change is made. Where the setting asks,
  /// the change goes first: that it is not committed is only said.
  func committing<Value>(
    _ what: String, as mode: WritingMode, isWanted: @autoclosure () -> Bool? = nil,
    _ body: () throws -> Value
  ) throws -> Value {
    if mode.isDryRun { return try body() }
    if mode.isCommitted {
      let repository = try repository()
      try repository.checkReadiness()
      let value = try body()
      do {
        try commit(what, repository)
      } catch let error where !(error is UncommittedChange) {
        throw UncommittedChange(cause: "\(error)")
      }
      return value
    }
    let value = try body()
    guard isWanted() ?? ((try? wantsCommits(of: store())) == true) else { return value }
    do {
      try commit(what, repository())
    } catch {
      note("\(UncommittedChange(cause: "\(error)"))")
    }
    return value
  }

  /// Whether the lab wants every change committed.
  func wantsCommits(of store: Store) throws -> Bool {
    let settings = try Settings(in: store, environment: console.environment)
    return settings["commit_changes"]?.value == "true"
  }

  private func commit(_ what: String, _ repository: Repository) throws {
    switch try LabCommit(context: self, repository: repository, change: what).outcome() {
    case .nothing, .shown: break
    case .made(let revision, let message):
      note("Committed \(revision.short): \(message.subject)")
    case .faulty(let list, _):
      let count = list.count(of: .error)
      throw UncommittedChange(
        cause: "there \(count == 1 ? "is an error" : "are \(count) errors") in the lab's files. "
          + "'plainlab check' names \(count == 1 ? "it" : "them"), and 'plainlab commit' commits")
    }
  }
}

/// A change was made, and stays, but git does not keep it.
struct UncommittedChange: Error, ExitStatusConvertible, CustomStringConvertible {
  let cause: String

  var exitStatus: ExitStatus { .findings }
  var description: String {
    "the change was made, but not committed: \(sentence(cause))"
  }
}

/// A state of git's in which nothing is committed is for the person to end.
extension CommitRefusal: ExitStatusConvertible {
  public var exitStatus: ExitStatus { .findings }
}
