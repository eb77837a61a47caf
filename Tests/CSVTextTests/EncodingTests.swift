import CSVText
import Testing

@Suite struct EncodingTests {
  @Test(
    "Invalid UTF-8 of every class is told at its first byte; its record is left out",
    arguments: [
      [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
      [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xC3], [0xE2, 0x82],
      [0xF0, 0x9F, 0x92], [0xE9], [0xC3, 0xC3, 0xA9],
    ] as [[UInt8]])
  func invalid(_ sequence: [UInt8]) throws {
    for end in ["\n3,4\n", ",\n3,4\n", ""] {
      let picture = Picture(Array("a,b\n1,2\né,x1️⃣".utf8) + sequence + Array(end.utf8))
      try expect(
        picture, [.fault(.invalidUTF8(sequence[0]), length: 1)], header: ["a", "b"],
        records: end.isEmpty ? [["1", "2"]] : [["1", "2"], ["3", "4"]])
    }
  }

  @Test("Every scalar at the borders of UTF-8's classes is read")
  func valid() throws {
    let borders: [Unicode.Scalar] = [
      "\u{1}", "\u{7F}", "\u{80}", "\u{7FF}", "\u{800}", "\u{FFF}", "\u{1000}", "\u{D7FF}",
      "\u{E000}", "\u{FFFD}", "\u{FFFE}", "\u{FFFF}", "\u{10000}", "\u{3FFFF}", "\u{40000}",
      "\u{FFFFF}", "\u{100000}", "\u{10FFFF}",
    ]
    for scalar in borders {
      try expect("a,b\n\(scalar),x\n", records: [[String(scalar), "x"]])
    }
  }

  @Test("Validation agrees with Swift's own on every sequence of up to three bytes that matters")
  func agreesWithSwift() {
    let bytes: [UInt8] = [
      0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
      0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    for a in bytes {
      for b in bytes {
        for c in bytes {
          for tail in [[], [0x80], [0xBF, 0x41]] as [[UInt8]] {
            let text = [a, b, c] + tail
            let isValid = String(validating: text, as: UTF8.self) != nil
            let bad = unsafe text.withUnsafeBytes { unsafe firstInvalidUTF8(in: $0) }
            #expect((bad == nil) == isValid, "\(text)")
            let before = text.prefix(bad ?? text.count)
            #expect(String(validating: before, as: UTF8.self) != nil, "\(text)")
          }
        }
      }
    }
  }

  @Test("A zero byte is told where it stands; its record is left out")
  func zeroByte() throws {
    try expect("a,b\n1,x1️⃣\0\n3,4\n", .fault(.zeroByte, length: 1), records: [["3", "4"]])
    try expect("a,b\n1,\"x\n1️⃣\0\"\n3,4", .fault(.zeroByte, length: 1), records: [["3", "4"]])
    try expect("a1️⃣\0b,c\n", .fault(.zeroByte, length: 1), header: nil, records: [])
  }

  @Test("UTF-16 and UTF-32 are named, with and without a byte order mark")
  func wide() throws {
    let text = "é,b\n1,2\n"
    let ascii = "a,b\n1,2\n"
    let little16 = { (text: String) in text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } }
    let big16 = { (text: String) in text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } }
    let little32 = { (text: String) in
      text.unicodeScalars.flatMap { [UInt8($0.value & 0xFF), UInt8($0.value >> 8), 0, 0] }
    }
    let big32 = { (text: String) in
      text.unicodeScalars.flatMap { [0, 0, UInt8($0.value >> 8), UInt8($0.value & 0xFF)] }
    }
    for start in ["", "\u{FEFF}"] {
      for body in [text, ascii] {
        try expectWide(little16(start + body), "UTF-16")
        try expectWide(big16(start + body), "UTF-16")
        try expectWide(little32(start + body), "UTF-32")
        try expectWide(big32(start + body), "UTF-32")
      }
    }
    try expectWide(little16("a"), "UTF-16")
    try expectWide([0xFF, 0xFE], "UTF-16")
    try expectWide([0xFE, 0xFF], "UTF-16")
  }

  private func expectWide(_ bytes: [UInt8], _ name: String) throws {
    for options in waysToRead() {
      let reading = try Reading(bytes, options)
      #expect(reading.header == nil)
      #expect(reading.faults == [DialectFault(.wideEncoding(name), at: .start)])
      #expect(reading.cells.isEmpty)
    }
  }
}
