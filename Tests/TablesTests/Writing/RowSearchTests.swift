import CSVText
import TestSupport
import Testing

@testable import Tables

/// A row that is searched for by halving a file must be the one that a reading of the file finds.
@Suite("A search for a row of a table in order")
struct RowSearchTests {
  private static let shelves = Shelf.schema.table

  private func hand(_ files: [String: String]) throws -> TableAtHand {
    try TableAtHand(Self.shelves, in: Store(MemoryFolder(files), catalog: library))
  }

  /// Where a row stands, and the line to which a person is sent.
  private struct Found: Equatable {
    let address: RowAddress
    let line: Int

    init(_ address: RowAddress, in hand: TableAtHand) throws {
      self.address = address
      line = try hand.place(of: address).line
    }

    static func == (left: Self, right: Self) -> Bool {
      left.address.start == right.address.start && left.address.length == right.address.length
        && left.line == right.line
    }
  }

  /// All rows with the cells that they have in a column, in the order of the file.
  private func read(
    _ column: Int, of hand: TableAtHand
  ) throws -> [(key: [UInt8], row: Found)] {
    var rows: [(key: [UInt8], row: Found)] = []
    try hand.forEachKey(of: [column], .init()) { key, batch, record, file in
      var bytes: [UInt8] = []
      for i in key.indices { bytes.append(key[i]) }
      rows.append((bytes, try Found(RowAddress(batch, record, file: file), in: hand)))
    }
    return rows
  }

  private func isInOrder(_ hand: TableAtHand, _ options: RecordReader.Options) throws -> Bool {
    try KeyIndex(reading: hand, options).isInOrder
  }

  /// How a file of shelves may be written without being out of order.
  struct Form: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var start = ""
    var header = "id,code,room"
    var lineEnd = "\n"
    var endsLastLine = true
    var line: @Sendable (Int, Int) -> String = { id, i in "\(id),C\(i),hall" }

    func text(_ ids: [Int]) -> String {
      let lines = [header] + ids.enumerated().map { line($0.element, $0.offset) }
      return start + lines.joined(separator: lineEnd) + (endsLastLine ? lineEnd : "")
    }

    static let all = [
      Form(testDescription: "plain"),
      Form(testDescription: "CR LF", lineEnd: "\r\n"),
      Form(testDescription: "a byte order mark", start: "\u{FEFF}"),
      Form(testDescription: "no end of the last line", endsLastLine: false),
      Form(testDescription: "a header of two lines", header: "id,code,room,\"a\nb\"") { id, i in
        "\(id),C\(i),,"
      },
      Form(testDescription: "ids last, CR LF", header: "code,id", lineEnd: "\r\n") { id, i in
        "C\(i),\(id)"
      },
      Form(testDescription: "quoted ids, and cells that look like rows") { id, i in
        "\"\(id)\",\"\(i),C7,hall\"\"\",\"\""
      },
      Form(testDescription: "lines of very different lengths") { id, i in
        "\(id),C\(i),\(String(repeating: "é", count: i % 7 == 3 ? 700 : i % 5))"
      },
    ]
  }

  @Test("It finds what a reading finds, in files of every form", arguments: Form.all)
  func sameAsReading(form: Form) throws {
    var random = SeededRandom(seed: 8)
    for (count, blockSize) in [(0, 64), (1, 1), (2, 1), (3, 5), (40, 1), (90, 7), (400, 64)] {
      var ids: [Int] = []
      for _ in 0..<count { ids.append((ids.last ?? -5) + Int.random(in: 1...3, using: &random)) }
      let hand = try hand(["shelves.csv": form.text(ids)])
      let options = RecordReader.Options(blockSize: blockSize)
      #expect(try isInOrder(hand, options))
      let byID = try read(0, of: hand)
      #expect(byID.count == count)
      for id in -7...(ids.last ?? 0) + 3 {
        let text = Array(String(id).utf8)
        let found = try #require(try hand.rows(with: text, in: 0, by: .halving, options))
        #expect(
          try found.map { try Found($0, in: hand) }
            == byID.filter { $0.key == text }.map(\.row), "\(id)")
      }
      for (code, row) in try read(1, of: hand) {
        let found = try #require(try hand.rows(with: code, in: 1, by: .fromEnd, options))
        #expect(try found.map { try Found($0, in: hand) } == [row])
      }
      #expect(try hand.rows(with: [0x43], in: 1, by: .fromEnd, options) == [])
      for text in ["", "+1", "01", "1 ", "9223372036854775807", "-9223372036854775808", "x"] {
        let found = try hand.rows(with: Array(text.utf8), in: 0, by: .halving, options)
        #expect(found == [], "'\(text)'")
      }
    }
  }

  @Test(
    "Only a table whose every file is in order is said to be",
    arguments: [
      ("1,A,\n2,B,\n", true),
      ("1,A,\n3,B,\n2,C,\n", false),
      ("1,A,\n2,B,\n2,C,\n", false),
      ("1,A,\"two\nlines\"\n2,B,\n", false),
      ("1,A,\n\n2,B,\n", false),
      ("1,A,\n2,B,\n\n", false),
      ("1,A,\n,,\n", false),
      ("1,A,\nx,B,\n", false),
      ("1,A,\n02,B,\n", false),
    ])
  func order(records: String, isInOrder expected: Bool) throws {
    for blockSize in [1, 9, 1 << 17] {
      let options = RecordReader.Options(blockSize: blockSize)
      let hand = try hand(["shelves.csv": "id,code,room\n" + records])
      #expect(try isInOrder(hand, options) == expected)
    }
  }

  @Test("Where the order is not what it was taken for, nothing is found rather than another row")
  func notInOrder() throws {
    var random = SeededRandom(seed: 5)
    var answers = 0
    for _ in 0..<300 {
      let ids = (1...60).map { $0 }.shuffled(using: &random).prefix(30)
      let form = try #require(Form.all.randomElement(using: &random))
      let hand = try hand(["shelves.csv": form.text(Array(ids))])
      let options = RecordReader.Options(blockSize: 4)
      for id in 1...60 {
        let text = Array(String(id).utf8)
        guard let found = try hand.rows(with: text, in: 0, by: .halving, options) else { continue }
        answers += 1
        for address in found { #expect(try hand.row(at: address, options).cells[0] == "\(id)") }
      }
    }
    #expect(answers > 0)
  }
}
