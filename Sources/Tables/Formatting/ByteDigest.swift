/// A number of 64 bits made of many bytes, the same in every process: bytes with the same number are
/// taken for the same. Eight of them are mixed in at a time, each into all that follow.
///
/// It is no seal: whoever wants to can find other bytes with the same number.
struct ByteDigest {
  private var mixed: UInt64 = 0
  private var count = 0
  /// Up to seven bytes that wait for more, the first one lowest.
  private var waiting: UInt64 = 0

  init() {}

  init(_ bytes: [UInt8]) { add(bytes) }

  /// The digest of a file, in constant memory.
  ///
  /// - Parameter read: Returns up to so many bytes (the second number) from an offset (the first); none
  ///   at the end.
  init(reading read: (Int, Int) throws -> [UInt8]) rethrows {
    // Small blocks need no new memory of the system.
    while case let block = try read(count, 1 << 15), !block.isEmpty { add(block) }
  }

  mutating func add(_ bytes: [UInt8]) {
    var at = 0
    while count & 7 != 0, at < bytes.count {
      add(bytes[at])
      at += 1
    }
    while at + 8 <= bytes.count {
      mix(bytes.hash(at: at))
      at += 8
      count += 8
    }
    while at < bytes.count {
      add(bytes[at])
      at += 1
    }
  }

  private mutating func add(_ byte: UInt8) {
    waiting |= UInt64(byte) &<< UInt64((count & 7) * 8)
    count += 1
    if count & 7 == 0 {
      mix(waiting)
      waiting = 0
    }
  }

  private mutating func mix(_ word: UInt64) {
    mixed = (mixed ^ word) &* 0x9e37_79b9_7f4a_7c15
    mixed ^= mixed &>> 32
  }

  var hexDigits: String { String(value, radix: 16) }

  var value: UInt64 {
    var end = self
    end.mix(waiting)
    end.mix(UInt64(count))
    return end.mixed
  }
}
