import Testing

@testable import Statistics

/// A tally beside a dictionary that counts the same.
@Suite struct TallyCountingTests {
  /// Values that lie close, far apart, below zero, and at the borders of pages.
  private static let ranges = [0...300, 255...257, -40...40, 4_194_000...4_194_600, 0...50_000_000]

  @Test("Any samples are counted as one by one, however often a value comes", arguments: ranges)
  func counts(_ range: ClosedRange<Int>) {
    var random = SplitMix(seed: UInt64(range.upperBound))
    var tally = Tally()
    var counts: [Int: Int] = [:]
    for i in 0..<20_000 {
      // Every third is one of few, so that some come more often than a byte can count.
      let value = i % 3 == 0 ? range.lowerBound + i % 2 : Int.random(in: range, using: &random)
      let times = i % 500 == 0 ? Int.random(in: 0...100_000, using: &random) : 1
      if times == 1 { tally.add(value) } else { tally.add(value, times: times) }
      counts[value, default: 0] += times
    }
    expectSame(tally, counts)
  }

  @Test("Two tallies add up, in either order", arguments: ranges)
  func sum(_ range: ClosedRange<Int>) {
    var random = SplitMix(seed: 7)
    var (first, second, counts) = (Tally(), Tally(), [Int: Int]())
    for i in 0..<10_000 {
      let value = Int.random(in: range, using: &random)
      if i % 4 == 0 { first.add(value) } else { second.add(value) }
      counts[value, default: 0] += 1
    }
    var (one, other) = (first, second)
    one.add(second)
    other.add(first)
    expectSame(one, counts)
    expectSame(other, counts)
    var none = Tally()
    none.add(one)
    none.add(Tally())
    expectSame(none, counts)
  }

  @Test("Instants at even distances, as of a machine that works by the clock, are found fast")
  func evenDistances() {
    var tally = Tally()
    for i in 0..<200_000 { tally.add(1_700_000_000 + i * 1 << 16) }
    #expect(tally.count == 200_000)
    #expect(tally.ascending.count == 200_000)
  }

  private func expectSame(_ tally: Tally, _ counts: [Int: Int]) {
    let expected = counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }
    let found = tally.ascending
    #expect(found.map(\.value) == expected.map(\.key))
    #expect(found.map(\.count) == expected.map(\.value))
    #expect(tally.count == expected.reduce(0) { $0 + $1.value })
    let sum = expected.reduce(0.0) { $0 + Double($1.key) * Double($1.value) }
    let mean = sum / Double(tally.count)
    #expect(abs((tally.mean ?? .nan) - mean) <= 1e-9 * max(1, abs(mean)))
  }
}
