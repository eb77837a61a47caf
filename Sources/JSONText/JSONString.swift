/// Appends `text` in quotes, escaped so that the result is safe in any JSON reader, script or
/// terminal.
///
/// Escaped are the quote, the backslash, every control character (C0, DEL, C1) and U+2028 and
/// U+2029; nothing else.
public func appendJSONString(_ text: String, to bytes: inout [UInt8]) {
  appendJSONString(text.utf8.span, to: &bytes)
}

/// Appends UTF-8 bytes as a JSON string; what is not UTF-8 becomes U+FFFD.
public func appendJSONString(_ text: Span<UInt8>, to bytes: inout [UInt8]) {
  bytes.append(UInt8(ascii: "\""))
  var position = 0
  while position < text.count {
    let byte = text[position]
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
      position += 1
    case 0..<0x20, 0x7F:
      appendEscape(UInt32(byte), to: &bytes)
      position += 1
    case 0x20..<0x7F:
      bytes.append(byte)
      position += 1
    default:
      let sequence = UTF8Sequence(at: position, in: text)
      if !sequence.isValid {
        bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])
      } else if sequence.length == 2, byte == 0xC2, text[position + 1] < 0xA0 {
        appendEscape(UInt32(text[position + 1]), to: &bytes)
      } else if byte == 0xE2, text[position + 1] == 0x80, text[position + 2] & 0xFE == 0xA8 {
        appendEscape(0x2000 | UInt32(text[position + 2] & 0x3F), to: &bytes)
      } else {
        for index in position..<position + sequence.length { bytes.append(text[index]) }
      }
      position += sequence.length
    }
  }
  bytes.append(UInt8(ascii: "\""))
}

private func appendEscape(_ code: UInt32, to bytes: inout [UInt8]) {
  bytes.append(UInt8(ascii: "\\"))
  switch code {
  case 0x08: bytes.append(UInt8(ascii: "b"))
  case 0x09: bytes.append(UInt8(ascii: "t"))
  case 0x0A: bytes.append(UInt8(ascii: "n"))
  case 0x0C: bytes.append(UInt8(ascii: "f"))
  case 0x0D: bytes.append(UInt8(ascii: "r"))
  default:
    let digits = String(code, radix: 16)
    bytes.append(UInt8(ascii: "u"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
    bytes.append(contentsOf: digits.utf8)
  }
}
