import Testing
import Wording

@Suite("Wording")
struct WordingTests {
  @Test("A count agrees with its noun")
  func counts() {
    #expect(counted(0, "row") == "0 rows")
    #expect(counted(1, "row") == "1 row")
    #expect(counted(12_345, "row") == "12,345 rows")
    #expect(counted(-1_000_000, "entry") == "-1,000,000 entries")
    #expect(counted(2, "batch") == "2 batches")
    #expect(counted(2, "day") == "2 days")
    #expect(counted(2, "analysis", plural: "analyses") == "2 analyses")
    #expect(grouped(.min) == "-9,223,372,036,854,775,808")
  }

  @Test("Words are joined as one says them")
  func joining() {
    #expect([String]().joinedForReading() == "")
    #expect(["a"].joinedForReading("or") == "a")
    #expect(["a", "b"].joinedForReading("or") == "a or b")
    #expect(["a", "b", "c"].joinedForReading() == "a, b and c")
  }

  @Test("Nothing that is hidden or hostile stays so")
  func hidden() {
    #expect(visible("plain, ~ ü 汉 \\") == "plain, ~ ü 汉 \\")
    #expect(visible("a\tb\r\nc") == #"a\tb\r\nc"#)
    #expect(visible("\u{1B}[31m\u{7}\u{0}\u{7F}\u{9B}") == #"\u{1B}[31m\u{07}\u{00}\u{7F}\u{9B}"#)
    #expect(visible("abc\u{202E}fed\u{2066}\u{200F}") == #"abc\u{202E}fed\u{2066}\u{200F}"#)
    #expect(visible("a\u{200B}b\u{FEFF}\u{2028}") == #"a\u{200B}b\u{FEFF}\u{2028}"#)
    #expect(visible("a\nb\u{1B}", keepingLineBreaks: true) == "a\nb\\u{1B}")
  }

  @Test("A width is what a terminal takes")
  func widths() {
    #expect(displayWidth("abc") == 3)
    #expect(displayWidth("Müller") == 6)
    #expect(displayWidth("e\u{301}") == 1)
    #expect(displayWidth("検体") == 4)
    #expect(displayWidth("한글") == 4)
    #expect(displayWidth("ＡＢ") == 4)
    #expect(displayWidth("🧪") == 2)
    #expect(displayWidth("👩🏽‍🔬") == 2)
    #expect(displayWidth("🇨🇭") == 2)
    #expect(displayWidth("☀\u{FE0F}") == 2)
    #expect(displayWidth("▁█…·") == 4)
  }

  @Test("A text is cut and padded by columns, not characters")
  func fitting() {
    #expect("検体検体".truncated(toWidth: 6) == "検体…")
    #expect("abcdef".truncated(toWidth: 6) == "abcdef")
    #expect("abcdefg".truncated(toWidth: 6) == "abcde…")
    #expect("検体".padded(toWidth: 6) == "検体  ")
    #expect("7".padded(toWidth: 3, trailing: true) == "  7")
  }

  @Test("Lines break at spaces; what is indented stays as it is")
  func wrapping() {
    let text = """
      One two three four

        kept   as it is, however long it may be
      incomprehensibilities x
      """
    #expect(
      wrapped(text, toWidth: 10) == [
        "One two", "three four", "", "  kept   as it is, however long it may be",
        "incomprehensibilities", "x",
      ])
  }

  @Test("Numbers keep their decimals, and zero has no sign")
  func decimals() {
    #expect(fixed(2.5, decimals: 2) == "2.50")
    #expect(fixed(2.675, decimals: 2) == "2.67")
    #expect(fixed(-0.001, decimals: 2) == "0.00")
    #expect(fixed(-1.5, decimals: 1) == "-1.5")
    #expect(fixed(1e300, decimals: 0).count == 301)
    #expect(fixed(-.greatestFiniteMagnitude, decimals: 20).count == 331)
  }

  @Test("Sizes and times come in units one can imagine")
  func quantities() {
    #expect(
      [0, 999, 1000, 1500, 9949, 9951, 999_499, 999_500, 23_000_000].map(byteSize) == [
        "0 B", "999 B", "1.0 kB", "1.5 kB", "9.9 kB", "10 kB", "999 kB", "1.0 MB", "23 MB",
      ])
    #expect(
      [0, 59, 60, 200, 3600, 7500, 90_000].map { elapsed(seconds: $0) } == [
        "0 s", "59 s", "1 min 00 s", "3 min 20 s", "1 h 00 min", "2 h 05 min", "1 d 1 h",
      ])
  }
}
