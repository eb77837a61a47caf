/// Where a string stands in a JSON text: the bytes between its quotes, already checked.
struct JSONStringSlice {
  let range: Range<Int>
  let hasEscapes: Bool

  /// Checks the string whose opening quote is at `offset`, and moves `offset` behind its closing
  /// quote.
  init(scanning bytes: Span<UInt8>, at offset: inout Int) throws(JSONError) {
    let start = offset + 1
    var position = start
    var hasEscapes = false
    while true {
      guard position < bytes.count else {
        throw JSONError(offset: position, kind: .unexpectedEnd(expected: .closingQuote))
      }
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        self.range = start..<position
        self.hasEscapes = hasEscapes
        offset = position + 1
        return
      case UInt8(ascii: "\\"):
        hasEscapes = true
        position += try Self.escapeLength(at: position, in: bytes)
      case 0..<0x20: throw JSONError(offset: position, kind: .controlCharacter(byte))
      case 0x20..<0x80: position += 1
      default:
        let sequence = UTF8Sequence(at: position, in: bytes)
        guard sequence.isValid else { throw JSONError(offset: position, kind: .invalidUTF8) }
        position += sequence.length
      }
    }
  }

  /// The string itself, its escapes resolved, as UTF-8.
  func decoded(from bytes: Span<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var position = range.lowerBound
    while position < range.upperBound {
      guard bytes[position] == UInt8(ascii: "\\") else {
        result.append(bytes[position])
        position += 1
        continue
      }
      let escape = bytes[position + 1]
      position += 2
      switch escape {
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0C)
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "u"):
        var code = Self.codeUnit(at: position, in: bytes) ?? 0xFFFD
        position += 4
        if 0xD800..<0xDC00 ~= code, let low = Self.codeUnit(at: position + 2, in: bytes) {
          code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
          position += 6
        }
        result.append(contentsOf: Character(Unicode.Scalar(code) ?? "\u{FFFD}").utf8)
      default: result.append(escape)
      }
    }
    return result
  }

  /// The length of the escape whose backslash is at `position`; a pair of surrogates is one escape.
  private static func escapeLength(
    at position: Int, in bytes: Span<UInt8>
  ) throws(JSONError) -> Int {
    guard position + 1 < bytes.count else {
      throw JSONError(offset: bytes.count, kind: .unexpectedEnd(expected: .closingQuote))
    }
    switch bytes[position + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return 2
    case UInt8(ascii: "u"):
      guard let code = codeUnit(at: position + 2, in: bytes) else {
        throw JSONError(offset: position, kind: .badEscape)
      }
      guard 0xD800..<0xE000 ~= code else { return 6 }
      guard code < 0xDC00, position + 7 < bytes.count,
        bytes[position + 6] == UInt8(ascii: "\\"), bytes[position + 7] == UInt8(ascii: "u"),
        let low = codeUnit(at: position + 8, in: bytes), 0xDC00..<0xE000 ~= low
      else { throw JSONError(offset: position, kind: .loneSurrogate) }
      return 12
    default: throw JSONError(offset: position, kind: .badEscape)
    }
  }

  /// The four hexadecimal digits at `position`, or `nil` when there are not four.
  private static func codeUnit(at position: Int, in bytes: Span<UInt8>) -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    var code: UInt32 = 0
    for index in position..<position + 4 {
      guard let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else { return nil }
      code = code << 4 | UInt32(digit)
    }
    return code
  }
}
