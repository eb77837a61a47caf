import CSVText
import Testing

@Suite struct ReadingTests {
  @Test("Cells are read as they stand, quotes undone")
  func cells() throws {
    let reading = try Reading("id,name\n1,\"a,\"\"b\"\"\"\n2,\"\"\n3,x\"\"y\n")
    #expect(reading.header == ["id", "name"])
    #expect(reading.records == [["1", "a,\"b\""], ["2", ""], ["3", "x\"\"y"]])
    #expect(reading.faults.map(\.kind) == [.quoteInPlainCell])
  }

  @Test("A combining mark, a joiner and a selector after a comma belong to the cell")
  func bytesNotCharacters() throws {
    let reading = try Reading("a,b\nx,\u{301}y\n\"q\",\u{200D}\u{FE0F}\n")
    #expect(reading.records == [["x", "\u{301}y"], ["q", "\u{200D}\u{FE0F}"]])
  }

  @Test("Places are physical lines and characters, line breaks in quotes counted")
  func places() throws {
    let reading = try Reading("a,b\n\"x\ny\",ä1\nü,\"z\"\n")
    #expect(reading.places == [[2, 1, 3, 4], [4, 1, 4, 3]])
  }

  @Test("A file without a final newline, and one with CR LF, are read")
  func lineEnds() throws {
    #expect(try Reading("a,b\n1,2").records == [["1", "2"]])
    let reading = try Reading("a,b\r\n1,\"2\"\r\n3,\r\n")
    #expect(reading.records == [["1", "2"], ["3", ""]])
    #expect(reading.faults.map(\.kind) == [.carriageReturnLineFeed(isMixed: false)])
  }
}
