import CSVText
import Testing

@testable import Tables

@Suite("Rows from another system's file")
struct ImportTests {
  private static let header = "specimen_id;assay;status;received_at;due;due_time;volume;is_urgent\n"

  private func read(
    _ lines: String, _ state: (inout ImportMapping) -> Void = { _ in }
  ) throws -> Imported {
    try Imported(Self.header + lines, into: ForeignLab.specimens, state)
  }

  @Test("Cells that are ours already stay; nothing is guessed of others")
  func plain() throws {
    let read = try read(
      """
      S1;TSH;RECEIVED;2026-11-02T08:00:00Z;2026-11-03;08:30;1.50;true
      S2;TSH;final;07/01/2026 08:00;07/01/2026;8:30;1,5;ja

      """)
    #expect(
      read
        == Imported(
          rows: ["|S1|TSH|RECEIVED|2026-11-02T08:00:00Z|2026-11-03|08:30|1.50|true|"],
          findings: [
            "3:8 type-error", "3:14 ambiguous-date", "3:31 ambiguous-date", "3:42 type-error",
            "3:47 number-format", "3:51 type-error",
          ]))
  }

  @Test("What is stated is done: values, dates, decimal commas, words for true and false")
  func translated() throws {
    let read = try read(
      """
      S1;TSH;final;02.11.2026 08:00;03.11.2026;8:30;-1,5;ja
      S2;NULL;;02.07.2026 08:00;NULL;;12;nein

      """
    ) {
      $0.values = ["status": ["final": "COMPLETED", "": "RECEIVED"], "*": ["NULL": ""]]
      $0.values["assay"] = ["NULL": "NONE"]
      $0.commonDates = ["dd.MM.yyyy HH:mm", "dd.MM.yyyy", "H:mm"]
      $0.timeZone = "Europe/Berlin"
      $0.hasDecimalComma = true
      $0.booleans = ["ja": true, "nein": false]
    }
    #expect(
      read
        == Imported(rows: [
          "|S1|TSH|COMPLETED|2026-11-02T07:00:00Z|2026-11-03|08:30|-1.5|true|",
          "|S2|NONE|RECEIVED|2026-07-02T06:00:00Z|||12|false|",
        ]))
  }

  @Test("What does not follow what was stated is a finding")
  func astray() throws {
    let read = try read(
      """
      S1;TSH;RECEIVED;2026-11-02T08:00:00Z;31.11.2026;08:30:15;1.500;JA
      S2;TSH;RECEIVED;25.10.2026 02:30;;;;
      S3;TSH;RECEIVED;29.03.2026 02:30;;;;

      """
    ) {
      $0.commonDates = ["dd.MM.yyyy HH:mm", "dd.MM.yyyy", "HH:mm:ss"]
      $0.timeZone = "Europe/Berlin"
      $0.hasDecimalComma = true
      $0.booleans = ["ja": true]
    }
    #expect(
      read
        == Imported(findings: [
          "2:17 type-error", "2:38 type-error", "2:49 type-error", "2:58 number-format",
          "2:64 type-error", "3:17 ambiguous-date", "4:17 type-error",
        ]))
  }

  @Test("A finding names the option that may help")
  func advice() throws {
    let file = try Import(
      MemorySource(Self.header + " S1;TSH;final;07/01/2026 08:00;;;1,5;J\n"), "x.csv",
      into: ForeignLab.specimens)
    let hints = try file.rows { _ in }.findings.findings.map(\.hint)
    for (hint, option) in zip(
      hints, ["--trim", "--value status:", "--dates", "--decimal-comma", "--booleans"])
    {
      #expect(hint.contains(option), "\(hint)")
    }
    #expect(hints.count == 5)
  }

  @Test("Spaces around cells are left out when that is stated")
  func trimming() throws {
    let line = "  S1 ;TSH; RECEIVED;2026-11-02T08:00:00Z ;;;;\n"
    #expect(
      try read(line).findings == ["2:1 whitespace", "2:11 whitespace", "2:21 whitespace"])
    #expect(
      try read(line) { $0.trimsSpaces = true }.rows == [
        "|S1|TSH|RECEIVED|2026-11-02T08:00:00Z|||||"
      ])
  }

  @Test("Required cells that are empty, and a value for all rows")
  func required() throws {
    let text = "specimen_id,status,received_at\nS1,RECEIVED,2026-11-02T08:00:00Z\nS2,,\n"
    let read = try Imported(text, into: ForeignLab.specimens) {
      $0.constants = ["assay": "TSH", "remark": "from the old system"]
    }
    #expect(
      read
        == Imported(
          rows: ["|S1|TSH|RECEIVED|2026-11-02T08:00:00Z|||||from the old system"],
          findings: ["3:4 constraint-error", "3:5 constraint-error"]))
  }

  @Test("A key that comes twice in the file is named with the line of the first")
  func doubled() throws {
    let file = try Import(
      MemorySource(
        """
        id,specimen_id,assay,status,received_at
        1,S1,TSH,RECEIVED,2026-11-02T08:00:00Z
        2,S2,TSH,RECEIVED,2026-11-02T08:00:00Z
        1,S3,TSH,RECEIVED,2026-11-02T08:00:00Z
        4,S2,TSH,RECEIVED,2026-11-02T08:00:00Z

        """), "x.csv", into: ForeignLab.specimens)
    var rows = 0
    let pass = try file.rows { _ in rows += 1 }
    #expect(rows == 2)
    #expect(
      pass.findings.findings.map { "\($0.spot) \($0.message). \($0.hint)" } == [
        "4:1 primary-key id '1' is already there. It first stands in line 2. Every row needs its own.",
        "5:3 unique-error specimen_id 'S2' is already there. It first stands in line 3. "
          + "Every row needs its own.",
      ])
    #expect(pass.badRecords == [118..<157, 157..<196])
  }

  @Test("Rows that were found bad elsewhere are left out, and told at their cell")
  func excluded() throws {
    let text = "a;b\n1;\"x\n\"\n3;4\n"
    let file = try Import(MemorySource(text), "x.csv", into: ForeignLab.pairs)
    var rows: [Import.Row] = []
    _ = try file.rows { rows.append($0) }
    #expect(rows.map(\.bytes) == [4..<11, 11..<15])
    let bad = Finding(.foreignKey, file: "", field: "b", "unknown")
    let told = try file.findings(rows.map { (bad, $0.start) })
    #expect(told.map(\.spot) == ["2:3 foreign-key", "4:3 foreign-key"])
    let pass = try file.rows(excluding: [4]) { #expect($0.cells == ["3", "4"]) }
    #expect(pass.badRecords == [4..<11])
    #expect(pass.findings.isEmpty)
  }
}

@Suite("Plain cells of an import")
struct PlainCellTests {
  private static let types: [ColumnType] = [
    .int, .decimal, .text(), .text(maxLength: 3), .bool, .date, .time, .datetime,
    .enumeration(["A", "=b"]), .json, .list(.text()), .list(.int), .hexColor, .path,
  ]

  @Test("Of a cell that is let pass as plain, nothing would have been said", arguments: types)
  func plain(type: ColumnType) {
    let cells = [
      "1", "-12", "12.5", "abc", "abcd", "true", "2026-11-02", "08:30", "2026-11-02T08:00:00Z", "A",
      "=b", "@x", "#REF!", "#1F77B4", "{}", "[1]", "a;b", "1;2", "a;", " a", "a ", "a b", "ä",
      "\u{200B}",
      "#N/A", "a/b.pdf", "../x", "<<<<<<<", "<<<<<<< ours", "x\n>>>>>>> theirs", "\t", "07/01/2026",
      "1,5", "'1",
    ]
    for isKey in [true, false] {
      let column = ColumnSchema(name: "x", type: type, isRequired: true, isUnique: isKey)
      let translation = CellTranslation(
        column: column, values: [:], booleans: [:], date: nil, zone: nil, hasDecimalComma: false,
        trimsSpaces: false)
      for cell in cells where translation.isPlain(cell) {
        #expect(CellRemark.all(on: cell, column).isEmpty, "\(cell)")
      }
    }
  }
}
