import CSVText
import CommandLineKit
import History
import Synchronization
import Tables

extension Context {
  /// Reads a folder's tables, for an answer that comes when all was read. A line on the terminal says
  /// how far the file is that takes long, and how long it will take still.
  func reading<Value>(_ folder: DiskFolder, _ body: (Store) throws -> Value) throws -> Value {
    try metered { try body(store(in: folder, through: $0)) }
  }

  /// The same of the lab's tables, as they are or as they were.
  func readingLab<Value>(
    at revision: String?, _ body: (Store) throws -> Value
  ) throws -> Value {
    try metered { try body(store(at: revision, through: $0)) }
  }

  /// The same of a commit's tables.
  func reading<Value>(_ commit: CommitTree, _ body: (Store) throws -> Value) throws -> Value {
    try metered { try body(store(in: commit, through: $0)) }
  }

  private func metered<Value>(
    _ body: ((any FileTree) -> any FileTree) throws -> Value
  ) throws -> Value {
    let watch = ReadingWatch(on: console)
    defer { watch.finish() }
    return try body { MeteredTree(tree: $0, watch: watch) }
  }
}

/// The meter of the file that is read now.
private final class ReadingWatch: Sendable {
  private struct Watched {
    let path: String
    let meter: ProgressMeter
    var furthest = 0
  }

  private let console: Console
  private let watched = Mutex<Watched?>(nil)

  init(on console: Console) { self.console = console }

  /// Notes that a file was read up to a byte, by any thread.
  func note(_ path: String, of size: Int, from start: Int, upTo end: Int) {
    guard console.error.isTerminal else { return }
    watched.withLock { watched in
      if watched?.path != path {
        watched?.meter.finish()
        let meter = ProgressMeter("Reading \(path)", of: size, in: .bytes, on: console)
        watched = Watched(path: path, meter: meter)
      }
      // A file may be read again, and threads read it side by side.
      if start == 0, watched?.furthest ?? 0 >= size { watched?.furthest = 0 }
      guard let furthest = watched?.furthest, end > furthest else { return }
      watched?.furthest = end
      watched?.meter.advance(to: end)
    }
  }

  func finish() { watched.withLock { $0?.meter.finish() } }
}

/// A folder that tells a watch of all that is read from it.
private struct MeteredTree: FileTree {
  let tree: any FileTree
  let watch: ReadingWatch

  var name: String { tree.name }
  var folder: DiskFolder? { tree.folder }
  func names(in folder: String) throws -> [String] { try tree.names(in: folder) }
  func title(of path: String) -> String { tree.title(of: path) }

  func open(_ path: String) throws -> any ByteSource {
    MeteredSource(source: try tree.open(path), path: path, watch: watch)
  }
}

private struct MeteredSource: ByteSource {
  let source: any ByteSource
  let path: String
  let watch: ReadingWatch

  var size: Int { source.size }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
    let count = try unsafe source.read(into: buffer, at: offset)
    watch.note(path, of: size, from: offset, upTo: offset + count)
    return count
  }
}
