#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Where a byte first stands, at the speed of the C library.
func offset(of byte: UInt8, in bytes: UnsafeRawBufferPointer) -> Int? {
  guard let base = bytes.baseAddress, bytes.count > 0 else { return nil }
  guard let found = unsafe memchr(base, CInt(byte), bytes.count) else { return nil }
  return unsafe UnsafeRawPointer(found) - base
}

func lineFeeds(in base: UnsafePointer<UInt8>, _ count: Int) -> Int {
  var lines = 0
  var at = 0
  while at < count, let found = unsafe memchr(base + at, CInt(UInt8.lineFeed), count - at) {
    at = unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
    lines += 1
  }
  return lines
}

/// The line and the column, in characters, of a byte; `base` begins line `firstLine`.
func position(
  of target: Int, in base: UnsafePointer<UInt8>, firstLine: Int
) -> (line: Int, column: Int) {
  var line = firstLine
  var column = 1
  for i in 0..<target {
    let byte = unsafe base[i]
    if byte == .lineFeed {
      line += 1
      column = 1
    } else if byte & 0xC0 != 0x80 {
      column += 1
    }
  }
  return (line, column)
}
