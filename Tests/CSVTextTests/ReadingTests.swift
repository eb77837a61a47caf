import CSVText
import Testing

@Suite struct ReadingTests {
  @Test("Cells are read as they stand, quotes undone")
  func cells() throws {
    try expect("a,b\n1,\"a,\"\"b\"\"\"\n2,\"\"\n", records: [["1", "a,\"b\""], ["2", ""]])
  }

  @Test("A combining mark, a joiner and a selector after a comma or a quote belong to the cell")
  func bytesNotCharacters() throws {
    try expect(
      "a,b\nx,\u{301}y\n\"q\",\u{200D}\u{FE0F}\n\"\u{301}\",\"\u{FE0F}\"\n",
      records: [["x", "\u{301}y"], ["q", "\u{200D}\u{FE0F}"], ["\u{301}", "\u{FE0F}"]])
  }

  @Test("Composed and decomposed letters stay as they are")
  func noNormalisation() throws {
    let reading = try Reading("a,b\n\u{E9},e\u{301}\n")
    #expect(reading.cells == [[[0xC3, 0xA9], [0x65, 0xCC, 0x81]]])
  }

  @Test("Spaces, apostrophes and formula signs are data")
  func spaces() throws {
    try expect(
      "a,b\n x , \n=1+1,'\n\t,-5\n", records: [[" x ", " "], ["=1+1", "'"], ["\t", "-5"]])
  }

  @Test("Places are physical lines and characters, line breaks in quotes counted")
  func places() throws {
    let reading = try Reading("a,b\n\"x\ny\",ä1\nü,\"z\"\n")
    #expect(
      reading.places == [
        [
          Place(line: 2, column: 1, offset: 4, length: 5),
          Place(line: 3, column: 4, offset: 10, length: 3),
        ],
        [
          Place(line: 4, column: 1, offset: 14, length: 2),
          Place(line: 4, column: 3, offset: 17, length: 3),
        ],
      ])
  }

  @Test("A line below a cell with line breaks keeps its number, with and without a final newline")
  func linesBelowBreaks() throws {
    for end in ["", "\n"] {
      let reading = try Reading("a,b\n\"x\ny\",1\n2,3" + end)
      #expect(reading.places.map { $0[0].line } == [2, 4])
    }
  }

  @Test("A quoted empty cell and an empty one are both empty")
  func emptyCells() throws {
    var reader = try RecordReader(MemorySource("a,b,c\n\"\",,\"\"\"\"\n"))
    guard case .records = try reader.next() else { throw Unexpected() }
    let isEmpty = [0, 1, 2].map { reader.batch.isEmpty(0, $0) }
    #expect(isEmpty == [true, true, false])
  }

  @Test("Records are lent with their quotes and line ends")
  func rawRecords() throws {
    var reader = try RecordReader(MemorySource("a,b\n1,\"2\"\r\n3,4"))
    var raw: [String] = []
    while true {
      switch try reader.next() {
      case .records:
        for record in 0..<reader.batch.count {
          raw.append(reader.batch.withRawRecord(record) { String(decoding: $0) })
        }
      case .fault: continue
      case .end:
        #expect(raw.map { Array($0.utf8) } == ["1,\"2\"\r\n", "3,4"].map { Array($0.utf8) })
        return
      }
    }
  }

  @Test("The batch is empty once the reader has moved on")
  func emptyBatch() throws {
    var reader = try RecordReader(MemorySource("a,b\n1,2\n3\n"))
    var counts: [Int] = []
    loop: while true {
      switch try reader.next() {
      case .records, .fault: counts.append(reader.batch.count)
      case .end: break loop
      }
    }
    counts.append(reader.batch.count)
    #expect(counts == [1, 0, 0])
  }

  @Test("Blank lines are records of one empty cell where the header has one name")
  func blankLinesInOneColumn() throws {
    try expect("a\n1\n\n2\n\n", header: ["a"], records: [["1"], [""], ["2"], [""]])
    try expect(
      "a1️⃣\r\n\r\n\"\"\r\n", .fault(.carriageReturnLineFeed(isMixed: false), length: 1),
      header: ["a"], records: [[""], [""]])
  }
}

struct Unexpected: Error {}
