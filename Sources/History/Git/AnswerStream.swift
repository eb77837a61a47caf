internal import Foundation

/// What a process answers, line by line and in pieces of a known size.
struct AnswerStream {
  private let file: FileHandle
  private var buffer: [UInt8] = []
  private var position = 0

  init(_ file: FileHandle) { self.file = file }

  /// The next line, without its line feed.
  ///
  /// - Throws: `GitError` where the process has ended.
  mutating func line() throws -> String {
    var from = position
    while true {
      if let end = buffer[from...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { position = end + 1 }
        return String(decoding: buffer[position..<end], as: UTF8.self)
      }
      from = buffer.count - position
      try more()
    }
  }

  /// So many bytes.
  mutating func bytes(_ count: Int) throws -> [UInt8] {
    while buffer.count - position < count { try more() }
    defer { position += count }
    return Array(buffer[position..<position + count])
  }

  /// Waits for more, and forgets what was taken.
  private mutating func more() throws {
    buffer.removeFirst(position)
    position = 0
    // What is there, and not a number of bytes, for which a file handle would wait.
    let data = file.availableData
    guard !data.isEmpty else { throw GitError("git stopped while it was asked for objects.") }
    buffer += data
  }
}
