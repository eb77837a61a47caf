import Testing

@testable import Publishing
@testable import Tables

@Suite("Cells of a worksheet")
struct SheetCellTests {
  @Test(
    "Days as spreadsheets count them; those on which they do not agree are text",
    arguments: [
      ("1900-03-01", "61"), ("1970-01-01", "25569"), ("2000-02-29", "36585"),
      ("2026-11-20", "46346"), ("9999-12-31", "2958465"), ("1900-02-28", nil),
      ("0001-01-01", nil), ("2026-02-30", nil), ("20.11.2026", nil),
    ])
  func dates(text: String, serial: String?) {
    #expect(SheetCell(text, .date) == serial.map { .date($0) } ?? .text(text))
  }

  @Test(
    "Instants in UTC, to the second",
    arguments: [
      ("2026-11-20T18:00:00Z", "46346.75"), ("2026-11-20T19:00:00+01:00", "46346.75"),
      ("2026-11-21T00:00:00+06:00", "46346.75"), ("2026-11-20T00:00:00Z", "46346"),
      ("1970-01-01T00:00:01Z", "25569.000011574073"), ("2026-11-20T23:59:59Z", "46346.99998842592"),
      ("1900-03-01T00:00:00Z", "61"), ("1900-02-28T23:59:59Z", nil), ("now", nil),
    ])
  func instants(text: String, serial: String?) {
    #expect(SheetCell(text, .instant) == serial.map { .instant($0) } ?? .text(text))
  }

  @Test("No second of a day is lost in its part of the day")
  func seconds() throws {
    for second in 0..<86_400 {
      let part = try #require(Double(DateSerial(secondsOfDay: second).text))
      #expect(Int((part * 86_400).rounded()) == second)
      #expect(abs(part * 86_400 - Double(second)) < 1e-9)
    }
  }

  @Test(
    "Times of day",
    arguments: [
      ("00:00", "0"), ("06:00", "0.25"), ("20:00", "0.8333333333333334"),
      ("23:59", "0.9993055555555556"),
    ])
  func times(text: String, serial: String) {
    #expect(SheetCell(text, .time) == .time(serial))
  }

  @Test(
    "Numbers keep their decimals",
    arguments: [
      ("0", 0), ("-7", 0), ("1.50", 2), ("0.0001", 4), ("123456789012345", 0),
      ("0.00012345678901234", nil), ("1e-05", nil), ("-2.5e+20", nil),
    ])
  func numbers(text: String, decimals: Int?) {
    #expect(SheetCell(text, .number) == .number(text, decimals: decimals))
  }

  @Test(
    "What would lose digits as a number is text, and what is none",
    arguments: [
      "1234567890123456", "0.1234567890123456", "007", "-01", "1.", ".5", "+5", "1,5", "0x10",
      "NaN",
      "inf", "1e400", "1e", "1p3", "1E5", "--1", "-", "=1+1", " 1", "١",
    ])
  func noNumbers(text: String) {
    #expect(SheetCell(text, .number) == .text(text))
  }

  @Test("Text is text, whatever it looks like", arguments: ["007", "=1+1", "true", "2026-11-20"])
  func texts(text: String) {
    #expect(SheetCell(text, .text) == .text(text))
  }

  @Test("Flags are true and false, and nothing else")
  func flags() {
    #expect(SheetCell("true", .flag) == .flag(true))
    #expect(SheetCell("false", .flag) == .flag(false))
    #expect(SheetCell("TRUE", .flag) == .text("TRUE"))
  }

  @Test(
    "What XML cannot hold is escaped, and what looks so too",
    arguments: [
      ("a<b>&\"c\"", "a&lt;b&gt;&amp;&quot;c&quot;"), ("\u{0}\u{1B}[31m", "_x0000__x001B_[31m"),
      ("a\tb\nc", "a\tb\nc"), ("a\r\nb", "a_x000D_\nb"), ("_x0041_", "_x005F_x0041_"),
      ("_x004_", "_x004_"), ("__x0041_", "__x005F_x0041_"), ("\u{FFFE}\u{FFFF}", "_xFFFE__xFFFF_"),
      ("ﬁ ﷽ 😀 \u{10FFFF}", "ﬁ ﷽ 😀 \u{10FFFF}"), ("\u{7F}\u{85}", "\u{7F}\u{85}"),
      ("]]></t></si>", "]]&gt;&lt;/t&gt;&lt;/si&gt;"),
    ])
  func escaped(text: String, xml: String) {
    #expect(String(decoding: SheetText.escaped(text), as: UTF8.self) == xml)
  }

  @Test("A cell holds 32,767 units of UTF-16, and longer text is cut before a character")
  func longTexts() {
    let full = SheetText(String(repeating: "ä", count: 32_767))
    #expect(!full.isCut && full.bytes.count == 2 * 32_767)
    let cut = SheetText(String(repeating: "a", count: 32_768))
    #expect(cut.isCut && cut.bytes == Array((String(repeating: "a", count: 32_766) + "…").utf8))
    // A character of two units that has room for one does not stand there by half.
    let emoji = SheetText(String(repeating: "a", count: 32_765) + "😀😀")
    #expect(emoji.isCut && emoji.bytes == Array((String(repeating: "a", count: 32_765) + "…").utf8))
  }

  @Test("Spaces at the ends of a text are asked for")
  func spaces() {
    #expect([" a", "a ", "\na", "a\t"].allSatisfy { SheetText($0).needsSpaces })
    #expect(["a", "a b", ""].allSatisfy { !SheetText($0).needsSpaces })
  }

  @Test("Names of sheets are short, allowed and different")
  func names() {
    var names = SheetNames()
    let wished = [
      "runs", "RUNS", "a:b\\c/d?e*f[g]", "'quoted'", "", "'", "History", "About", "a\u{1}b",
      String(repeating: "x", count: 40), String(repeating: "x", count: 41),
      String(repeating: "😀", count: 16),
    ]
    #expect(
      wished.map { names.add($0) } == [
        "runs", "RUNS (2)", "a_b_c_d_e_f_g_", "quoted", "Sheet", "Sheet (2)", "History (2)",
        "About",
        "a_b", String(repeating: "x", count: 31), String(repeating: "x", count: 27) + " (2)",
        String(repeating: "😀", count: 15),
      ])
    #expect(names.all.allSatisfy { $0.utf16.count <= 31 })
  }

  @Test("Columns are called as spreadsheets call them")
  func letters() {
    #expect(
      [0, 25, 26, 51, 701, 702, 16_383].map { SheetPart.letters(of: $0) } == [
        "A", "Z", "AA", "AZ", "ZZ", "AAA", "XFD",
      ])
  }
}
