import Testing

@testable import Tables

@Suite("Sets of keys")
struct KeyTableTests {
  private func insert(_ text: String, _ table: inout ByteTable) -> (number: Int, isNew: Bool) {
    let bytes = Array(text.utf8)
    return table.insert(bytes.span)
  }

  private func expect(_ text: String, is expected: (Int, Bool), in table: inout ByteTable) {
    let found = insert(text, &table)
    #expect(found.number == expected.0 && found.isNew == expected.1, "\(text)")
  }

  private func expect(_ number: Int, isNew: Bool, in set: inout NumberSet) {
    let found = set.insert(number)
    #expect(found == isNew, "\(number)")
  }

  private func expectNew(_ text: String, in table: inout ByteTable) {
    let found = insert(text, &table)
    #expect(found.isNew, "\(text)")
  }

  private func number(_ text: String, _ table: ByteTable) -> Int? {
    let bytes = Array(text.utf8)
    return table.number(of: bytes.span)
  }

  @Test("Cells have the numbers in which they came, in whatever order", arguments: [false, true])
  func bytes(ascending: Bool) {
    var texts = (0..<3_000).map { "SP-\(100_000 + $0)" } + ["T", "Tü", "T\u{0301}", "ZZ"]
    if !ascending { texts.shuffle() }
    var table = ByteTable()
    for (i, text) in texts.enumerated() {
      expect(text, is: (i, true), in: &table)
      if i % 500 == 0 { #expect(number(text, table) == i) }
    }
    #expect(table.count == texts.count)
    #expect(number("SP-", table) == nil && number("", table) == nil && number("a", table) == nil)
    for (i, text) in texts.enumerated() {
      #expect(number(text, table) == i)
      #expect(table.text(i) == text)
    }
    for (i, text) in texts.enumerated() { expect(text, is: (i, false), in: &table) }
    expect("", is: (texts.count, true), in: &table)
    expect("", is: (texts.count, false), in: &table)
    #expect(number("", table) == texts.count)
  }

  @Test("A cell that is not ascending is found among those that were")
  func breakOfOrder() {
    var table = ByteTable()
    for text in ["a", "ab", "b"] { expectNew(text, in: &table) }
    expect("ab", is: (1, false), in: &table)
    expect("aa", is: (3, true), in: &table)
    #expect(number("b", table) == 2 && number("aa", table) == 3)
  }

  @Test("Composed and decomposed letters are different cells")
  func normalForms() {
    var table = ByteTable()
    expectNew("B\u{FC}rette", in: &table)
    expectNew("Bu\u{308}rette", in: &table)
  }

  @Test("Numbers are kept apart, dense or not, below zero and huge")
  func numbers() {
    let numbers =
      [0, 1, 63, 64, 65, 65_535, 65_536, 1 << 28, 1 << 29, (1 << 29) + 1, -1, -64, .min, .max]
      + (1...2_000).map { $0 * 1_000_003 }
    var set = NumberSet()
    for number in numbers {
      #expect(!set.contains(number))
      expect(number, isNew: true, in: &set)
    }
    #expect(set.count == numbers.count)
    #expect(set.lowest == .min && set.highest == .max)
    for number in numbers {
      #expect(set.contains(number))
      expect(number, isNew: false, in: &set)
    }
    #expect(!set.contains(2) && !set.contains(-2) && !set.contains(.max - 1))
  }

  @Test("A number that came before its neighbours is found after they made it dense")
  func sparseThenDense() {
    var set = NumberSet()
    expect(1_000_000, isNew: true, in: &set)
    let new = (0..<200_000).filter { set.insert($0) }
    #expect(new.count == 200_000)
    expect(1_000_000, isNew: false, in: &set)
    expect(1_000_001, isNew: true, in: &set)
    #expect(set.count == 200_002)
  }

  @Test("Keys that look alike are told, whichever came first")
  func lookalikes() {
    func clash(_ keys: String...) -> String? {
      var set = KeySet(of: .text())
      var twins = LookalikeSet()
      var last: String?
      for key in keys {
        let bytes = Array(key.utf8)
        _ = set.insert(bytes.span)
        last = twins.insert(bytes.span, among: set)
      }
      return last
    }
    #expect(clash("CRP", "\u{421}RP") == "CRP")
    #expect(clash("\u{421}RP", "CRP") == "\u{421}RP")
    #expect(clash("\u{421}RP", "CR\u{420}") == "\u{421}RP")
    #expect(clash("B\u{FC}", "Bu\u{308}")?.unicodeScalars.count == 2)
    #expect(clash("A-1", "A\u{2013}1") == "A-1")
    #expect(clash("A1", "A\u{200B}1") == "A1")
    #expect(clash("\u{FF21}1", "A1") == "\u{FF21}1")
    #expect(clash("A1", "A2") == nil)
    #expect(clash("B\u{FC}", "Bu") == nil)
    #expect(clash("\u{416}1", "A1") == nil)
  }
}
