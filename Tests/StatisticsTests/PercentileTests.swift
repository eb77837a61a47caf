import Statistics
import TestSupport
import Testing

@Suite struct PercentileTests {
  @Test("Percentiles agree with those that numpy computed")
  func numpy() throws {
    let rows = try Fixture.rows("percentiles")
    for row in rows {
      var tally = Tally()
      for sample in Fixture.numbers(row["samples"]) { tally.add(Int(sample)) }
      let samples = OrderedSamples(tally)
      let p = try #require(row["p"].flatMap(Double.init))
      let r7 = try #require(row["r7"].flatMap(Double.init))
      let place = "\(row["set"] ?? "") at \(p)"
      #expect(abs(try #require(samples.percentile(p)) - r7) <= 1e-9 * max(1, abs(r7)), "\(place)")
      #expect(samples.percentile(p, .nearest) == row["nearest"].flatMap(Double.init), "\(place)")
    }
    #expect(rows.count == 56)
  }

  @Test("A histogram counts what lies in its range, borders included")
  func histogram() {
    var tally = Tally()
    for value in [-5, 0, 0, 9, 10, 19, 20, 39, 40, 41] { tally.add(value) }
    let samples = OrderedSamples(tally)
    #expect(samples.histogram(bins: 4, upTo: 40) == [3, 2, 1, 2])
    #expect(samples.histogram(bins: 1, upTo: 1_000) == [9])
    #expect(samples.histogram(bins: 3, upTo: 0) == [2, 0, 0])
    #expect(OrderedSamples(Tally()).histogram(bins: 2, upTo: 10) == [0, 0])
  }

  @Test(
    "Of many samples, near or far, each rank is the one that sorting gives",
    arguments: [0...900, -700...700, 0...3_000_000, 5_000_000...9_000_000_000])
  func ranks(_ range: ClosedRange<Int>) {
    var random = SplitMix(seed: UInt64(range.upperBound))
    var tally = Tally()
    var sorted: [Int] = []
    for i in 0..<4001 {
      let value =
        i % 3 == 0 ? range.lowerBound + i % 2 : Int.random(in: range, using: &random)
      tally.add(value)
      sorted.append(value)
    }
    sorted.sort()
    let samples = OrderedSamples(tally)
    #expect(samples.count == 4001)
    #expect(samples.lowest == sorted.first && samples.highest == sorted.last)
    for rank in 0...4000 {
      let share = (Double(rank) + 0.5) / 4001
      #expect(samples.percentile(share, .nearest) == Double(sorted[rank]))
    }
    for value in sorted.prefix(3) + sorted.suffix(700) + [range.lowerBound - 1] {
      #expect(samples.count(notAbove: Double(value)) == sorted.count { $0 <= value })
      #expect(
        samples.count(notAbove: Double(value) + 0.5)
          == sorted.count { Double($0) <= Double(value) + 0.5 })
    }
  }

  @Test("There is no percentile of no samples")
  func empty() {
    let samples = OrderedSamples(Tally())
    #expect(samples.percentile(0.5) == nil)
    #expect(samples.percentile(0.5, .nearest) == nil)
    #expect(samples.lowest == nil)
    #expect(Tally().mean == nil)
  }
}

@Suite struct TallyTests {
  @Test("A tally counts every value, however many and however they are spread")
  func counts() {
    var tally = Tally()
    var expected: [Int: Int] = [:]
    var state: UInt64 = 3
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Int(truncatingIfNeeded: state >> 40) % 5_000 - 2_500
      tally.add(value)
      expected[value, default: 0] += 1
    }
    for value in [Int.min, -1, Int.max, 1 << 24, 2 << 24] {
      tally.add(value, times: 3)
      expected[value, default: 0] += 3
    }
    #expect(tally.count == 20_015)
    #expect(tally.ascending.map(\.value) == expected.keys.sorted())
    #expect(tally.ascending.allSatisfy { expected[$0.value] == $0.count })
  }

  @Test("Two tallies add up")
  func sum() {
    var left = Tally()
    var right = Tally()
    for value in 0..<100 { left.add(value % 7) }
    for value in 0..<50 { right.add(value % 11) }
    var both = left
    both.add(right)
    #expect(both.count == 150)
    #expect(both.ascending.first { $0.value == 3 }?.count == 14 + 5)
    #expect(
      both.mean
        == (Double((0..<100).map { $0 % 7 }.reduce(0, +))
          + Double((0..<50).map { $0 % 11 }.reduce(0, +))) / 150)
  }
}
