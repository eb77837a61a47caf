import Testing

@testable import Publishing

@Suite("A ZIP archive")
struct ArchiveTests {
  @Test(
    "CRC-32 as it is published, in pieces of any size",
    arguments: [
      ("", 0), ("a", 0xE8B7_BE43), ("123456789", 0xCBF4_3926),
      ("The quick brown fox jumps over the lazy dog", 0x414F_A339),
    ] as [(String, UInt32)])
  func crc(text: String, value: UInt32) {
    let bytes = Array(text.utf8)
    for size in 1...9 {
      var crc = CRC32()
      for start in stride(from: 0, to: bytes.count, by: size) {
        crc.add(Array(bytes[start..<min(start + size, bytes.count)]))
      }
      #expect(crc.value == value)
    }
  }

  /// Texts that are hard in one way or another, each a little longer than a block or two.
  private static let texts: [(name: String, bytes: [UInt8])] = {
    var seed: UInt64 = 7
    func random() -> UInt8 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: seed >> 56)
    }
    let noise = (0..<140_000).map { _ in random() }
    let rows = (0..<3000).flatMap { Array("<row r=\"\($0)\"><c><v>\($0 * 7)</v></c></row>".utf8) }
    return [
      ("nothing", []), ("a byte", [65]), ("two", [0, 255]), ("three alike", [7, 7, 7]),
      ("one byte, often", Array(repeating: 0, count: 200_000)), ("noise", noise), ("rows", rows),
      ("all bytes in turn", (0..<70_000).map { UInt8($0 & 255) }),
      // The farthest that can be named, and one byte beyond.
      ("far back", Array(noise[..<32_768] + noise[..<32_768])),
      ("too far back", Array(noise[..<32_769] + noise[..<32_769])),
      ("a block", Array(rows[..<65_536])), ("a byte more", Array(rows[..<65_537])),
    ]
  }()

  @Test("What was compressed is read back, in pieces of any size", arguments: texts.indices)
  func roundTrip(_ place: Int) throws {
    let text = Self.texts[place]
    var first: [UInt8]?
    for size in [1000, 65_536, 1 << 20] {
      var deflater = Deflater()
      var packed: [UInt8] = []
      for start in stride(from: 0, to: text.bytes.count, by: size) {
        deflater.add(Array(text.bytes[start..<min(start + size, text.bytes.count)]))
        deflater.drain { packed += $0 }
      }
      deflater.finish()
      deflater.drain { packed += $0 }
      var inflater = Inflater(packed)
      #expect(try inflater.text() == text.bytes, "\(text.name)")
      #expect(first == nil || packed == first, "\(text.name) does not depend on the pieces")
      first = packed
    }
  }

  @Test("What repeats becomes short, and noise hardly longer")
  func ratio() throws {
    for (name, limit) in [("one byte, often", 2000), ("rows", 30_000), ("noise", 142_000)] {
      let text = try #require(Self.texts.first { $0.name == name })
      var deflater = Deflater()
      deflater.add(text.bytes)
      deflater.finish()
      deflater.drain { #expect($0.count < limit, "\(name)") }
    }
  }

  @Test("A code fills its room and keeps its limit, however uneven the counts are")
  func code() {
    // Fibonacci's numbers make the deepest tree.
    var counts = [1, 1]
    while counts.count < 40 { counts.append(counts[counts.count - 1] + counts[counts.count - 2]) }
    for (counts, limit) in [
      (counts, 15), (counts, 7), ([0, 0, 5], 7), ([0, 0], 7), (Array(repeating: 3, count: 286), 15),
    ] {
      let code = HuffmanCode(counts, limit: limit)
      let used = code.lengths.filter { $0 > 0 }
      #expect(used.allSatisfy { $0 <= limit })
      #expect(used.reduce(0) { $0 + 1 / Double(1 << Int($1)) } == 1)
      for (count, length) in zip(counts, code.lengths).dropFirst(2) {
        #expect((count > 0) == (length > 0))
      }
    }
  }

  @Test("Files stand behind each other, dated 1980-01-01, whenever the bytes are taken")
  func structure() throws {
    func archive(takingEach: Bool) throws -> [UInt8] {
      var (archive, bytes) = (ZIPWriter(), [UInt8]())
      for (name, text) in [("a/b.xml", "<a/>"), ("ä.txt", ""), ("c", "c")] {
        archive.begin(name)
        for _ in 0..<5 {
          archive.add(Array(text.utf8))
          if takingEach { archive.drain { bytes += $0 } }
        }
        try archive.end()
        if takingEach { archive.drain { bytes += $0 } }
      }
      try archive.finish()
      archive.drain { bytes += $0 }
      return bytes
    }
    let bytes = try archive(takingEach: true)
    #expect(try bytes == archive(takingEach: false))
    let reader = try ZIPReader(bytes)
    #expect(reader.names == ["a/b.xml", "ä.txt", "c"])
    #expect(reader.text("a/b.xml") == "<a/><a/><a/><a/><a/>")
    #expect(reader.dates == [0x0021_0000])
  }
}
