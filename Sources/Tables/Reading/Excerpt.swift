internal import CSVText

/// Some bytes of a file, behind a head: lines of a table, as if they followed its header.
struct Excerpt: ByteSource {
  let head: [UInt8]
  let source: any ByteSource
  let range: Range<Int>

  var size: Int { head.count + range.count }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
    if offset < head.count { return unsafe MemorySource(head).read(into: buffer, at: offset) }
    let start = range.lowerBound + offset - head.count
    let count = min(buffer.count, max(0, range.upperBound - start))
    guard count > 0 else { return 0 }
    return try unsafe source.read(
      into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]), at: start)
  }
}
