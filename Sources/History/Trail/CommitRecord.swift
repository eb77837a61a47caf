/// What git keeps of a commit besides its files.
public struct CommitRecord: Sendable, Equatable {
  /// The commit's full name.
  public let commit: String
  public let parents: [String]
  public let author: String
  public let email: String
  /// When the author made it, in seconds since 1970, as their clock said.
  public let time: Int
  /// The first line of the message.
  public let subject: String

  /// As short as it is told to people.
  public var short: String { String(commit.prefix(8)) }
}

/// A commit and what it did to a lab's tables.
public struct CommitChanges: Sendable {
  public let record: CommitRecord
  /// Against its parent; of a merge only what is in none of its parents.
  public let difference: FolderDifference
}
