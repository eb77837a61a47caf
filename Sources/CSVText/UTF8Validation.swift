/// Returns the offset of the first byte that is not UTF-8, or `nil` when all are.
///
/// Overlong forms, surrogates and anything above U+10FFFF are refused (Unicode 16, table 3-7).
/// A sequence cut off by the end is refused at its first byte. Linear; ASCII runs eight at a time.
public func firstInvalidUTF8(in bytes: UnsafeRawBufferPointer) -> Int? {
  let count = bytes.count
  var i = 0
  while i < count {
    if i &+ 8 <= count {
      let word = unsafe bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      if word & 0x8080_8080_8080_8080 == 0 {
        i &+= 8
        continue
      }
    }
    let lead = unsafe bytes[i]
    if lead < 0x80 {
      i &+= 1
      continue
    }
    let length: Int
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, low) = (3, 0xA0)
    case 0xED: (length, high) = (3, 0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, low) = (4, 0x90)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, high) = (4, 0x8F)
    default: return i
    }
    guard i &+ length <= count else { return i }
    let second = unsafe bytes[i &+ 1]
    guard second >= low, second <= high else { return i }
    var k = 2
    while k < length {
      guard unsafe bytes[i &+ k] & 0xC0 == 0x80 else { return i }
      k &+= 1
    }
    i &+= length
  }
  return nil
}
