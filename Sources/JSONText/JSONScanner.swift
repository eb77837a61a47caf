/// Reads a JSON text token by token, and refuses whatever RFC 8259 does.
///
/// There is no recursion: what surrounds the current token is one bit a level, so the deepest text
/// costs the stack nothing. The bytes are handed to every call instead of being kept, which leaves
/// the scanner an ordinary value.
struct JSONScanner {
  enum Token {
    case beginObject, endObject, beginArray, endArray
    case name(JSONStringSlice)
    case string(JSONStringSlice)
    case number(Range<Int>)
    case bool(Bool)
    case null
    case end
  }

  /// What may stand at `offset`.
  private enum Turn { case value, firstElement, firstName, name, separator, nothing }

  private(set) var offset = 0
  private var turn = Turn.value
  private var depth = 0
  /// Bit *d* % 64 of word *d* / 64 says whether level *d* is an object.
  private var isObject = InlineArray<8, UInt64>(repeating: 0)
  private var names = NameLedger()

  init() {}

  mutating func next(in bytes: Span<UInt8>) throws(JSONError) -> Token {
    while true {
      skipSpace(in: bytes)
      guard offset < bytes.count else { return try endOfText() }
      let byte = bytes[offset]
      switch turn {
      case .value:
        return try scanValue(byte, in: bytes)
      case .firstElement:
        return byte == UInt8(ascii: "]") ? close(.endArray) : try scanValue(byte, in: bytes)
      case .firstName where byte == UInt8(ascii: "}"):
        return try closeObject(in: bytes)
      case .firstName, .name:
        return try scanName(byte, in: bytes)
      case .separator:
        let inObject = isInObject
        if byte == UInt8(ascii: ",") {
          offset += 1
          turn = inObject ? .name : .value
        } else if inObject, byte == UInt8(ascii: "}") {
          return try closeObject(in: bytes)
        } else if !inObject, byte == UInt8(ascii: "]") {
          return close(.endArray)
        } else {
          throw unexpected(byte, inObject ? .commaOrBrace : .commaOrBracket)
        }
      case .nothing:
        throw JSONError(offset: offset, kind: .trailingText)
      }
    }
  }
}

extension JSONScanner {
  private mutating func skipSpace(in bytes: Span<UInt8>) {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset += 1
      default: return
      }
    }
  }

  private func endOfText() throws(JSONError) -> Token {
    let expected: JSONError.Expectation
    switch turn {
    case .nothing: return .end
    case .value where depth == 0: throw JSONError(offset: offset, kind: .emptyText)
    case .value, .firstElement: expected = .value
    case .firstName, .name: expected = .name
    case .separator: expected = isInObject ? .commaOrBrace : .commaOrBracket
    }
    throw JSONError(offset: offset, kind: .unexpectedEnd(expected: expected))
  }

  private func unexpected(_ byte: UInt8, _ expected: JSONError.Expectation) -> JSONError {
    JSONError(offset: offset, kind: .unexpectedByte(byte, expected: expected))
  }
}

extension JSONScanner {
  private var isInObject: Bool {
    let level = depth - 1
    return isObject[level / 64] >> UInt64(level % 64) & 1 == 1
  }

  private mutating func open(_ token: Token, object: Bool) throws(JSONError) -> Token {
    guard depth < JSON.maximumDepth else { throw JSONError(offset: offset, kind: .tooDeep) }
    let bit: UInt64 = 1 << UInt64(depth % 64)
    if object { isObject[depth / 64] |= bit } else { isObject[depth / 64] &= ~bit }
    depth += 1
    offset += 1
    turn = object ? .firstName : .firstElement
    if object { names.beginObject() }
    return token
  }

  private mutating func close(_ token: Token) -> Token {
    depth -= 1
    offset += 1
    return finished(token)
  }

  private mutating func closeObject(in bytes: Span<UInt8>) throws(JSONError) -> Token {
    try names.endObject(in: bytes)
    return close(.endObject)
  }

  private mutating func finished(_ token: Token) -> Token {
    turn = depth == 0 ? .nothing : .separator
    return token
  }

  private mutating func scanName(_ byte: UInt8, in bytes: Span<UInt8>) throws(JSONError) -> Token {
    guard byte == UInt8(ascii: "\"") else { throw unexpected(byte, .name) }
    let name = try JSONStringSlice(scanning: bytes, at: &offset)
    names.add(name)
    skipSpace(in: bytes)
    guard offset < bytes.count else {
      throw JSONError(offset: offset, kind: .unexpectedEnd(expected: .colon))
    }
    guard bytes[offset] == UInt8(ascii: ":") else { throw unexpected(bytes[offset], .colon) }
    offset += 1
    turn = .value
    return .name(name)
  }

  private mutating func scanValue(_ byte: UInt8, in bytes: Span<UInt8>) throws(JSONError) -> Token {
    switch byte {
    case UInt8(ascii: "{"): return try open(.beginObject, object: true)
    case UInt8(ascii: "["): return try open(.beginArray, object: false)
    case UInt8(ascii: "\""):
      return finished(.string(try JSONStringSlice(scanning: bytes, at: &offset)))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return finished(.number(try scanNumber(in: bytes)))
    case UInt8(ascii: "t"): return try scanWord("true", .bool(true), in: bytes)
    case UInt8(ascii: "f"): return try scanWord("false", .bool(false), in: bytes)
    case UInt8(ascii: "n"): return try scanWord("null", .null, in: bytes)
    case 0xEF where offset == 0: throw JSONError(offset: 0, kind: .byteOrderMark)
    default: throw unexpected(byte, .value)
    }
  }

  private mutating func scanWord(
    _ word: StaticString, _ token: Token, in bytes: Span<UInt8>
  ) throws(JSONError) -> Token {
    let start = offset
    let matches = word.description.utf8.allSatisfy { expected in
      guard offset < bytes.count, bytes[offset] == expected else { return false }
      offset += 1
      return true
    }
    guard matches else {
      offset = start
      throw unexpected(bytes[start], .value)
    }
    return finished(token)
  }
}

extension JSONScanner {
  private mutating func scanNumber(in bytes: Span<UInt8>) throws(JSONError) -> Range<Int> {
    let start = offset
    if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
    let first = offset
    try skipDigits(in: bytes)
    if bytes[first] == UInt8(ascii: "0"), offset - first > 1 {
      throw JSONError(offset: first, kind: .leadingZero)
    }
    if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
      offset += 1
      try skipDigits(in: bytes)
    }
    if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
      offset += 1
      if offset < bytes.count,
        bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-")
      {
        offset += 1
      }
      try skipDigits(in: bytes)
    }
    return start..<offset
  }

  /// Skips one digit or more.
  private mutating func skipDigits(in bytes: Span<UInt8>) throws(JSONError) {
    let start = offset
    while offset < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[offset]) {
      offset += 1
    }
    guard offset == start else { return }
    guard offset < bytes.count else {
      throw JSONError(offset: offset, kind: .unexpectedEnd(expected: .digit))
    }
    throw unexpected(bytes[offset], .digit)
  }
}
