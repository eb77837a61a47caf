import Testing

/// A reader of ZIP archives that shares nothing with the writer: it believes the list at the end, and
/// holds each file against its own head, its size and its checksum.
struct ZIPReader {
  private(set) var names: [String] = []
  private(set) var files: [String: [UInt8]] = [:]
  /// What stands in the archive of each file's day and time.
  private(set) var dates: Set<Int> = []

  init(_ bytes: [UInt8]) throws {
    let end = try #require(bytes.indices.last { number(bytes, $0, 4) == 0x0605_4B50 })
    #expect(end + 22 == bytes.count)
    let count = number(bytes, end + 10, 2)
    var at = number(bytes, end + 16, 4)
    #expect(at + number(bytes, end + 12, 4) == end)
    var behindLast = 0
    for _ in 0..<count {
      try #require(number(bytes, at, 4) == 0x0201_4B50)
      let (crc, packed, size) = (
        number(bytes, at + 16, 4), number(bytes, at + 20, 4), number(bytes, at + 24, 4)
      )
      let length = number(bytes, at + 28, 2)
      let name = String(decoding: bytes[at + 46..<at + 46 + length], as: UTF8.self)
      let head = number(bytes, at + 42, 4)
      #expect(head == behindLast, "a file begins behind the one before")
      try #require(number(bytes, head, 4) == 0x0403_4B50)
      #expect(number(bytes, at + 10, 2) == 8 && number(bytes, head + 8, 2) == 8)
      let start = head + 30 + number(bytes, head + 26, 2) + number(bytes, head + 28, 2)
      #expect(Array(bytes[head + 30..<head + 30 + length]) == Array(name.utf8))
      var inflater = Inflater(Array(bytes[start..<start + packed]))
      let file = try inflater.text()
      #expect(file.count == size && checksum(file) == crc, "\(name)")
      // Behind the file stands what its head could not say.
      let behind = start + packed
      #expect(number(bytes, behind, 4) == 0x0807_4B50)
      #expect(
        [4, 8, 12].map { number(bytes, behind + $0, 4) } == [crc, packed, size], "\(name)")
      behindLast = behind + 16
      dates.formUnion([number(bytes, at + 12, 4), number(bytes, head + 10, 4)])
      names.append(name)
      files[name] = file
      at += 46 + length
    }
    #expect(at == end && behindLast == number(bytes, end + 16, 4))
  }

  func text(_ name: String) -> String { String(decoding: files[name] ?? [], as: UTF8.self) }
}

private func number(_ bytes: [UInt8], _ at: Int, _ size: Int) -> Int {
  guard at >= 0, at + size <= bytes.count else { return -1 }
  return (0..<size).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
}

/// CRC-32 bit by bit, as it is defined.
func checksum(_ bytes: [UInt8]) -> Int {
  var rest: UInt32 = .max
  for byte in bytes {
    rest ^= UInt32(byte)
    for _ in 0..<8 { rest = rest & 1 == 0 ? rest >> 1 : rest >> 1 ^ 0xEDB8_8320 }
  }
  return Int(~rest)
}
