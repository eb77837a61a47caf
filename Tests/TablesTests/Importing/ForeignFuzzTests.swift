import CSVText
import Testing

@testable import Tables

@Suite("Generated files of other systems")
struct ForeignFuzzTests {
  /// Numbers that look random and are the same each time.
  private struct Dice {
    var state: UInt64

    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % sides
    }
  }

  private static let pieces = [
    "a", "ß", "€", "Ω", "𝛽", ",", ";", "\t", "|", "\"", "\"\"", "\n", "\r\n", "\r", " ", "=",
    "sep=",
    "12,5", "\u{FEFF}", "e\u{301}",
  ]
  /// What Windows-1252 has.
  private static let westernPieces = pieces.filter { piece in
    piece.unicodeScalars.allSatisfy { $0.value < 0x100 || $0 == "€" }
  }

  private static func encoded(_ text: String, _ encoding: ForeignEncoding) -> [UInt8] {
    switch encoding {
    case .utf8: Array(text.utf8)
    case .utf16LittleEndian:
      text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .utf16BigEndian: text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case .windows1252, .latin1:
      text.unicodeScalars.map { $0 == "€" ? 0x80 : UInt8($0.value) }
    }
  }

  @Test("Tables written in any dialect are read back the same", arguments: 0..<60)
  func roundTrip(seed: Int) throws {
    var dice = Dice(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15)
    for _ in 0..<20 {
      let encoding = [.utf8, .utf16LittleEndian, .utf16BigEndian, .windows1252]
        .map { $0 as ForeignEncoding }[dice.roll(4)]
      let delimiter = Delimiter.usual[dice.roll(4)]
      let end = ["\n", "\r\n", "\r"][dice.roll(3)]
      let pieces = encoding == .windows1252 ? Self.westernPieces : Self.pieces
      let width = 2 + dice.roll(3)
      let names = (0..<width).map { "c\($0)" }
      var rows: [[String]] = []
      for _ in 0..<dice.roll(8) {
        var row = (0..<width).map { _ in
          (0..<dice.roll(5)).map { _ in pieces[dice.roll(pieces.count)] }.joined()
        }
        if row.allSatisfy(\.isEmpty) { row[0] = "x" }
        rows.append(row)
      }
      let lines = ([names] + rows).map { row in
        row.map { cell in
          let needsQuotes = cell.unicodeScalars.contains {
            $0.value == delimiter.scalar || "\"\r\n".unicodeScalars.contains($0)
          }
          let doubled = String(
            String.UnicodeScalarView(
              cell.unicodeScalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] }))
          return needsQuotes || dice.roll(4) == 0 ? "\"\(doubled)\"" : cell
        }.joined(separator: delimiter == .tab ? "\t" : delimiter.text)
      }
      var text = lines.joined(separator: end)
      if dice.roll(2) == 0 { text += end }
      let hasMark = encoding != .windows1252 && dice.roll(2) == 0
      let bytes = Self.encoded((hasMark ? "\u{FEFF}" : "") + text, encoding)

      var dialect = ForeignDialect()
      dialect.delimiter = delimiter
      dialect.encoding = hasMark ? nil : encoding
      var reader = try ForeignReader(MemorySource(bytes), dialect)
      #expect(reader.header.cells == names)
      var read: [[String]] = []
      var at = reader.header.bytes.upperBound
      while let record = try reader.next() {
        #expect(record.fault == nil)
        // Records stand one behind the other, and each can be read again by itself.
        #expect(record.bytes.lowerBound == at)
        at = record.bytes.upperBound
        var again = reader
        #expect(try again.record(at: record.start).cells == record.cells)
        read.append(record.cells)
      }
      #expect(at == bytes.count)
      #expect(read.map { $0.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } })
    }
  }

  @Test("Blocks of any size give the same characters and places", arguments: [1, 2, 3, 7, 64])
  func blocks(size: Int) throws {
    let text = "\u{FEFF}aß€𝛽\r\n\rx\ny\r"
    for encoding in [ForeignEncoding.utf8, .utf16LittleEndian, .utf16BigEndian] {
      let source = MemorySource(Self.encoded(text, encoding))
      func walk(_ blockSize: Int) throws -> [[Int]] {
        var text = try ForeignText(source, encoding: nil, blockSize: blockSize)
        var seen: [[Int]] = []
        while text.current != ForeignText.end {
          seen.append([Int(text.current), text.offset, text.line, text.column])
          try text.advance()
        }
        return seen
      }
      let whole = try walk(1 << 18)
      #expect(whole.count == 11)
      #expect(whole.map { $0[2] } == [1, 1, 1, 1, 1, 1, 2, 3, 3, 4, 4])
      #expect(try walk(size) == whole)
    }
  }

  @Test("Damaged bytes are findings, and never more", arguments: 0..<20)
  func damage(seed: Int) throws {
    var dice = Dice(state: UInt64(seed) &* 0xD134_2543_DE82_EF95 &+ 1)
    let names = [
      "lims-german.csv", "analyzer-utf16.tsv", "notes-over-lines.csv", "excel-sep.csv",
    ]
    for name in names {
      let bytes = try ForeignLab.fixture(name).bytes
      for _ in 0..<10 {
        var damaged = bytes
        for _ in 0...dice.roll(4) {
          switch dice.roll(3) {
          case 0: damaged[dice.roll(damaged.count)] = UInt8(dice.roll(256))
          case 1: damaged.remove(at: dice.roll(damaged.count))
          default: damaged.insert(Array("\"\n\0;".utf8)[dice.roll(4)], at: dice.roll(damaged.count))
          }
        }
        damaged.removeLast(dice.roll(damaged.count / 4))
        let table = ForeignLab.table("x", "name", "color", "note", "status")
        let read = try Imported(MemorySource(damaged), into: table)
        let lines = damaged.count { $0 == 0x0A || $0 == 0x0D } + 1
        for finding in read.findings {
          let line = try #require(Int(finding.prefix { $0 != ":" }))
          #expect((1...lines).contains(line))
        }
      }
    }
  }
}
