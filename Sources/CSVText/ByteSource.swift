/// Bytes that can be read at any offset: an open file, or memory.
///
/// A source is read with explicit offsets, never through a shared position and never by mapping,
/// so several readers may share one, and a file that an editor truncates meanwhile is merely short.
public protocol ByteSource: Sendable {
  /// How many bytes there are; of a file, when it was opened.
  var size: Int { get }

  /// Copies bytes that start at `offset` into `buffer` and returns how many; 0 means the end.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int
}

extension ByteSource {
  /// Returns up to `count` bytes from `offset`; fewer only at the end.
  public func bytes(at offset: Int, count: Int) throws -> [UInt8] {
    unsafe try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      while filled < count {
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: raw[filled...])
        let got = try unsafe read(into: rest, at: offset + filled)
        precondition(got >= 0 && got <= count - filled, "a source returns what it copied")
        if got == 0 { break }
        filled += got
      }
    }
  }

  /// Returns everything, in memory. For small files and for formats that are not tables.
  public func allBytes() throws -> [UInt8] {
    var all: [UInt8] = []
    while true {
      let more = try bytes(at: all.count, count: max(1 << 16, all.count))
      if more.isEmpty { return all }
      all += more
    }
  }
}

/// Bytes that are already in memory.
public struct MemorySource: ByteSource {
  public let bytes: [UInt8]

  public init(_ bytes: [UInt8]) { self.bytes = bytes }
  public init(_ text: String) { bytes = Array(text.utf8) }

  public var size: Int { bytes.count }

  public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int {
    let count = min(buffer.count, max(0, bytes.count - offset))
    guard count > 0 else { return 0 }
    unsafe bytes.withUnsafeBytes { all in
      unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[offset..<offset + count]))
    }
    return count
  }
}
