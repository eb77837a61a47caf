/// RFC 4180 with LF: a header, minimal quotes, no value as the empty cell.
struct CSVForm: RowForm {
  private let names: [String]

  init(_ headings: [Heading]) { names = headings.map(\.name) }

  mutating func begin(_ bytes: inout [UInt8]) { add(names.map { .text($0) }, &bytes) }

  mutating func add(_ fields: [Field], _ bytes: inout [UInt8]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(field.plain ?? "", to: &bytes)
    }
    // A single empty cell would be a blank line, which readers skip.
    if fields.count == 1, (fields[0].plain ?? "").isEmpty { bytes.append(contentsOf: #""""#.utf8) }
    bytes.append(UInt8(ascii: "\n"))
  }

  mutating func end(_ bytes: inout [UInt8]) {}

  private func append(_ text: String, to bytes: inout [UInt8]) {
    let special = text.utf8.contains { byte in
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
      default: false
      }
    }
    guard special else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
