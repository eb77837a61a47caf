internal import CSVText
internal import Foundation
internal import Synchronization

/// The objects of a repository, read from one process of git as they are asked for.
///
/// Small ones are in memory. A large one is kept in a temporary file that has no name any more, so that
/// memory stays what it is for the tables of a folder.
final class ObjectReader: Sendable {
  private struct Talk {
    let process: Process
    let questions: FileHandle
    let answers: FileHandle
  }

  private let git: Git
  private let talk = Mutex<Talk?>(nil)
  /// More bytes than this are not kept in memory.
  private let limit: Int

  init(_ git: Git, limit: Int = 16 << 20) {
    self.git = git
    self.limit = limit
  }

  deinit {
    talk.withLock { talk in
      guard let talk else { return }
      try? talk.questions.close()
      talk.process.waitUntilExit()
    }
  }

  /// The content of an object by its full name.
  ///
  /// - Throws: `GitError` where it is not there.
  func content(of object: String) throws -> any ByteSource {
    precondition(object.allSatisfy(\.isHexDigit), "objects are asked for by their full names")
    return try talk.withLock { talk in
      let at = try talk ?? begin()
      talk = at
      try at.questions.write(contentsOf: Data((object + "\n").utf8))
      let words = try Self.line(at.answers).split(separator: " ")
      guard words.count == 3, let size = Int(words[2]) else {
        throw GitError(
          "git does not have the object \(object). This clone may have only a part of the history: "
            + "'git fetch --unshallow' gets the rest.")
      }
      let source = try take(size, from: at.answers)
      // What follows an object is a line feed.
      _ = try Self.exactly(1, from: at.answers)
      return source
    }
  }

  private func begin() throws -> Talk {
    let process = git.process(["cat-file", "--batch"])
    let (questions, answers) = (Pipe(), Pipe())
    process.standardInput = questions
    process.standardOutput = answers
    process.standardError = FileHandle.nullDevice
    try process.run()
    return Talk(
      process: process, questions: questions.fileHandleForWriting,
      answers: answers.fileHandleForReading)
  }

  private func take(_ size: Int, from answers: FileHandle) throws -> any ByteSource {
    guard size > limit else { return MemorySource([UInt8](try Self.exactly(size, from: answers))) }
    let url = FileManager.default.temporaryDirectory.appending(
      component: "plainlab-\(UUID().uuidString)")
    guard
      FileManager.default.createFile(
        atPath: url.path, contents: nil, attributes: [.posixPermissions: 0o600])
    else { throw GitError("there is no place for \(size) bytes in \(url.path)") }
    defer { try? FileManager.default.removeItem(at: url) }
    let file = try FileHandle(forWritingTo: url)
    defer { try? file.close() }
    var left = size
    while left > 0 {
      let part = try Self.some(upTo: min(left, 1 << 20), from: answers)
      try file.write(contentsOf: part)
      left -= part.count
    }
    return try FileSource.open(url.path)
  }

  private static func line(_ answers: FileHandle) throws -> String {
    var line: [UInt8] = []
    while true {
      let byte = try exactly(1, from: answers)[0]
      if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
  }

  private static func exactly(_ count: Int, from answers: FileHandle) throws -> Data {
    var all = Data(capacity: count)
    while all.count < count { all += try some(upTo: count - all.count, from: answers) }
    return all
  }

  private static func some(upTo count: Int, from answers: FileHandle) throws -> Data {
    guard let part = try answers.read(upToCount: count), !part.isEmpty else {
      throw GitError("git stopped while it was asked for objects.")
    }
    return part
  }
}
