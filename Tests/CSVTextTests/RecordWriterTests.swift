import CSVText
import Testing

@Suite struct RecordWriterTests {
  @Test("Quotes are written where they must be, and nowhere else")
  func minimalQuotes() {
    #expect(written([["a", "b c", " d "]]) == "a,b c, d \n")
    #expect(written([["a,b", "c\"d", "e\nf", "g\rh"]]) == "\"a,b\",\"c\"\"d\",\"e\nf\",\"g\rh\"\n")
    #expect(written([["", ""]]) == ",\n")
  }

  @Test("A record of one empty cell is written so that it is no blank line")
  func oneEmptyCell() {
    #expect(written([["a"], [""], ["b"]]) == "a\n\"\"\nb\n")
  }

  @Test("What would be taken for a conflict marker or a byte order mark is quoted")
  func misleadingCells() {
    #expect(written([["=======", "======="]]) == "\"=======\",=======\n")
    #expect(written([["<<<<<<< x", ""]]) == "\"<<<<<<< x\",\n")
    #expect(written([["<<<<<<<x", ""]]) == "<<<<<<<x,\n")
    #expect(written([["\u{FEFF}a", "\u{FEFF}"]]) == "\"\u{FEFF}a\",\u{FEFF}\n")
  }

  @Test("Draining hands out each byte once")
  func draining() {
    var writer = RecordWriter()
    var drained: [UInt8] = []
    for record in [["1", ""], [""], ["x,y"]] {
      for cell in record { writer.cell(cell) }
      writer.endRecord()
      writer.drain { drained += $0 }
    }
    #expect(writer.bytes.isEmpty)
    #expect(String(decoding: drained, as: UTF8.self) == "1,\n\"\"\n\"x,y\"\n")
  }

  private func written(_ records: [[String]]) -> String {
    var writer = RecordWriter()
    for record in records {
      for cell in record { writer.cell(cell) }
      writer.endRecord()
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
