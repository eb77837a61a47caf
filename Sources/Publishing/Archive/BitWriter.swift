/// Bytes made of pieces of bits, the lowest first, as RFC 1951 packs them.
struct BitWriter {
  var bytes: [UInt8] = []
  private var waiting: UInt64 = 0
  private var count = 0

  /// Adds the lowest `length` bits of a number, which has no others; at most 32.
  @inline(__always)
  mutating func add(_ bits: Int, _ length: Int) {
    waiting |= UInt64(truncatingIfNeeded: bits) &<< UInt64(truncatingIfNeeded: count)
    count &+= length
    while count >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: waiting))
      waiting &>>= 8
      count &-= 8
    }
  }

  /// Fills the last byte with zeros.
  mutating func finish() {
    if count > 0 { add(0, 8 - count) }
  }
}
