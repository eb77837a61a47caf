#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The bytes of one block, and room in front of them for the beginning of a record that the block
/// before did not hold whole.
///
/// Sixty-four bytes behind them may always be read. They are spaces, which mean nothing to the index.
@safe struct BlockBuffer: ~Copyable {
  private var memory: UnsafeMutableRawPointer
  private var capacity: Int
  /// How much room there is before the block.
  private var room = 1 << 12
  /// Where in the memory the bytes begin.
  private var start = 0
  private(set) var count = 0
  private static let slack = 64

  init(blockSize: Int) {
    capacity = max(1, blockSize)
    unsafe memory = .allocate(byteCount: room + capacity + Self.slack, alignment: 64)
  }

  deinit { unsafe memory.deallocate() }

  var base: UnsafeMutableRawPointer { unsafe memory + start }

  var bytes: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: base, count: count) }

  /// Reads a stretch of a file, which is no longer than a block, in the place of what it held; fewer
  /// bytes where the file ends before.
  mutating func load(_ range: Range<Int>, of source: any ByteSource) throws {
    start = room
    count = 0
    while count < range.count {
      let rest = unsafe UnsafeMutableRawBufferPointer(
        start: base + count, count: range.count - count)
      let got = try unsafe source.read(into: rest, at: range.lowerBound + count)
      precondition(got >= 0 && got <= rest.count, "a source returns how many bytes it copied")
      if got == 0 { break }
      count += got
    }
    unsafe memset(base + count, CInt(UInt8.space), Self.slack)
  }

  /// Puts bytes before those that it holds.
  mutating func prepend(_ bytes: Span<UInt8>) {
    if bytes.count > start { grow(before: bytes.count) }
    start -= bytes.count
    count += bytes.count
    unsafe bytes.withUnsafeBytes { bytes in
      if let source = bytes.baseAddress { unsafe memcpy(base, source, bytes.count) }
    }
  }

  private mutating func grow(before: Int) {
    let larger = max(before, 2 * room)
    let moved = UnsafeMutableRawPointer.allocate(
      byteCount: larger + capacity + Self.slack, alignment: 64)
    unsafe (moved + larger).copyMemory(from: base, byteCount: count + Self.slack)
    unsafe memory.deallocate()
    unsafe memory = moved
    (room, start) = (larger, larger)
  }
}
