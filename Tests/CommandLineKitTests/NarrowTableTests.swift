import CommandLineKit
import Testing

@Suite("Tables on a narrow terminal")
struct NarrowTableTests {
  static let specimens: [Heading] = [
    .number("id"), "specimen_id", "assay", "machine_id", "operator_id", "status", "error_code",
    "received_at", "processed_at",
  ]

  static let specimen: [Field] = [
    1, "L51429325", "GLU", "CHEM-1", "HVI", "COMPLETED", nil, "2026-10-21T04:41:56Z",
    "2026-10-21T06:00:55Z",
  ]

  static let columns: [Heading] = ["column", "type", "key", "note"]
  static let schema: [[Field]] = [
    ["id", "int", "primary", nil],
    [
      "status", "enum(RECEIVED,IN_PROCESS,COMPLETED,ERROR)", nil,
      "RECEIVED, IN_PROCESS, then COMPLETED or ERROR; a rerun leads back to IN_PROCESS.",
    ],
  ]

  private func written(
    _ headings: [Heading], _ rows: [[Field]], terminal: Int?
  ) throws -> (out: String, error: String) {
    let captured = Console.captured(isTerminal: terminal != nil, width: terminal ?? 80)
    try captured.console.rows(headings, as: .table) { writer in
      for row in rows { try writer.add(row) }
    }
    return (captured.out, captured.error)
  }

  /// The first lines of a table of many rows, and the remark.
  private func head(
    _ lines: Int, _ headings: [Heading], _ rows: [[Field]], terminal: Int
  ) throws -> String {
    let many = Array(repeating: rows, count: 11).flatMap { $0 }
    let (out, error) = try written(headings, many, terminal: terminal)
    let first = out.split(separator: "\n", omittingEmptySubsequences: false).prefix(lines)
    return first.joined(separator: "\n") + "\n" + error
  }

  @Test("Columns that have no room are hidden from the right, and named")
  func hidden() throws {
    #expect(
      try head(2, Self.specimens, [Self.specimen], terminal: 40) == """
        id  specimen_id  assay  machine_id
         1  L51429325    GLU    CHEM-1
        5 columns more: operator_id, status, error_code, received_at and processed_at. \
        A wider terminal shows them; a file or a pipe gets all.

        """)
    #expect(
      try head(2, Self.specimens, [Self.specimen], terminal: 60) == """
        id  specimen_id  assay  machine_id  operator_id  status
         1  L51429325    GLU    CHEM-1      HVI          COMPLETED
        3 columns more: error_code, received_at and processed_at. \
        A wider terminal shows them; a file or a pipe gets all.

        """)
    #expect(
      try head(2, Self.specimens, [Self.specimen], terminal: 80) == """
        id  specimen_id  assay  machine_id  operator_id  status     error_code
         1  L51429325    GLU    CHEM-1      HVI          COMPLETED  -
        2 columns more: received_at and processed_at. \
        A wider terminal shows them; a file or a pipe gets all.

        """)
  }

  @Test("Of a hundred hidden columns, twenty are named")
  func manyHidden() throws {
    let headings = (0..<100).map { Heading("c\($0)") }
    let (out, error) = try written(headings, [], terminal: 20)
    #expect(out == "c0  c1  c2  c3  c4\n")
    #expect(error.hasPrefix("95 columns more: c5, c6, "))
    #expect(error.contains(", c24 and 75 others. A wider"))
  }

  @Test("Up to ten rows that would lose columns are stacked", arguments: [40, 60, 80])
  func stacked(width: Int) throws {
    let rows = [Self.specimen, Self.specimen]
    let (out, error) = try written(Self.specimens, rows, terminal: width)
    #expect(
      out == """
        id            1
        specimen_id   L51429325
        assay         GLU
        machine_id    CHEM-1
        operator_id   HVI
        status        COMPLETED
        error_code    -
        received_at   2026-10-21T04:41:56Z
        processed_at  2026-10-21T06:00:55Z

        id            1
        specimen_id   L51429325
        assay         GLU
        machine_id    CHEM-1
        operator_id   HVI
        status        COMPLETED
        error_code    -
        received_at   2026-10-21T04:41:56Z
        processed_at  2026-10-21T06:00:55Z

        """)
    #expect(error == "")
  }

  @Test("Long columns share the room, and their cells are wrapped")
  func wrapped() throws {
    #expect(
      try written(Self.columns, Self.schema, terminal: 80) == (
        """
        column  type                            key      note
        id      int                             primary  -
        status  enum(RECEIVED,IN_PROCESS,       -        RECEIVED, IN_PROCESS, then
                COMPLETED,ERROR)                         COMPLETED or ERROR; a rerun
                                                         leads back to IN_PROCESS.

        """, ""
      ))
    #expect(
      try written(Self.columns, Self.schema, terminal: 60).out == """
        column  id
        type    int
        key     primary
        note    -

        column  status
        type    enum(RECEIVED,IN_PROCESS,COMPLETED,ERROR)
        key     -
        note    RECEIVED, IN_PROCESS, then COMPLETED or ERROR; a
                rerun leads back to IN_PROCESS.

        """)
    #expect(
      try head(4, Self.columns, Self.schema, terminal: 40) == """
        column  type
        id      int
        status  enum(RECEIVED,IN_PROCESS,
                COMPLETED,ERROR)
        2 columns more: key and note. \
        A wider terminal shows them; a file or a pipe gets all.

        """)
  }

  @Test("A column that needs less than its share leaves the rest to the longer one")
  func shares() throws {
    let row: [Field] = [
      .text(String(repeating: "a", count: 30)), .text(String(repeating: "b", count: 100)),
    ]
    #expect(
      try written(["a", "b"], [row], terminal: 80).out == """
        a                               b
        aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa  bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
                                        bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
                                        bbbb

        """)
  }

  @Test("Wide characters are wrapped by the room they take")
  func wideCharacters() throws {
    let row: [Field] = ["検体", "血清の検体を冷蔵庫に保管すること。夜間は受付に渡す。", 5]
    #expect(
      try written(["種類", "備考", .number("n")], [row], terminal: 40).out == """
        種類  備考                             n
        検体  血清の検体を冷蔵庫に保管するこ   5
              と。夜間は受付に渡す。

        """)
  }

  @Test("A cell of 5,000 characters is all there", arguments: [20, 40, 80])
  func longCell(width: Int) throws {
    let long = (0..<1000).map { "\(1000 + $0)" }.joined(separator: "_")
    let out = try written(["id", "text"], [["A", .text(long)]], terminal: width).out
    let lines = out.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= width })
    let text = lines.dropFirst().map { line in
      line.split(separator: " ").last.map(String.init) ?? ""
    }
    #expect(text.joined() == long)
  }

  @Test("Rows after the first thousand keep the widths, and what is wider is wrapped")
  func lateRows() throws {
    var rows: [[Field]] = Array(repeating: ["SP1", .int(1), "ok"], count: 1000)
    rows.append(["SP10000", 1, "ok"])
    rows.append(["SP1", 1, "a long remark from the night shift"])
    let out = try written(["id", .number("n"), "note"], rows, terminal: 20).out
    #expect(
      out.split(separator: "\n").suffix(6).joined(separator: "\n") == """
        SP1  1  ok
        SP10000  1  ok
        SP1  1  a long
                remark from
                the night
                shift
        """)
  }

  @Test("Off a terminal every row is one line, whatever its length")
  func offTerminal() throws {
    let long = String(repeating: "long ", count: 1000) + "end"
    let rows: [[Field]] = [["A", .text(long), ""], ["B", "-", "x"]]
    #expect(
      try written(["id", "note", "end"], rows, terminal: nil)
        == (
          "id  note" + String(repeating: " ", count: 5001) + "end\n"
            + "A   \(long)  \n"
            + "B   -" + String(repeating: " ", count: 5004) + "x\n", ""
        ))
    let (out, error) = try written(Self.specimens, [Self.specimen], terminal: nil)
    #expect(
      out == """
        id  specimen_id  assay  machine_id  operator_id  status     error_code  \
        received_at           processed_at
         1  L51429325    GLU    CHEM-1      HVI          COMPLETED  -           \
        2026-10-21T04:41:56Z  2026-10-21T06:00:55Z

        """)
    #expect(error == "")
  }
}
