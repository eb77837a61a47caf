/// A ZIP archive (PKWARE's APPNOTE 6.3) that is written from front to back, so that it can go
/// through a pipe and no file needs to be in memory.
///
/// Files are compressed, and dated 1980-01-01, the first day that ZIP knows: the same files are the
/// same bytes. What a file's size and checksum are stands behind it, as nobody knows before.
struct ZIPWriter {
  private struct Entry {
    let name: [UInt8]
    let offset: Int
    var crc = CRC32()
    var size = 0
    var compressedSize = 0
  }

  private var bytes: [UInt8] = []
  private var handedOut = 0
  private var entries: [Entry] = []
  private var deflater = Deflater()

  private static let version = 20
  /// Sizes stand behind the file; names are UTF-8.
  private static let flags = 1 << 3 | 1 << 11
  private static let deflated = 8
  /// Midnight of 1980-01-01.
  private static let time = 0
  private static let date = 1 << 5 | 1
  /// What 32 bits can say, which is where this form of archives ends.
  private static let limit = Int(UInt32.max)

  /// Begins a file; the one before is ended.
  mutating func begin(_ name: String) {
    let entry = Entry(name: Array(name.utf8), offset: handedOut + bytes.count)
    add(0x0403_4B50, 4)
    add(Self.version, 2)
    addDescription(of: entry, isHead: true)
    add(0, 2)
    bytes += entry.name
    entries.append(entry)
    deflater = Deflater()
  }

  /// Adds bytes to the file that was begun last.
  mutating func add(_ content: [UInt8]) {
    entries[entries.count - 1].crc.add(content)
    entries[entries.count - 1].size += content.count
    deflater.add(content)
    takeCompressed()
  }

  mutating func end() throws(WorkbookError) {
    deflater.finish()
    takeCompressed()
    let entry = entries[entries.count - 1]
    add(0x0807_4B50, 4)
    addSizes(of: entry)
    guard entry.size <= Self.limit, handedOut + bytes.count <= Self.limit else { throw .tooLarge }
  }

  /// Writes the list of files that ends the archive.
  mutating func finish() throws(WorkbookError) {
    let start = handedOut + bytes.count
    for entry in entries {
      add(0x0201_4B50, 4)
      add(Self.version, 2)
      add(Self.version, 2)
      addDescription(of: entry, isHead: false)
      // No more names, comments, disks and attributes.
      for size in [2, 2, 2, 2, 4] { add(0, size) }
      add(entry.offset, 4)
      bytes += entry.name
    }
    let end = handedOut + bytes.count
    guard end <= Self.limit else { throw .tooLarge }
    add(0x0605_4B50, 4)
    add(0, 4)
    add(entries.count, 2)
    add(entries.count, 2)
    add(end - start, 4)
    add(start, 4)
    add(0, 2)
  }

  /// Hands out what was written so far and forgets it.
  mutating func drain(_ body: ([UInt8]) throws -> Void) rethrows {
    guard !bytes.isEmpty else { return }
    try body(bytes)
    handedOut += bytes.count
    bytes.removeAll(keepingCapacity: true)
  }

  private mutating func takeCompressed() {
    deflater.drain { compressed in
      entries[entries.count - 1].compressedSize += compressed.count
      bytes += compressed
    }
  }

  private mutating func addDescription(of entry: Entry, isHead: Bool) {
    for value in [Self.flags, Self.deflated, Self.time, Self.date] { add(value, 2) }
    if isHead { for _ in 0..<3 { add(0, 4) } } else { addSizes(of: entry) }
    add(entry.name.count, 2)
  }

  private mutating func addSizes(of entry: Entry) {
    add(Int(entry.crc.value), 4)
    add(entry.compressedSize, 4)
    add(entry.size, 4)
  }

  /// Adds a number, the lowest byte first.
  private mutating func add(_ value: Int, _ size: Int) {
    for i in 0..<size { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * i))) }
  }
}
