import Testing

@testable import Publishing

@Suite("A workbook")
struct WorkbookTests {
  private func table(
    _ columns: [(String, PublishedColumn.Kind)], named name: String = "racks"
  ) -> PublishedTable {
    PublishedTable(
      name: name, about: "What is kept where.",
      columns: columns.map {
        PublishedColumn($0.0, $0.1, holds: "\($0.1)", meaning: "Of \($0.0).")
      })
  }

  private func bytes(
    _ tables: [(PublishedTable, [[String?]])], mostRows: Int = 1_048_576, mostBytes: Int = 1 << 31,
    notes: [Workbook.Note] = [], takingEach: Bool = false
  ) throws -> (bytes: [UInt8], remarks: [String]) {
    var workbook = try Workbook(mostRows: mostRows, mostBytes: mostBytes)
    var (bytes, remarks) = ([UInt8](), [String]())
    for (table, rows) in tables {
      try workbook.begin(table)
      for row in rows {
        try workbook.add(row)
        if takingEach { workbook.drain { bytes += $0 } }
      }
      remarks += try workbook.end(notes)
    }
    try workbook.finish()
    workbook.drain { bytes += $0 }
    return (bytes, remarks)
  }

  private static let kinds: [(String, PublishedColumn.Kind)] = [
    ("code", .text), ("count", .number), ("cold", .flag), ("since", .date), ("opens", .time),
    ("seen", .instant),
  ]

  @Test("Cells are what their columns are; an empty one is not there")
  func cells() throws {
    let rows: [[String?]] = [
      ["007", "1.50", "true", "2026-11-20", "08:30", "2026-11-20T18:00:00Z"],
      ["=1+1", nil, "false", "1899-12-31", "", "yesterday"],
      [nil, "12345678901234567", nil, nil, nil, nil],
    ]
    let reader = try SheetReader(bytes([(table(Self.kinds), rows)]).bytes)
    #expect(try reader.names == ["racks", "About"])
    let cells = try reader.cells(ofSheet: 1).mapValues(\.description)
    #expect(
      cells == [
        "A1": "s:1:code", "B1": "s:1:count", "C1": "s:1:cold", "D1": "s:1:since", "E1": "s:1:opens",
        "F1": "s:1:seen",
        "A2": "s:2:007", "B2": ":9:1.50", "C2": "b:0:1", "D2": ":4:46346",
        "E2": ":5:0.3541666666666667",
        "F2": ":6:46346.75",
        "A3": "s:2:=1+1", "C3": "b:0:0", "D3": "s:2:1899-12-31", "F3": "s:2:yesterday",
        "B4": "s:2:12345678901234567",
      ])
  }

  @Test("Styles are shown as they are meant")
  func styles() throws {
    let reader = try SheetReader(bytes([(table(Self.kinds), [])]).bytes)
    let codes = try reader.elements("xl/styles.xml", "numFmt").reduce(into: [String: String]()) {
      $0[$1.attributes["numFmtId"] ?? ""] = $1.attributes["formatCode"]
    }
    // The first is of the list of what styles are based on.
    let styles = try reader.elements("xl/styles.xml", "xf").dropFirst().map { style in
      style.attributes["numFmtId"].map { codes[$0] ?? $0 } ?? ""
    }
    #expect(
      styles.prefix(10) == [
        "0", "49", "49", "49", #"yyyy\-mm\-dd"#, "hh:mm", #"yyyy\-mm\-dd\ hh:mm:ss"#, "0", "0.0",
        "0.00",
      ])
    #expect(styles.count == 23)
  }

  @Test("The header stays in sight, filters all rows and is printed on every page")
  func header() throws {
    let rows = (1...250).map { ["r\($0)", "\($0)"] as [String?] }
    let columns: [(String, PublishedColumn.Kind)] = [("name", .text), ("count", .number)]
    let reader = try SheetReader(bytes([(table(columns, named: "a'b"), rows)]).bytes)
    let part = "xl/worksheets/sheet1.xml"
    #expect(try reader.elements(part, "pane").map { $0.attributes["state"] } == ["frozen"])
    #expect(try reader.elements(part, "autoFilter").map { $0.attributes["ref"] } == ["A1:B251"])
    #expect(
      try reader.elements(part, "row").map { $0.attributes["r"] } == (1...251).map { "\($0)" })
    #expect(
      try reader.elements("xl/workbook.xml", "definedName").map(\.text).prefix(2) == [
        "'a''b'!$A$1:$B$251", "'a''b'!$1:$1",
      ])
  }

  @Test("Columns are as wide as their first rows, within bounds")
  func widths() throws {
    let rows: [[String?]] =
      [["x", String(repeating: "w", count: 500), "日本語日本語"]]
      + Array(repeating: ["x", nil, nil], count: 300) + [
        [String(repeating: "y", count: 50), nil, nil]
      ]
    let table = table([("a", .text), ("b", .text), ("c", .text), ("t", .instant)])
    let reader = try SheetReader(bytes([(table, rows.map { $0 + [nil] })]).bytes)
    let widths = try reader.elements("xl/worksheets/sheet1.xml", "col").map {
      $0.attributes["width"]
    }
    #expect(widths == ["6", "60", "15", "22"])
  }

  @Test("Hostile text is text")
  func hostile() throws {
    let texts = [
      "</t></si></sst>", "]]>", "&lt;", "=HYPERLINK(\"http://x\",\"y\")", "+1", "-1", "@SUM(1)",
      "\u{0}\u{B}\u{1F}", "_x000D_", "\u{FFFF}", " spaces ", "a\nb", "\r", "'", "\u{202E}x",
      "😀👨‍👩‍👧", "<!DOCTYPE x>", "$A$1", "#REF!", "TRUE", "1e5",
    ]
    let table = table([("<b>&\"'", .text), ("=1", .number)], named: "<&>\"")
    let reader = try SheetReader(bytes([(table, texts.map { [$0, $0] })]).bytes)
    #expect(try reader.names == ["<&>\"", "About"])
    let cells = try reader.cells(ofSheet: 1)
    #expect(cells["A1"]?.text == "<b>&\"'")
    for (place, text) in texts.enumerated() {
      let escaped =
        [
          "\u{0}\u{B}\u{1F}": "_x0000__x000B__x001F_", "_x000D_": "_x005F_x000D_", "\r": "_x000D_",
          "\u{FFFF}": "_xFFFF_",
        ][text] ?? text
      #expect(cells["A\(place + 2)"]?.text == escaped)
      #expect(cells["A\(place + 2)"]?.style == 2)
      let isNumber = ["-1", "1e5"].contains(text)
      #expect(cells["B\(place + 2)"]?.type == (isNumber ? "" : "s"), "\(text)")
    }
  }

  @Test("A table goes on in further sheets, each with the header, where a sheet is full")
  func continued() throws {
    let rows = (1...7).map { ["\($0)"] as [String?] }
    let made = try bytes([(table([("n", .number)]), rows)], mostRows: 4)
    #expect(made.remarks == ["Goes on in the sheets racks (2), racks (3)."])
    let reader = try SheetReader(made.bytes)
    #expect(try reader.names == ["racks", "racks (2)", "racks (3)", "About"])
    let cells = try (1...3).map { try reader.cells(ofSheet: $0).mapValues(\.text) }
    #expect(cells[0] == ["A1": "n", "A2": "1", "A3": "2", "A4": "3"])
    #expect(cells[1] == ["A1": "n", "A2": "4", "A3": "5", "A4": "6"])
    #expect(cells[2] == ["A1": "n", "A2": "7"])
    // No sheet grows without end in bytes, either.
    let wide = (1...3000).map { _ in [String(repeating: "w", count: 100)] as [String?] }
    let parts = try bytes([(table([("n", .text)]), wide)], mostBytes: 100_000)
    #expect(try SheetReader(parts.bytes).names.count > 2)
  }

  @Test("A cell that is too long is cut, and the first place is told")
  func cut() throws {
    let long = String(repeating: "a", count: 40_000)
    let table = table([("n", .number), ("text", .text)])
    let made = try bytes([(table, [["1", "short"], ["2", long], [long, long]])])
    let remark =
      "3 cells are longer than the 32767 characters that a spreadsheet allows, and cut there; the "
      + "first is racks!B3. CSV and JSON have all of it."
    #expect(made.remarks == [remark])
    let reader = try SheetReader(made.bytes)
    #expect(try reader.cells(ofSheet: 1)["B3"]?.text.utf16.count == 32_767)
    #expect(try reader.cells(ofSheet: 2).values.contains { $0.text == remark })
  }

  @Test("The last sheet says what there is of each table")
  func about() throws {
    let made = try bytes(
      [(table([("x", .text)], named: "a"), []), (table([("y", .date)], named: "A"), [])],
      notes: [.init("source", "=data/a.csv")])
    let cells = try SheetReader(made.bytes).cells(ofSheet: 3)
    func row(_ number: Int) -> [String] {
      ["A", "B", "C", "D", "E"].map { cells["\($0)\(number)"]?.text ?? "" }
    }
    #expect(
      (1...8).map(row) == [
        ["sheet", "entry", "column", "holds", "meaning"],
        ["a", "rows", "", "", "What is kept where."], ["a", "source", "", "", "=data/a.csv"],
        ["a", "column", "x", "text", "Of x."],
        ["A (2)", "rows", "", "", "What is kept where."],
        ["A (2)", "source", "", "", "=data/a.csv"],
        ["A (2)", "column", "y", "date", "Of y."], ["", "", "", "", ""],
      ])
  }

  @Test("The same values are the same bytes, whenever they are taken")
  func deterministic() throws {
    let rows = (1...3000).map { ["code \($0 % 7)", "\($0)"] as [String?] }
    let tables = [(table([("code", .text), ("n", .number)]), rows)]
    let first = try bytes(tables).bytes
    #expect(try bytes(tables).bytes == first)
    #expect(try bytes(tables, takingEach: true).bytes == first)
    #expect(try SheetReader(first).cells(ofSheet: 1)["A3001"]?.text == "code 4")
  }

  @Test("Texts are shared up to a number of them, and stand in their cells beyond it")
  func shared() throws {
    var texts = SharedTexts()
    #expect(texts.number(of: SheetText("a")) == 0)
    #expect(texts.number(of: SheetText("b")) == 1)
    #expect(texts.number(of: SheetText("a")) == 0)
    #expect(texts.number(of: SheetText(String(repeating: "x", count: 65))) == nil)
    for number in 2..<65_536 { _ = texts.number(of: SheetText("t\(number)")) }
    #expect(texts.number(of: SheetText("new")) == nil)
    #expect(texts.number(of: SheetText("b")) == 1)
    // Long ones stand in their cells, spaces and all.
    let long = " " + String(repeating: "y", count: 100) + " "
    let reader = try SheetReader(bytes([(table([("t", .text)]), [[long]])]).bytes)
    #expect(try reader.cells(ofSheet: 1)["A2"] == .init(type: "inlineStr", style: 2, text: long))
  }

  @Test("More columns than a sheet has, or none, are refused", arguments: [0, 16_385])
  func columns(count: Int) throws {
    var workbook = try Workbook()
    let wide = table((0..<count).map { ("c\($0)", .text) }, named: "wide")
    #expect(throws: WorkbookError.columns("wide", count)) { try workbook.begin(wide) }
  }
}
