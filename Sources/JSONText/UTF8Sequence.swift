/// One scalar's bytes in a text that may not be UTF-8: how many, and whether they are right.
struct UTF8Sequence {
  /// At least one; when invalid, the longest beginning of a scalar that stands there, to be
  /// replaced as one.
  let length: Int
  let isValid: Bool

  init(at start: Int, in bytes: Span<UInt8>) {
    // The second byte carries every special case: overlong forms, surrogates, and the end of
    // Unicode.
    let wanted: Int
    let second: ClosedRange<UInt8>
    switch bytes[start] {
    case 0x00...0x7F: (wanted, second) = (1, 0x80...0xBF)
    case 0xC2...0xDF: (wanted, second) = (2, 0x80...0xBF)
    case 0xE0: (wanted, second) = (3, 0xA0...0xBF)
    case 0xED: (wanted, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (wanted, second) = (3, 0x80...0xBF)
    case 0xF0: (wanted, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (wanted, second) = (4, 0x80...0xBF)
    case 0xF4: (wanted, second) = (4, 0x80...0x8F)
    default:
      length = 1
      isValid = false
      return
    }
    var found = 1
    while found < wanted, start + found < bytes.count {
      let allowed = found == 1 ? second : 0x80...0xBF
      guard allowed.contains(bytes[start + found]) else { break }
      found += 1
    }
    length = found
    isValid = found == wanted
  }
}
