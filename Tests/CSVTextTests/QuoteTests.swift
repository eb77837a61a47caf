import CSVText
import Testing

@Suite struct QuoteTests {
  @Test("A quote inside a plain cell is told once a record, and the cell is read literally")
  func strayQuote() throws {
    try expect(
      "a,b\n51️⃣\" pipe,6\" pipe\n1,\"2\"\n", .fault(.quoteInPlainCell, length: 1),
      records: [["5\" pipe", "6\" pipe"], ["1", "2"]])
    try expect(
      "a,b\nx1️⃣\"\"y,é2\n1, 2️⃣\"q\"\n", .fault(.quoteInPlainCell, length: 1),
      .fault(.quoteInPlainCell, length: 1), records: [["x\"\"y", "é2"], ["1", " \"q\""]])
  }

  @Test("Text after a closing quote loses its line, and no more")
  func textAfterQuote() throws {
    try expect(
      "a,b\n1,2\n\"a\"1️⃣b,3\n4,5\n", .fault(.textAfterQuote, length: 1),
      records: [["1", "2"], ["4", "5"]])
    try expect("a,b\n1,\"é\"1️⃣ \n4,5", .fault(.textAfterQuote, length: 1), records: [["4", "5"]])
    try expect("a,b\n1,\"a\"1️⃣b", .fault(.textAfterQuote, length: 1), records: [])
  }

  @Test("Text after a cell of several lines is just that, where no swallowed line fits")
  func textAfterLines() throws {
    try expect(
      "a,b\n1,\"one\ntwo\"1️⃣x\n3,4\n", .fault(.textAfterQuote, length: 1), records: [["3", "4"]])
  }

  @Test("An unclosed quote is named where it opens; reading goes on at the first line that fits")
  func closedByLaterCell() throws {
    try expect(
      "a,b\n1,1️⃣\"abc\n2,def\n3,\"x\"\n", .fault(.unterminatedQuote(probableEnd: 2), length: 1),
      records: [["2", "def"], ["3", "x"]])
    try expect(
      "a,b\n1,1️⃣\"abc\n3,\"x\"\n", .fault(.unterminatedQuote(probableEnd: 2), length: 1),
      records: [["3", "x"]])
    try expect(
      "a,b\n1,1️⃣\"abc\nsecond line\n3,\"x\"\n",
      .fault(.unterminatedQuote(probableEnd: 3), length: 1), records: [["3", "x"]])
  }

  @Test("The probable end is counted from the quote's line, not from its record's")
  func afterLineBreaks() throws {
    try expect(
      "a,b\n\"x\ny\",1️⃣\"abc\n2,def\n", .fault(.unterminatedQuote(probableEnd: 3), length: 1),
      records: [["2", "def"]])
  }

  @Test("Several unclosed quotes are several faults, each at its own")
  func severalUnclosed() throws {
    try expect(
      "a,b\n1,1️⃣\"x\n2,2️⃣\"y\n3,z\n", .fault(.unterminatedQuote(probableEnd: nil), length: 1),
      .fault(.unterminatedQuote(probableEnd: 3), length: 1), records: [["3", "z"]])
  }

  @Test("A quote never closed, up to the end of the file")
  func toTheEnd() throws {
    try expect(
      "a,b\n0,1\n1,1️⃣\"abc\n2,def\n3,ghi", .fault(.unterminatedQuote(probableEnd: 3), length: 1),
      records: [["0", "1"], ["2", "def"], ["3", "ghi"]])
    try expect(
      "a,b\n1,1️⃣\"abc\nno line\nthat fits\n",
      .fault(.unterminatedQuote(probableEnd: nil), length: 1), records: [])
    try expect(
      "a,b\n1,1️⃣\"", .fault(.unterminatedQuote(probableEnd: nil), length: 1), records: [])
    try expect(
      "a,b\n1,1️⃣\"x\"\"", .fault(.unterminatedQuote(probableEnd: nil), length: 1), records: [])
  }

  @Test("An unclosed quote that reaches the cell limit is still an unclosed quote")
  func unclosedOverLimit() throws {
    let filler = String(repeating: "y", count: 50)
    try expect(
      "a,b\n1,1️⃣\"abc\n2,def\n3,\(filler)\n4,\(filler)\n",
      .fault(.unterminatedQuote(probableEnd: 2), length: 1),
      records: [["2", "def"], ["3", filler], ["4", filler]], cellLimit: 64)
    try expect(
      "a,b\n1,1️⃣\"abc\(filler)\(filler)\n2,def\n", .fault(.cellTooLong(limit: 64)), records: [],
      cellLimit: 64)
    // The line that fits must end within the limit too, or a search for its end has none.
    try expect(
      "a,b\n1,1️⃣\"abc\n\(filler),\(filler)\n2,def\n", .fault(.cellTooLong(limit: 64)), records: [],
      cellLimit: 64)
  }
}
