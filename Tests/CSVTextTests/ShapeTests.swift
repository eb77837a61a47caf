import CSVText
import Testing

@Suite struct ShapeTests {
  @Test("A record with more or fewer cells is left out, with both counts, at its first line")
  func ragged() throws {
    try expect(
      "a,b\n1️⃣1\n2️⃣1,2,3\n4,5\n",
      .fault(.ragged(cells: 1, expected: 2, isTruncated: false), length: 1),
      .fault(.ragged(cells: 3, expected: 2, isTruncated: false), length: 5), records: [["4", "5"]])
    try expect(
      "a,b\n1️⃣\"x\ny\",2,3\r\n4,5\n",
      .fault(.ragged(cells: 3, expected: 2, isTruncated: false), length: 2), records: [["4", "5"]])
    try expect(
      "a,b\n1️⃣1\r\n4,5\n", .fault(.ragged(cells: 1, expected: 2, isTruncated: false), length: 1),
      records: [["4", "5"]])
  }

  @Test("A last record without a newline that does not fit may be truncated")
  func truncated() throws {
    try expect(
      "a,b,c\n1,2,3\n1️⃣4,5", .fault(.ragged(cells: 2, expected: 3, isTruncated: true), length: 3),
      header: ["a", "b", "c"], records: [["1", "2", "3"]])
    try expect(
      "a,b\n1️⃣\"4\"", .fault(.ragged(cells: 1, expected: 2, isTruncated: true), length: 3),
      records: [])
    try expect(
      "a,b\n1️⃣4\n", .fault(.ragged(cells: 1, expected: 2, isTruncated: false), length: 1),
      records: [])
  }

  @Test("Two short records do not make up one of the header's width")
  func shortRecords() throws {
    let missing = DialectFault.Kind.ragged(cells: 1, expected: 2, isTruncated: false)
    try expect(
      "a,b\n1️⃣1\n2️⃣2\n3,4\n", .fault(missing, length: 1), .fault(missing, length: 1),
      records: [["3", "4"]])
    let extra = DialectFault.Kind.ragged(cells: 3, expected: 2, isTruncated: false)
    try expect(
      "a,b\n1️⃣1,2,3\n2️⃣4\n5,6\n", .fault(extra, length: 5), .fault(missing, length: 1),
      records: [["5", "6"]])
  }

  @Test("A cell of the limit is read, one byte more is refused where it begins")
  func cellLimit() throws {
    let fits = String(repeating: "x", count: 100)
    for end in ["\n", ""] {
      try expect(
        "a,b\n1,\(fits)" + end, records: [["1", fits]], cellLimit: 100)
      try expect(
        "a,b\n1,1️⃣\(fits)x" + end, .fault(.cellTooLong(limit: 100)), records: [], cellLimit: 100)
      try expect(
        "a,b\n\(fits.dropLast(2)),\"\(fits.dropLast(2))\"" + end,
        records: [[String(fits.dropLast(2)), String(fits.dropLast(2))]], cellLimit: 100)
      try expect(
        "a,b\né,1️⃣\"\(fits.dropLast(1))\"" + end, .fault(.cellTooLong(limit: 100)), records: [],
        cellLimit: 100)
    }
    try expect(
      "a,b1️⃣\r\n\(fits),\(fits)\r\n", .fault(.carriageReturnLineFeed(isMixed: false), length: 1),
      records: [[fits, fits]], cellLimit: 100)
  }

  @Test("What was read before a cell that is too long stays read")
  func beforeTheLimit() throws {
    try expect(
      "a,b\n1,2\n3,1️⃣0123456789\n5,6\n", .fault(.cellTooLong(limit: 9)), records: [["1", "2"]],
      cellLimit: 9)
  }
}
