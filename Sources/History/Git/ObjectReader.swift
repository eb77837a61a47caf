internal import CSVText
internal import Foundation
internal import Processes
internal import Synchronization

/// The objects of a repository, read from processes of git as they are asked for.
///
/// Small ones are in memory. A large one is written by git into a temporary file that has no name any
/// more, so that memory stays what it is for the tables of a folder.
final class ObjectReader: Sendable {
  /// A process that answers one question after the other.
  private struct Talk {
    let end: RunningProcess
    let questions: FileHandle
    var answers: AnswerStream

    mutating func ask(_ object: String) throws -> (name: String, size: Int)? {
      try questions.write(contentsOf: Data((object + "\n").utf8))
      // 3f9c… blob 1024, or: 3f9c… missing
      let words = try answers.line().split(separator: " ")
      guard words.count == 3, let size = Int(words[2]) else { return nil }
      return (String(words[0]), size)
    }
  }

  private struct Talks {
    var sizes: Talk
    var contents: Talk
    /// The contents asked for last, the newest at the end: what a commit made of a file is what the next one
    /// found.
    var recent: [(object: String, content: MemorySource)] = []

    mutating func remember(_ object: String, _ content: MemorySource, upTo limit: Int) {
      recent.append((object, content))
      var bytes = recent.reduce(0) { $0 + $1.content.size }
      while bytes > limit, !recent.isEmpty { bytes -= recent.removeFirst().content.size }
    }
  }

  let git: Git
  private let talks = Mutex<Talks?>(nil)
  /// More bytes than this are not kept in memory.
  private let limit: Int

  init(_ git: Git, limit: Int = 16 << 20) {
    self.git = git
    self.limit = limit
  }

  deinit {
    talks.withLock { talks in
      for talk in [talks?.sizes, talks?.contents].compactMap({ $0 }) {
        try? talk.questions.close()
        talk.end.wait()
      }
    }
  }

  /// The content of an object by its full name.
  ///
  /// - Throws: `GitError` where it is not there.
  func content(of object: String) throws -> any ByteSource {
    precondition(object.allSatisfy(\.isHexDigit), "objects are asked for by their full names")
    return try talks.withLock { talks in
      var at = try talks ?? Talks(sizes: begin("--batch-check"), contents: begin("--batch"))
      defer { talks = at }
      if let known = at.recent.last(where: { $0.object == object }) { return known.content }
      guard let (_, size) = try at.sizes.ask(object) else {
        throw GitError(
          "git does not have the object \(object). This clone may have only a part of the history: "
            + "'git fetch --unshallow' gets the rest.")
      }
      if size > limit { return try spooled(object) }
      _ = try at.contents.ask(object)
      // What follows an object is a line feed.
      let content = MemorySource(Array(try at.contents.answers.bytes(size + 1).dropLast()))
      at.remember(object, content, upTo: limit)
      return content
    }
  }

  private func begin(_ mode: String) throws -> Talk {
    let process = git.process(["cat-file", mode])
    let (questions, answers) = (Pipe(), Pipe())
    process.standardInput = questions
    process.standardOutput = answers
    process.standardError = FileHandle.nullDevice
    return Talk(
      end: try RunningProcess(process), questions: questions.fileHandleForWriting,
      answers: AnswerStream(answers.fileHandleForReading))
  }

  private func spooled(_ object: String) throws -> any ByteSource {
    let url = FileManager.default.temporaryDirectory.appending(
      component: "plainlab-\(UUID().uuidString)")
    guard
      FileManager.default.createFile(
        atPath: url.path, contents: nil, attributes: [.posixPermissions: 0o600])
    else {
      throw GitError("no file can be made at \(url.path), where a large object is to be kept")
    }
    defer { try? FileManager.default.removeItem(at: url) }
    let file = try FileHandle(forWritingTo: url)
    let process = git.process(["cat-file", "blob", object])
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = file
    process.standardError = FileHandle.nullDevice
    try RunningProcess(process).wait()
    try file.close()
    guard process.terminationStatus == 0 else {
      throw GitError("git could not write the object \(object) to \(url.path)")
    }
    return try FileSource.open(url.path)
  }
}
