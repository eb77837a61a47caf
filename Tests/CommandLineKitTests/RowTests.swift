import CommandLineKit
import Testing

@Suite("Rows")
struct RowTests {
  static let headings: [Heading] = ["machine", .number("runs"), .number("p90"), "note"]
  static let rows: [[Field]] = [
    ["M1", 12, .number(7.125, decimals: 2), "slow, \"very\""],
    ["検体機", .int(-3), .number(.nan, decimals: 2), nil],
    ["M\u{1B}[2J", nil, .decimal("1.50"), "two\nlines"],
    ["", 1000, .decimal("+5"), true],
  ]

  private func written(
    as format: OutputFormat, _ headings: [Heading] = headings, _ rows: [[Field]] = rows,
    terminal: Int? = nil
  ) throws -> String {
    let captured = Console.captured(isTerminal: terminal != nil, width: terminal ?? 80)
    try captured.console.rows(headings, as: format) { writer in
      for row in rows { try writer.add(row) }
    }
    return captured.out
  }

  @Test("A table is aligned, and shows what is hidden")
  func table() throws {
    #expect(
      try written(as: .table) == #"""
        machine     runs   p90  note
        M1            12  7.12  slow, "very"
        検体機        -3     -  -
        M\u{1B}[2J     -  1.50  two\nlines
                    1000    +5  true

        """#)
  }

  @Test("CSV has minimal quotes and empty cells")
  func csv() throws {
    #expect(
      try written(as: .csv) == """
        machine,runs,p90,note
        M1,12,7.12,"slow, ""very""\"
        検体機,-3,,
        M\u{1B}[2J,,1.50,"two
        lines"
        ,1000,+5,true

        """)
    #expect(try written(as: .csv, ["only"], [[nil], ["x"]]) == "only\n\"\"\nx\n")
  }

  @Test("JSON is an array with an object a line")
  func json() throws {
    #expect(
      try written(as: .json) == #"""
        [
        {"machine":"M1","runs":12,"p90":7.12,"note":"slow, \"very\""},
        {"machine":"検体機","runs":-3,"p90":null,"note":null},
        {"machine":"M\u001b[2J","runs":null,"p90":1.50,"note":"two\nlines"},
        {"machine":"","runs":1000,"p90":"+5","note":true}
        ]

        """#)
  }

  @Test("No rows are still an answer")
  func none() throws {
    #expect(try written(as: .table, Self.headings, []) == "machine  runs  p90  note\n")
    #expect(try written(as: .csv, Self.headings, []) == "machine,runs,p90,note\n")
    #expect(try written(as: .json, Self.headings, []) == "[]\n")
  }

  @Test("A table holds back its first thousand rows, and no more")
  func streaming() throws {
    let captured = Console.captured()
    var writer = RowWriter(["n"], as: .table, on: captured.console)
    for number in 0..<999 { try writer.add(.int(number)) }
    #expect(captured.out == "")
    for number in 999..<20_000 { try writer.add(.int(number)) }
    #expect(captured.out.hasPrefix("n\n0\n1\n"))
    try writer.finish()
    #expect(captured.out.hasSuffix("19998\n19999\n"))
    #expect(captured.out.split(separator: "\n").count == 20_001)
  }

  @Test("An answer that breaks off is not closed, so that nobody takes it for whole")
  func brokenOff() {
    let captured = Console.captured()
    #expect(throws: UsageError.self) {
      try captured.console.rows(["n"], as: .json) { writer in
        try writer.add(1)
        throw UsageError("no")
      }
    }
    #expect(captured.out == "")
  }
}
