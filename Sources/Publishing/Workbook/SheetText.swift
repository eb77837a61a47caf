/// Text as it stands in the XML of a workbook.
struct SheetText {
  /// The longest text of a cell, in units of UTF-16.
  static let limit = 32_767

  let bytes: [UInt8]
  /// Whether spaces at its ends would be lost unless they are asked for.
  let needsSpaces: Bool
  /// Whether it was longer than a cell may be, and ends in '…' where it was cut.
  let isCut: Bool

  init(_ text: String) {
    var text = text
    isCut = text.utf8.count > Self.limit && text.utf16.count > Self.limit
    if isCut { text = Self.cut(text) }
    let utf8 = text.utf8
    needsSpaces = [utf8.first, utf8.last].contains { $0.map { $0 <= UInt8(ascii: " ") } ?? false }
    bytes = Self.escaped(text)
  }

  private static func cut(_ text: String) -> String {
    var (kept, left) = ("".unicodeScalars, limit - 1)
    for scalar in text.unicodeScalars {
      left -= UTF16.width(scalar)
      guard left >= 0 else { break }
      kept.append(scalar)
    }
    return String(kept) + "…"
  }

  /// What XML cannot hold stands as `_x001B_`, and text that looks so with its first mark escaped
  /// (ECMA-376, part 1, 22.9.2.19).
  static func escaped(_ text: String) -> [UInt8] {
    let utf8 = text.utf8
    guard utf8.contains(where: isSpecial) else { return Array(utf8) }
    var bytes: [UInt8] = []
    var rest = text.unicodeScalars[...]
    while let scalar = rest.first {
      switch scalar {
      case "&": bytes += "&amp;".utf8
      case "<": bytes += "&lt;".utf8
      case ">": bytes += "&gt;".utf8
      case "\"": bytes += "&quot;".utf8
      case "_" where looksEscaped(rest): bytes += "_x005F_".utf8
      case "\t", "\n": bytes.append(UInt8(scalar.value))
      case _ where scalar.value < 0x20 || [0xFFFE, 0xFFFF].contains(scalar.value):
        let digits = String(scalar.value, radix: 16, uppercase: true)
        bytes += "_x\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)_".utf8
      default: bytes += UTF8.encode(scalar).map { Array($0) } ?? []
      }
      rest.removeFirst()
    }
    return bytes
  }

  /// Bytes that need a closer look: marks, controls, and the first byte of U+FFFE and its like.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): true
    case UInt8(ascii: "_"), 0xEF: true
    default: byte < 0x20
    }
  }

  private static func looksEscaped(_ rest: Substring.UnicodeScalarView) -> Bool {
    let start = Array(rest.prefix(7))
    return start.count == 7 && ["x", "X"].contains(start[1]) && start[6] == "_"
      && start[2..<6].allSatisfy { $0.properties.isASCIIHexDigit }
  }
}
