import CSVText
import Testing

@Suite struct HeaderTests {
  @Test("An empty file has no header and no fault")
  func emptyFile() throws {
    try expect("", header: nil, records: [])
  }

  @Test("A file with nothing but a byte order mark has no header")
  func markOnly() throws {
    try expect("1️⃣\u{FEFF}", .fault(.byteOrderMark, length: 3), header: nil, records: [])
  }

  @Test("A byte order mark is no part of the first name, and takes no column")
  func markAndHeader() throws {
    try expect(
      "1️⃣\u{FEFF}a,b\n1,x2️⃣\"\n", .fault(.byteOrderMark, length: 3),
      .fault(.quoteInPlainCell, length: 1), records: [["1", "x\""]])
    let header = try #require(try Reading("\u{FEFF}a,b\n").header)
    #expect(header.bytes == 3..<7)
    #expect(
      header.places == [
        Place(line: 1, column: 1, offset: 3, length: 1),
        Place(line: 1, column: 3, offset: 5, length: 1),
      ])
  }

  @Test("A second byte order mark is data")
  func markInside() throws {
    try expect("a,b\n\u{FEFF}1,2\n", records: [["\u{FEFF}1", "2"]])
  }

  @Test("A header alone is read, with and without its newline")
  func headerOnly() throws {
    try expect("a,b\n", records: [])
    try expect("a,b", records: [])
    try expect(
      "a,b1️⃣\r\n", .fault(.carriageReturnLineFeed(isMixed: false), length: 1), records: [])
    #expect(try Reading("a,b").header?.bytes == 0..<3)
  }

  @Test("Quoted names may hold commas and line breaks; the lines below keep their numbers")
  func quotedNames() throws {
    let reading = try Reading("\"a\nx\",\"b,\"\"\"\n1,2\n")
    #expect(reading.names == ["a\nx", "b,\""])
    #expect(reading.header?.places.map(\.line) == [1, 2])
    #expect(reading.header?.places.map(\.column) == [1, 4])
    #expect(
      reading.places == [
        [
          Place(line: 3, column: 1, offset: 13, length: 1),
          Place(line: 3, column: 3, offset: 15, length: 1),
        ]
      ])
  }

  @Test("Empty and duplicate names are read as they stand")
  func oddNames() throws {
    try expect("a,,a\n1,2,3\n", header: ["a", "", "a"], records: [["1", "2", "3"]])
    try expect(",\n1,2\n", header: ["", ""], records: [["1", "2"]])
  }

  @Test("A blank first line is a header of one empty name")
  func blankFirstLine() throws {
    try expect(
      "\n1️⃣a,b\n2", .fault(.ragged(cells: 2, expected: 1, isTruncated: false), length: 3),
      header: [""], records: [["2"]])
    try expect(
      "1️⃣\r\n1\n", .fault(.carriageReturnLineFeed(isMixed: true), length: 1), header: [""],
      records: [["1"]])
  }

  @Test("A quote inside a plain name is a fault, and the name is read")
  func strayQuote() throws {
    try expect(
      "a1️⃣\"\",b\n", .fault(.quoteInPlainCell, length: 1), header: ["a\"\"", "b"], records: [])
  }

  @Test("A header that cannot be read ends the reading, with its fault")
  func unreadable() throws {
    try expect(
      "1️⃣\"a,b\n1,2\n", .fault(.unterminatedQuote(probableEnd: nil), length: 1), header: nil,
      records: [])
    try expect(
      "\"a\"1️⃣x,b\n1,2\n", .fault(.textAfterQuote, length: 1), header: nil, records: [])
    try expect("a,b1️⃣\r1,2\r", .fault(.carriageReturnAlone, length: 1), header: nil, records: [])
    try expect("abc1️⃣\0,b\n1,2\n", .fault(.zeroByte, length: 1), header: nil, records: [])
    try expect(
      "a,1️⃣0123456789,b\n", .fault(.cellTooLong(limit: 9)), header: nil, records: [], cellLimit: 9)
  }

  @Test("A conflict around the header is one fault with both ends")
  func conflict() throws {
    try expect(
      "1️⃣<<<<<<< HEAD\na,b\n=======\na,c\n>>>>>>> other\n1,2\n",
      .fault(.conflictMarker(end: 5), length: 7), header: nil, records: [])
    try expect(
      "1️⃣<<<<<<< HEAD\na,\"b\n", .fault(.conflictMarker(end: nil), length: 7), header: nil,
      records: [])
    try expect(
      "1️⃣=======\na,b\n", .fault(.conflictMarker(end: 1), length: 7), header: nil, records: [])
  }
}
