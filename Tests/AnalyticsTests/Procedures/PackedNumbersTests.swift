import Testing

@testable import Analytics

@Suite struct PackedNumbersTests {
  private struct Block {
    var numbers: PackedNumbers
  }

  private static let missing = PackedNumbers.missing
  private static let widest = Int(UInt32.max)

  private static let columns: [[Int]] = [
    [], [missing], [0], [7, 5, missing, 6], [-3, missing, 4], [.max, .max - 1],
    [missing + 1, missing], [1, widest], [0, widest], [0, widest - 1, missing],
    [missing + 1, .max, missing],
  ]

  @Test("They are what they were made of, however far they lie from each other", arguments: columns)
  func numbers(_ numbers: [Int]) {
    #expect(Array(PackedNumbers(numbers)) == numbers)
  }

  @Test("Blocks lie one after the other, and are empty afterwards", arguments: columns)
  func blocks(_ numbers: [Int]) {
    for other in Self.columns {
      var blocks = [numbers, other, [], numbers].map { Block(numbers: PackedNumbers($0)) }
      #expect(Array(PackedNumbers.take(\.numbers, from: &blocks)) == numbers + other + numbers)
      #expect(blocks.allSatisfy { $0.numbers.isEmpty })
    }
  }
}
