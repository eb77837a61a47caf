import CSVText
import Testing

@testable import Tables

@Suite("Reading another system's file")
struct ForeignReaderTests {
  @Test(
    "The delimiter is found from the first lines",
    arguments: [
      ("a,b\n1,2\n", ["1|2"]),
      ("a;b\n1,5;2,5\n1,5;3,5\n", ["1,5|2,5", "1,5|3,5"]),
      ("a\tb\n1;x\t2\n", ["1;x|2"]),
      ("a|b\nx, y|2\n", ["x, y|2"]),
      ("\"a\";\"b\"\n\"1;1\";2\n", ["1;1|2"]),
      ("a\n1\n", ["1|"]),
    ])
  func delimiters(text: String, rows: [String]) throws {
    #expect(try Imported(text) == Imported(rows: rows))
  }

  @Test("Where several would do, none is guessed")
  func unclear() throws {
    #expect(try Imported("a;b,c\n1;2,3\n").findings == ["1:1 wrong-delimiter"])
    #expect(
      try Imported("a;b,c\n1;2,3\n") { $0.dialect.delimiter = .semicolon }.rows == ["1|"])
  }

  @Test("A spreadsheet's first line names the delimiter, and a stated one stands above it")
  func separatorLine() throws {
    #expect(try Imported("sep=|\na|b\n1|2\n").rows == ["1|2"])
    #expect(try Imported("sep=|\na;b\n1;2\n") { $0.dialect.delimiter = .semicolon }.rows == ["1|2"])
    #expect(
      try Imported("sep=,b\n1,2\n", into: ForeignLab.table("odd", "sep", "b")) {
        $0.columns = ["sep": "sep="]
      }.rows == ["1|2"])
  }

  @Test("Lines end in LF, CR LF or CR, the last one or not", arguments: ["\n", "\r\n", "\r"])
  func lineEnds(end: String) throws {
    let text = "a,b\n1,\"x\ny\"\n2\n\n3,4".replacing("\n", with: end)
    let read = try Imported(text)
    #expect(read.rows == ["1|x\(end)y", "3|4"])
    #expect(read.findings == ["4:1 missing-cell"])
  }

  @Test("Places are those of the file: lines within quotes count, characters and not bytes")
  func places() throws {
    let text = "a,b\n\"ä\nö\",ü\n€€,\"x\"y\n"
    #expect(try Imported(text).findings == ["4:7 stray-quote"])
  }

  @Test("Quotes are those of CSV; inside a plain cell they are text")
  func quotes() throws {
    #expect(
      try Imported("a,b\n\"say \"\"yes\"\"\",5\" pipe\n\"\",\"x,\r\ny\"\n").rows == [
        "say \"yes\"|5\" pipe", "|x,\r\ny",
      ])
  }

  @Test("A quote that is never closed is named where it opens, and nothing below it is read")
  func unclosed() throws {
    let read = try Imported("a,b\n1,2\n3,\"x\n4,5\n")
    #expect(read == Imported(rows: ["1|2"], findings: ["3:3 unterminated-quote"]))
  }

  @Test("Records that do not fit the header are named, each at its line")
  func ragged() throws {
    let read = try Imported("a,b\n1\n1,2,3\n1,2\n9")
    #expect(
      read
        == Imported(
          rows: ["1|2"], findings: ["2:1 missing-cell", "3:1 extra-cell", "5:1 missing-cell"]))
  }

  @Test("Blank lines and rows of nothing but delimiters are passed over and counted")
  func blank() throws {
    let file = try Import(
      MemorySource("a,b\n\n1,2\n,\n,,,\n\"\"\n"), "x.csv", into: ForeignLab.pairs)
    var rows = 0
    let pass = try file.rows { _ in rows += 1 }
    #expect((rows, pass.blankRecords) == (1, 4))
    #expect(pass.findings.isEmpty)
  }

  @Test("Title lines are passed over when they are stated")
  func titles() throws {
    let text = "Report; of today\n\"open quote\na;b\n1;2\n"
    #expect(try Imported(text) { $0.dialect.skippedLines = 2 }.rows == ["1|2"])
  }

  @Test("Files without rows, or without anything")
  func empty() throws {
    #expect(try Imported("a,b\n") == Imported())
    #expect(try Imported("a,b") == Imported())
    for text in ["", "\n\n", "\u{FEFF}", "sep=;\n"] {
      #expect(try Imported(text).findings == ["1:1 missing-label"], "\(text)")
    }
    #expect(
      try Imported("a,b\n") { $0.dialect.skippedLines = 9 }.findings == ["1:1 missing-label"])
  }

  @Test("A cell over the limit ends reading; one at the limit is read")
  func long() throws {
    let text = "a,b\n" + String(repeating: "x", count: 100) + ",1\n1,2\n"
    let source = MemorySource(text)
    #expect(
      try Imported(source, into: ForeignLab.pairs, cellLimit: 99).findings == [
        "2:1 cell-too-long"
      ])
    #expect(try Imported(source, into: ForeignLab.pairs, cellLimit: 100).rows.count == 2)
  }

  @Test("A zero byte is a damaged record, and the next one is read")
  func zero() throws {
    let read = try Imported("a,b\n1,x\0y\n\"\0\",2\n3,4\n")
    #expect(
      read
        == Imported(rows: ["3|4"], findings: ["2:4 encoding-error", "3:2 encoding-error"]))
  }

  @Test("A hundred thousand commas in one line cost no more than the line")
  func wide() throws {
    let read = try Imported("a,b\n" + String(repeating: ",", count: 100_000) + "x\n1,2\n")
    #expect(read == Imported(rows: ["1|2"], findings: ["2:1 extra-cell"]))
  }
}
