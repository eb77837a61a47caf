import Testing

@testable import Tables

/// A set of whole numbers beside Swift's own.
@Suite struct NumberSetTests {
  @Test("Numbers near and far are there when they were inserted, and only then", arguments: 1...20)
  func insertion(_ seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    var (own, plain) = (NumberSet(), Set<Int>())
    for _ in 0..<3000 {
      let number = Self.number(&random)
      #expect(own.insert(number) == plain.insert(number).inserted)
    }
    expectSame(own, plain)
  }

  @Test("A union has the numbers of both, and says how many were in both", arguments: 1...40)
  func union(_ seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    var (own, plain) = (NumberSet(), Set<Int>())
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      var (part, numbers) = (NumberSet(after: own.count), Set<Int>())
      for _ in 0..<Int.random(in: 0...2000, using: &random) {
        let number = Self.number(&random)
        _ = part.insert(number)
        numbers.insert(number)
      }
      #expect(own.formUnion(part) == plain.intersection(numbers).count)
      plain.formUnion(numbers)
      expectSame(own, plain)
    }
  }

  private static func number(_ random: inout SeededRandom) -> Int {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: Int.random(in: -50...50, using: &random)
    case 1: Int.random(in: 65_000...66_500, using: &random)
    case 2: Int.random(in: 1_000_000...1_001_000, using: &random)
    case 3: Int.random(in: Int.max - 100...Int.max, using: &random)
    default: Int.random(in: 0...4000, using: &random)
    }
  }

  private func expectSame(_ own: NumberSet, _ plain: Set<Int>) {
    #expect(own.count == plain.count)
    #expect(plain.allSatisfy { own.contains($0) })
    #expect(own.lowest == plain.min() ?? .max && own.highest == plain.max() ?? .min)
    for number in plain where !plain.contains(number &+ 1) { #expect(!own.contains(number &+ 1)) }
  }
}
