import Testing

@testable import Tables

@Suite("Numbers")
struct NumberTests {
  @Test("A whole number is written as it was read, to the bounds")
  func wholeNumbers() {
    for number in [0, 1, -1, 9, 10, 42, 999_999_999, .max, .max - 1, .min, .min + 1] {
      #expect(Int(cellText: String(number)) == number)
      #expect(number.cellText == String(number))
    }
  }

  @Test(
    "What is no whole number is refused",
    arguments: [
      "", "-", "+1", "01", "-0", "-01", "00", "1.0", "1,000", " 1", "1 ", "1e3", "0x1", "1_000",
      "--1", "9223372036854775808", "-9223372036854775809", "99999999999999999999", "\u{0661}",
      "1-",
    ])
  func noWholeNumbers(text: String) {
    #expect(Int(cellText: text) == nil)
  }

  @Test(
    "A decimal number keeps its digits",
    arguments: [
      "0", "1.50", "-0.0", "0.1", "-12.340", "123456789012345678901234567890.5", "100", "0.000001",
    ])
  func decimals(text: String) throws {
    let decimal = try #require(ExactDecimal(text))
    #expect(decimal.cellText == text)
    #expect(ExactDecimal(cellText: decimal.cellText) == decimal)
  }

  @Test(
    "What is no decimal number is refused",
    arguments: [
      "", "-", ".", "1.", ".5", "+1.5", "01.5", "1.5.0", "1,5", "1e5", "1E+05", "NaN", "inf",
      "0x1p3",
      " 1.5", "1.5 ", "--1", "1.-5", "00.5",
    ])
  func noDecimals(text: String) {
    #expect(ExactDecimal(text) == nil)
  }

  @Test("The number nearest to a cell is that of its text")
  func doubles() {
    var random = SystemRandomNumberGenerator()
    for length in 1...24 {
      for point in 0...length {
        var digits = "\(Int.random(in: 1...9, using: &random))"
        for _ in 0..<length { digits += "\(Int.random(in: 0...9, using: &random))" }
        let at = digits.index(digits.startIndex, offsetBy: point + 1)
        let fraction = digits[at...]
        let text = "-" + digits[..<at] + (fraction.isEmpty ? "" : "." + fraction)
        let bytes = Array(text.utf8)
        let double = ExactDecimal.double(in: bytes.span)
        #expect(double == Double(text), "\(text)")
      }
    }
  }

  @Test("Ranks of numbers compare exactly, whole or not")
  func ranks() {
    func rank(_ text: String, _ type: ColumnType) -> CellRank? {
      let bytes = Array(text.utf8)
      return CellRank(bytes.span, type)
    }
    func isAscending(_ first: CellRank?, _ second: CellRank?) -> Bool {
      guard let first, let second else { return false }
      return first < second && !(second < first) && first != second
    }
    #expect(isAscending(.number(9_007_199_254_740_992), rank("9007199254740993", .int)))
    #expect(isAscending(rank("-3", .int), .number(-2.5)))
    #expect(isAscending(.integer(2), rank("2.5", .decimal)))
    #expect(isAscending(rank("2", .int), .number(.infinity)))
    #expect(isAscending(.number(-.infinity), rank("2", .int)))
    #expect(isAscending(.integer(.max), .number(0x1p63)))
    #expect(isAscending(rank("a", .text()), rank("b", .text())))
    #expect(isAscending(rank("a", .text()), rank("aa", .text())))
    #expect(isAscending(rank("2026-11-20", .date), rank("2026-11-21", .date)))
    #expect(isAscending(rank("08:30", .time), rank("18:00", .time)))
    #expect(rank("2.0", .decimal) == .integer(2))
    #expect(CellRank.integer(.min) == .number(-0x1p63))
    #expect(rank("2026-11-20T09:30:00+01:00", .datetime) == rank("2026-11-20T08:30:00Z", .datetime))
    #expect(rank("x", .int) == nil && rank("2026-02-30", .date) == nil)
  }

  @Test("A flag is one of two words, in small letters")
  func flags() {
    #expect(Bool(cellText: "true") == true)
    #expect(Bool(cellText: "false") == false)
    for text in ["TRUE", "True", "1", "yes", "", " true", "falsee"] {
      #expect(Bool(cellText: text) == nil, "\(text)")
    }
    #expect(true.cellText == "true" && false.cellText == "false")
  }
}
