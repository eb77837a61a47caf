import CSVText
import History
import Tables

/// A commit that tells a watch of all that is read from it.
struct WatchedCommit: FileTree {
  let commit: CommitTree
  let watch: any FolderWatch

  var name: String { commit.name }
  func names(in folder: String) -> [String] { commit.names(in: folder) }
  func title(of path: String) -> String { commit.title(of: path) }

  func open(_ path: String) throws -> any ByteSource {
    WatchedSource(source: try commit.open(path), path: path, watch: watch)
  }
}

private struct WatchedSource: ByteSource {
  let source: any ByteSource
  let path: String
  let watch: any FolderWatch

  var size: Int { source.size }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
    let count = try unsafe source.read(into: buffer, at: offset)
    watch.didRead(offset..<offset + count, of: path, size: size)
    return count
  }
}
