internal import CSVText

/// Who is told how far long work on the files of a folder is, on any thread.
public protocol FolderWatch: Sendable {
  /// A stretch of a file was read.
  func didRead(_ range: Range<Int>, of path: String, size: Int)

  /// Runs a work that writes the new version of a file, and tells `advance` how many bytes of it are
  /// there. What `advance` throws stops the work, and the folder stays as it was.
  func writing(
    _ path: String, size: Int, _ work: (_ advance: (Int) throws -> Void) throws -> Void
  ) throws
}

/// A file whose reading is watched.
struct WatchedSource: ByteSource {
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
