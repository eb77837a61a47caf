import TestSupport
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

  @Test("Many at once are inserted and looked for as one by one", arguments: 1...40)
  func many(_ seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    var (own, plain) = (NumberSet(), Set<Int>())
    for _ in 0..<6 {
      let numbers = (0..<Int.random(in: 0...700, using: &random)).map { _ -> Int32 in
        switch Int.random(in: 0..<8, using: &random) {
        case 0: -1
        case 1: Int32.random(in: 65_000...66_500, using: &random)
        case 2: Int32.random(in: 90_000_000...99_999_999, using: &random)
        default: Int32.random(in: 0...4000, using: &random)
        }
      }
      // A slice that does not begin at 0, as a column's does.
      let slice = ([7] + numbers).dropFirst()
      let unknown = numbers.indices.filter { numbers[$0] < 0 || !plain.contains(Int(numbers[$0])) }
      #expect(own.offsets(ofUnknown: slice) == unknown)
      var there = 0
      for number in numbers where number >= 0 {
        if !plain.insert(Int(number)).inserted { there += 1 }
      }
      #expect(own.insert(slice) == there)
      expectSame(own, plain)
    }
  }

  @Test("Numbers of one batch are not taken for those of the next")
  func batches() {
    var judged = Judgements()
    judged.reset(records: 3, columns: 2)
    #expect(judged.smallNumbers(in: 0) == nil && judged.recordsWithoutNumber(in: 1) == [0, 1, 2])
    judged.beginNumbers(of: 1)
    for record in 0..<3 { judged.note(Int32(record + 5), record, 1) }
    judged[1, 1] = .faulty
    #expect(judged.smallNumbers(in: 1).map { $0.map { max($0, -1) } } == [5, -1, 7])
    #expect(judged.recordsWithoutNumber(in: 1) == [1])
    judged.reset(records: 2, columns: 2)
    #expect(judged.smallNumbers(in: 1) == nil && judged.recordsWithoutNumber(in: 1) == [0, 1])
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
