internal import CSVText

/// A file of another system as characters, one after another, each with its place.
///
/// Reads in blocks and constant memory. A line ends with LF, CR LF or CR, whichever comes.
struct ForeignText {
  let encoding: ForeignEncoding
  /// The code point at hand, or `end`.
  private(set) var current: UInt32 = 0
  /// Where the character at hand stands, in bytes of the file, and in lines and characters.
  private(set) var offset: Int
  private(set) var line = 1
  private(set) var column = 1

  static let end = UInt32.max
  /// Stands for bytes that are no character of the encoding.
  private static let invalid = UInt32.max - 1

  private let source: any ByteSource
  private let blockSize: Int
  private var block: [UInt8] = []
  /// The byte of the file with which the block begins.
  private var blockStart: Int
  /// How many bytes the character at hand takes.
  private var width = 0

  /// Stands at the first character behind the byte order mark, if there is one.
  init(
    _ source: any ByteSource, encoding stated: ForeignEncoding?, blockSize: Int = 1 << 18
  ) throws {
    let found = try ForeignEncoding.find(in: source.bytes(at: 0, count: 4), stated: stated)
    self.source = source
    self.blockSize = blockSize
    encoding = found.encoding
    offset = found.mark
    blockStart = found.mark
    try decode()
  }

  var place: Place { Place(line: line, column: column, offset: offset) }

  /// Moves to another character of the file, whose place is known.
  mutating func move(to place: Place) throws {
    (line, column, offset) = (place.line, place.column, place.offset)
    try decode()
  }

  /// Moves to the next character.
  /// - Throws: `ForeignFault` when the one at hand is none.
  mutating func advance() throws {
    switch current {
    case Self.end: return
    case Self.invalid:
      let byte = try byte(at: offset) ?? 0
      throw ForeignFault(.notInEncoding(byte, encoding), at: place)
    case .lineFeed:
      line += 1
      column = 1
    case .carriageReturn:
      // Together with a line feed it is one line end.
      if try peek() != .lineFeed { line += 1 }
      column = 1
    default: column += 1
    }
    offset += width
    try decode()
  }

  /// The character behind the one at hand.
  private mutating func peek() throws -> UInt32 {
    let here = (current, offset, width)
    offset += width
    try decode()
    let next = current
    (current, offset, width) = here
    return next
  }
}

// MARK: Decoding

extension ForeignText {
  private mutating func decode() throws {
    guard let first = try byte(at: offset) else {
      current = Self.end
      return
    }
    switch encoding {
    case .utf8:
      if first < 0x80 { set(UInt32(first), 1) } else { try decodeUTF8(first) }
    case .latin1: set(UInt32(first), 1)
    case .windows1252:
      let isSpecial = first & 0xE0 == 0x80
      let scalar =
        isSpecial ? ForeignEncoding.windowsSpecials[Int(first) - 0x80] : UInt32(first)
      set(isSpecial && scalar == 0 ? Self.invalid : scalar, 1)
    case .utf16LittleEndian, .utf16BigEndian: try decodeUTF16()
    }
  }

  private mutating func set(_ scalar: UInt32, _ width: Int) {
    current = scalar
    self.width = width
  }

  private mutating func decodeUTF8(_ first: UInt8) throws {
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    var bytes = [first]
    for i in 1..<length {
      if let next = try byte(at: offset + i) { bytes.append(next) }
    }
    let text = String(validating: bytes, as: UTF8.self)
    guard let scalars = text?.unicodeScalars, scalars.count == 1, let scalar = scalars.first else {
      return set(Self.invalid, 1)
    }
    set(scalar.value, length)
  }

  private mutating func decodeUTF16() throws {
    guard let lead = try unit(at: offset) else { return set(Self.invalid, 1) }
    guard lead & 0xF800 == 0xD800 else { return set(UInt32(lead), 2) }
    guard lead < 0xDC00, let trail = try unit(at: offset + 2), trail & 0xFC00 == 0xDC00 else {
      return set(Self.invalid, 2)
    }
    set(0x10000 + UInt32(lead & 0x3FF) << 10 + UInt32(trail & 0x3FF), 4)
  }

  private mutating func unit(at offset: Int) throws -> UInt16? {
    guard let first = try byte(at: offset), let second = try byte(at: offset + 1) else {
      return nil
    }
    return encoding == .utf16LittleEndian
      ? UInt16(second) << 8 | UInt16(first) : UInt16(first) << 8 | UInt16(second)
  }

  /// A byte of the file; `nil` behind its end.
  @inline(__always)
  private mutating func byte(at offset: Int) throws -> UInt8? {
    let at = offset - blockStart
    if at >= 0, at < block.count { return block[at] }
    return try load(offset)
  }

  private mutating func load(_ offset: Int) throws -> UInt8? {
    block = try source.bytes(at: offset, count: blockSize)
    blockStart = offset
    return block.first
  }
}

extension UInt32 {
  static var lineFeed: UInt32 { 0x0A }
  static var carriageReturn: UInt32 { 0x0D }
  static var quote: UInt32 { 0x22 }
}

extension [UInt8] {
  /// Appends a code point, which is a character of some text.
  mutating func appendUTF8(_ scalar: UInt32) {
    switch scalar {
    case 0..<0x80: append(UInt8(scalar))
    case 0x80..<0x800:
      append(0xC0 | UInt8(scalar >> 6))
      append(0x80 | UInt8(scalar & 0x3F))
    case 0x800..<0x10000:
      append(0xE0 | UInt8(scalar >> 12))
      append(0x80 | UInt8(scalar >> 6 & 0x3F))
      append(0x80 | UInt8(scalar & 0x3F))
    default:
      append(0xF0 | UInt8(scalar >> 18 & 0x07))
      append(0x80 | UInt8(scalar >> 12 & 0x3F))
      append(0x80 | UInt8(scalar >> 6 & 0x3F))
      append(0x80 | UInt8(scalar & 0x3F))
    }
  }
}
