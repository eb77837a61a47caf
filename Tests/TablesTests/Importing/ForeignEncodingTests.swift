import CSVText
import Testing

@testable import Tables

@Suite("Encodings of another system's file")
struct ForeignEncodingTests {
  private func read(
    _ bytes: [UInt8], _ encoding: ForeignEncoding? = nil
  ) throws -> Imported {
    try Imported(MemorySource(bytes), into: ForeignLab.pairs) { $0.dialect.encoding = encoding }
  }

  private func utf16(_ text: String, isLittle: Bool) -> [UInt8] {
    text.utf16.flatMap { unit -> [UInt8] in
      let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return isLittle ? bytes.reversed() : bytes
    }
  }

  @Test("A byte order mark says what the file is", arguments: [true, false])
  func marks(isLittle: Bool) throws {
    let bytes = utf16("\u{FEFF}a;b\r\nä€;𝛽\r\n1;\"x\n\"y\r\n", isLittle: isLittle)
    #expect(try read(bytes) == Imported(rows: ["ä€|𝛽"], findings: ["4:2 stray-quote"]))
    #expect(try read([0xEF, 0xBB, 0xBF] + Array("a,b\nü,2\n".utf8)).rows == ["ü|2"])
  }

  @Test("UTF-16 without a mark is not guessed, and read when it is stated")
  func unmarked() throws {
    let bytes = utf16("a;b\n1;2\n", isLittle: true)
    #expect(try read(bytes).findings == ["1:1 encoding-error"])
    #expect(try read(bytes, .utf16LittleEndian).rows == ["1|2"])
    #expect(
      try read(utf16("a;b\n1;2\n", isLittle: false), .utf16BigEndian).rows == ["1|2"])
  }

  @Test("Windows-1252 is read when it is stated, and else refused at the first such byte")
  func windows() throws {
    let bytes = Array("a,b\n1,2\nM".utf8) + [0xFC] + Array("ller,".utf8) + [0x80, 0x0A]
    #expect(try read(bytes, .windows1252).rows == ["1|2", "Müller|€"])
    #expect(try read(bytes) == Imported(rows: ["1|2"], findings: ["3:2 encoding-error"]))
    #expect(try read(bytes, .latin1).rows == ["1|2", "Müller|\u{80}"])
  }

  @Test("A mark that contradicts what is stated is told")
  func contradiction() throws {
    #expect(
      try read([0xEF, 0xBB, 0xBF, 0x61, 0x0A], .windows1252).findings == ["1:1 encoding-error"])
    #expect(try read([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0]).findings == ["1:1 encoding-error"])
  }

  @Test("Bytes that are no character of the encoding are named at their place")
  func invalid() throws {
    let start = Array("a,b\n1,".utf8)
    let broken: [[UInt8]] = [
      [0xC3], [0xC3, 0x28], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF],
      [0xE2, 0x82],
    ]
    for bytes in broken {
      #expect(try read(start + bytes + [0x0A]).findings == ["2:3 encoding-error"], "\(bytes)")
    }
    #expect(try read(start + [0x81], .windows1252).findings == ["2:3 encoding-error"])
    let lone = utf16("\u{FEFF}a,b\n1,", isLittle: true)
    for bytes: [UInt8] in [[0x00, 0xDC], [0x00, 0xD8, 0x61, 0], [0x00, 0xD8], [0x61]] {
      #expect(try read(lone + bytes).findings == ["2:3 encoding-error"], "\(bytes)")
    }
  }

  @Test("All of Windows-1252 is as the standard has it")
  func table() throws {
    let specials = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars
    for (i, scalar) in specials.enumerated() where scalar.value > 0x9F {
      #expect(ForeignEncoding.windowsSpecials[i] == scalar.value)
    }
    #expect(ForeignEncoding.windowsSpecials.count { $0 == 0 } == 5)
  }
}
