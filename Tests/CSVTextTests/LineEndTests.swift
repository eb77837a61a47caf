import CSVText
import Testing

@Suite struct LineEndTests {
  @Test("A file without a final newline is read")
  func noFinalNewline() throws {
    try expect("a,b\n1,2", records: [["1", "2"]])
    try expect("a,b\n1,", records: [["1", ""]])
    try expect("a,b\n1,\"\"", records: [["1", ""]])
  }

  @Test("CR LF everywhere is one warning at the first; mixed says so")
  func carriageReturns() throws {
    try expect(
      "a,b1️⃣\r\n1,\"2\"\r\n3,\r\n", .fault(.carriageReturnLineFeed(isMixed: false), length: 1),
      records: [["1", "2"], ["3", ""]])
    try expect(
      "a,b\n1,2\n3,41️⃣\r\n5,6\r\n", .fault(.carriageReturnLineFeed(isMixed: true), length: 1),
      records: [["1", "2"], ["3", "4"], ["5", "6"]])
    try expect(
      "a,b\n\"x\ny\",\"é\"1️⃣\r\n5,6\n", .fault(.carriageReturnLineFeed(isMixed: true), length: 1),
      records: [["x\ny", "é"], ["5", "6"]])
    try expect(
      "a,b1️⃣\r\n1,2", .fault(.carriageReturnLineFeed(isMixed: false), length: 1),
      records: [["1", "2"]])
  }

  @Test("Line breaks inside quotes are data, byte for byte")
  func breaksInQuotes() throws {
    try expect(
      "a,b\n\"1\r\n2\",\"\r\"\n\"\n\n\",\"\r\n\"\n",
      records: [["1\r\n2", "\r"], ["\n\n", "\r\n"]])
  }

  @Test("A CR alone between records stops the reading, at the first")
  func carriageReturnAlone() throws {
    try expect(
      "a,b\n1,2\n3,41️⃣\r5,6\r", .fault(.carriageReturnAlone, length: 1), records: [["1", "2"]])
    try expect("a,b\n1,\"2\"1️⃣\r3,4\n", .fault(.carriageReturnAlone, length: 1), records: [])
    try expect("a,b\n1,21️⃣\r", .fault(.carriageReturnAlone, length: 1), records: [])
    try expect("a,b\n1️⃣\r1,2\n", .fault(.carriageReturnAlone, length: 1), records: [])
    try expect("a,b\n1,21️⃣\r\r\n", .fault(.carriageReturnAlone, length: 1), records: [])
  }

  @Test("Blank lines are counted where they stand, in the middle and at the end")
  func blankLines() throws {
    try expect(
      "a,b\n1,2\n1️⃣\n\n3,4\n2️⃣\n\n\n", .fault(.blankLines(count: 2, atEnd: false)),
      .fault(.blankLines(count: 3, atEnd: true)), records: [["1", "2"], ["3", "4"]])
    try expect("a,b\n1️⃣\n", .fault(.blankLines(count: 1, atEnd: true)), records: [])
    try expect(
      "a,b1️⃣\r\n2️⃣\r\n1,2\r\n",
      .fault(.carriageReturnLineFeed(isMixed: false), length: 1),
      .fault(.blankLines(count: 1, atEnd: false)), records: [["1", "2"]])
  }

  @Test("Blank lines before a fault are in the middle")
  func blankBeforeFault() throws {
    try expect(
      "a,b\n1️⃣\n2️⃣1\n", .fault(.blankLines(count: 1, atEnd: false)),
      .fault(.ragged(cells: 1, expected: 2, isTruncated: false), length: 1), records: [])
    try expect(
      "a,b\n1️⃣\n2️⃣=======\n", .fault(.blankLines(count: 1, atEnd: false)),
      .fault(.conflictMarker(end: 3), length: 7), records: [])
  }

  @Test("A line of commas is a record, a line of a space is not blank")
  func almostBlank() throws {
    try expect(
      "a,b\n,\n1️⃣ \n", .fault(.ragged(cells: 1, expected: 2, isTruncated: false), length: 1),
      records: [["", ""]])
  }
}
