import CSVText
import CommandLineKit
import Tables

extension Context {
  /// Reads a folder's tables while a line on the terminal says how much was read so far.
  func reading<Value>(
    _ folder: DiskFolder, _ label: String, _ body: (Store) throws -> Value
  ) throws -> Value {
    let meter = ProgressMeter(label, in: .bytes, on: console)
    defer { meter.finish() }
    return try body(store(in: folder) { MeteredTree(tree: $0, meter: meter) })
  }
}

/// A folder that tells a meter of every byte read from it.
private struct MeteredTree: FileTree {
  let tree: FolderSnapshot
  let meter: ProgressMeter

  var name: String { tree.name }
  var folder: DiskFolder? { tree.folder }
  func names(in folder: String) throws -> [String] { try tree.names(in: folder) }

  func open(_ path: String) throws -> any ByteSource {
    MeteredSource(source: try tree.open(path), meter: meter)
  }
}

private struct MeteredSource: ByteSource {
  let source: any ByteSource
  let meter: ProgressMeter

  var size: Int { source.size }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
    let count = try unsafe source.read(into: buffer, at: offset)
    meter.advance(by: count)
    return count
  }
}
