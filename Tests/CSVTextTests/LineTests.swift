import CSVText
import Testing

@Suite struct LineTests {
  @Test("A record's line is the same in whatever order records are asked for theirs")
  func anyOrder() throws {
    var reader = try RecordReader(MemorySource("a,b\n1,\"x\ny\"\n2,z\n3,\"\n\n\"\n4,z\n"))
    guard case .records = try reader.next() else {
      Issue.record("there are records")
      return
    }
    let expected = [2, 4, 5, 8]
    for record in [3, 0, 2, 1, 1, 3] {
      let line = reader.batch.line(of: record)
      #expect(line == expected[record])
    }
  }
}
