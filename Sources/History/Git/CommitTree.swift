public import CSVText
internal import Foundation
public import Tables

/// A data folder as it was in a commit, read from git's objects: nothing is checked out.
public struct CommitTree: FileTree {
  /// A file of the commit.
  struct Entry: Sendable, Equatable {
    let object: String
    /// Whether it is a plain file, and not a link or another repository.
    let isFile: Bool
  }

  /// `HEAD~3:data`, as git calls it.
  public let name: String
  /// `nil` of the state before the first commit.
  public let revision: Revision?
  /// The files of the folder by their paths in it.
  let entries: [String: Entry]
  private let objects: ObjectReader?

  /// The state before the first commit: no files.
  public init(beforeFirstCommitOf repository: Repository) {
    name = "nothing:" + repository.prefix
    revision = nil
    entries = [:]
    objects = nil
  }

  /// The lab's data folder as it was in a commit.
  ///
  /// - Throws: `GitError` where the folder was not there.
  public init(_ repository: Repository, at revision: Revision) throws {
    try self.init(repository, at: revision, objects: ObjectReader(repository.git))
  }

  init(_ repository: Repository, at revision: Revision, objects: ObjectReader) throws {
    let place = revision.commit + ":" + repository.prefix
    guard let entries = try Self.entries(of: place, repository.git.moved(to: repository.root))
    else { throw GitError("there was no folder '\(repository.prefix)' in \(revision.name).") }
    self.name = revision.name + ":" + repository.prefix
    self.revision = revision
    self.entries = entries
    self.objects = objects
  }

  /// The data folder in a tree that was not committed yet; without files where it is not there.
  ///
  /// - Parameters:
  ///   - git: One that finds the tree's objects.
  ///   - name: What the folder is called.
  init(_ repository: Repository, tree: String, _ git: Git, name: String) throws {
    try self.init(repository, tree: tree, ObjectReader(git), name: name)
  }

  /// The data folder in a tree or a commit by its full name; without files where it is not there.
  init(_ repository: Repository, tree: String, _ objects: ObjectReader, name: String) throws {
    self.name = name
    revision = nil
    entries =
      try Self.entries(of: tree + ":" + repository.prefix, objects.git.moved(to: repository.root))
      ?? [:]
    self.objects = objects
  }

  /// The files below a folder of a tree; `nil` where it is not there.
  private static func entries(of place: String, _ git: Git) throws -> [String: Entry]? {
    let end = try git.run(["ls-tree", "-r", "-z", "--full-tree", place])
    guard end.status == 0 else { return nil }
    var entries: [String: Entry] = [:]
    for line in end.output.split(separator: 0) {
      // 100644 blob 3f9c…	runs.csv
      let parts = line.split(separator: UInt8(ascii: "\t"), maxSplits: 1)
      let words = parts[0].split(separator: UInt8(ascii: " ")).map {
        String(decoding: $0, as: UTF8.self)
      }
      guard parts.count == 2, words.count == 3 else { continue }
      entries[String(decoding: parts[1], as: UTF8.self)] = Entry(
        object: words[2], isFile: words[0].hasPrefix("100"))
    }
    return entries
  }

  public func names(in folder: String) -> [String] {
    let prefix = folder.isEmpty ? "" : folder + "/"
    let below = entries.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
    return Set(below.compactMap { $0.split(separator: "/").first.map(String.init) }).sorted()
  }

  public func open(_ path: String) throws -> any ByteSource {
    guard let objects, let entry = entries[path] else { throw FileError(title(of: path), ENOENT) }
    guard entry.isFile else {
      throw ReadingError(
        file: title(of: path), place: nil,
        message: "it is a link in that commit, not a file")
    }
    return try objects.content(of: entry.object)
  }

  public func title(of path: String) -> String {
    name.isEmpty || name.hasSuffix(":") ? name + path : name + "/" + path
  }
}
