/// The checksum of a ZIP archive's files: CRC-32 as in IEEE 802.3, of "123456789" 0xCBF43926.
///
/// Eight bytes are looked up at a time, each in a table of its own, which says what becomes of it
/// behind the bytes that follow.
struct CRC32 {
  private var state: UInt32 = .max

  var value: UInt32 { ~state }

  mutating func add(_ bytes: [UInt8]) {
    var (state, at) = (state, 0)
    while at + 8 <= bytes.count {
      let low =
        state ^ UInt32(bytes[at]) ^ UInt32(bytes[at + 1]) << 8 ^ UInt32(bytes[at + 2]) << 16
        ^ UInt32(bytes[at + 3]) << 24
      state =
        Self.entry(7, low) ^ Self.entry(6, low >> 8) ^ Self.entry(5, low >> 16)
        ^ Self.entry(4, low >> 24) ^ Self.entry(3, UInt32(bytes[at + 4]))
        ^ Self.entry(2, UInt32(bytes[at + 5])) ^ Self.entry(1, UInt32(bytes[at + 6]))
        ^ Self.entry(0, UInt32(bytes[at + 7]))
      at += 8
    }
    while at < bytes.count {
      state = state >> 8 ^ Self.entry(0, state ^ UInt32(bytes[at]))
      at += 1
    }
    self.state = state
  }

  @inline(__always)
  private static func entry(_ table: Int, _ byte: UInt32) -> UInt32 {
    tables[table << 8 | Int(byte & 255)]
  }

  /// Eight tables of 256, one behind the other; the n-th is of a byte with n others behind it.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 8 << 8)
    for byte in 0..<256 {
      var rest = UInt32(byte)
      for _ in 0..<8 { rest = rest & 1 == 0 ? rest >> 1 : rest >> 1 ^ 0xEDB8_8320 }
      tables[byte] = rest
    }
    for place in 256..<tables.count {
      let before = tables[place - 256]
      tables[place] = before >> 8 ^ tables[Int(before & 255)]
    }
    return tables
  }()
}
