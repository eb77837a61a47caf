#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A window on a source: the bytes from `offset` on, refilled from behind and never mapped.
///
/// Sixty-four bytes beyond the filled part may always be read; the fast path loads whole chunks.
/// They are spaces, which mean nothing to it.
@safe struct ReadBuffer: ~Copyable {
  let source: any ByteSource
  private(set) var base: UnsafeMutableRawPointer
  private var capacity: Int
  private let blockSize: Int
  private static let slack = 64

  /// The file's byte that stands first in the buffer.
  private(set) var offset = 0
  private(set) var filled = 0
  /// Whether the file ends where the filled part does.
  private(set) var isEnd = false

  init(_ source: any ByteSource, blockSize: Int) {
    self.source = source
    self.blockSize = max(1, blockSize)
    capacity = self.blockSize
    unsafe base = .allocate(byteCount: capacity + Self.slack, alignment: 64)
    unsafe memset(base, CInt(UInt8.space), Self.slack)
  }

  deinit { unsafe base.deallocate() }

  var bytes: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: base, count: filled)
  }

  /// Forgets what it holds, and for how long a record it has grown; the next refill reads on at this
  /// byte of the file.
  mutating func restart(at start: Int) {
    if capacity > blockSize {
      unsafe base.deallocate()
      capacity = blockSize
      unsafe base = .allocate(byteCount: capacity + Self.slack, alignment: 64)
      unsafe memset(base, CInt(UInt8.space), Self.slack)
    }
    (offset, filled, isEnd) = (start, 0, false)
  }

  /// Drops the bytes before `position` and reads on; a buffer that is still full is doubled.
  ///
  /// The bytes kept move to the front, so every position shifts by `position`.
  mutating func refill(dropping position: Int) throws {
    let kept = filled - position
    if kept > capacity / 2 {
      let larger = capacity * 2
      let moved = UnsafeMutableRawPointer.allocate(
        byteCount: larger + Self.slack, alignment: 64)
      unsafe moved.copyMemory(from: base + position, byteCount: kept)
      unsafe base.deallocate()
      unsafe base = moved
      capacity = larger
    } else if position > 0 {
      unsafe memmove(base, base + position, kept)
    }
    offset += position
    filled = kept
    while filled < capacity {
      let rest = unsafe UnsafeMutableRawBufferPointer(
        start: base + filled, count: capacity - filled)
      let got = try unsafe source.read(into: rest, at: offset + filled)
      precondition(got >= 0 && got <= rest.count, "a source returns how many bytes it copied")
      if got == 0 {
        isEnd = true
        break
      }
      filled += got
    }
    unsafe memset(base + filled, CInt(UInt8.space), Self.slack)
  }
}
