import Statistics
import TestSupport
import Testing

@Suite("Comparing two samples")
struct ComparisonTests {
  private func tally(_ values: [Int]) -> Tally {
    var tally = Tally()
    for value in values { tally.add(value) }
    return tally
  }

  private func samples(_ cell: String?) -> Tally { tally(Fixture.numbers(cell).map { Int($0) }) }

  @Test("U, its p value and the shift are those that scipy and numpy have")
  func rankSums() throws {
    let rows = try Fixture.rows("rank-sums")
    #expect(rows.count >= 12)
    for row in rows {
      let (first, second) = (samples(row["first"]), samples(row["second"]))
      let name = row["name"] ?? ""
      let test = try #require(MannWhitney(first, second))
      let p = try #require(Double(row["p"] ?? ""))
      #expect(test.u == Double(row["u"] ?? ""), "\(name)")
      #expect(abs(test.pValue - p) <= 1e-12 * p, "\(name): \(test.pValue), not \(p)")
      #expect(hodgesLehmannShift(from: second, to: first) == Double(row["shift"] ?? ""), "\(name)")
      // The other way round everything is the same but the sign.
      let other = try #require(MannWhitney(second, first))
      #expect(other.pValue == test.pValue, "\(name)")
    }
  }

  @Test("Up to eight values without a tie are compared exactly")
  func exactness() {
    #expect(MannWhitney(tally([1, 2, 3]), tally([4, 5, 6]))?.isExact == true)
    #expect(MannWhitney(tally([1, 2, 3]), tally([3, 5, 6]))?.isExact == false)
    #expect(MannWhitney(tally([1]), tally(Array(2...300)))?.isExact == false)
    #expect(MannWhitney(tally(Array(1...9)), tally(Array(20...29)))?.isExact == false)
  }

  @Test("Where a sample is empty there is nothing to compare, and no shift")
  func empty() {
    #expect(MannWhitney(tally([]), tally([1])) == nil)
    #expect(MannWhitney(tally([1]), tally([])) == nil)
    #expect(hodgesLehmannShift(from: tally([]), to: tally([1])) == nil)
    #expect(hodgesLehmannShift(from: tally([1]), to: tally([])) == nil)
  }

  @Test("Numbers at the end of the range do not trap")
  func extremes() {
    #expect(hodgesLehmannShift(from: tally([.min]), to: tally([.max])) == nil)
    #expect(MannWhitney(tally([.min, .max]), tally([.max, 0]))?.u == 1.5)
    var many = Tally()
    many.add(5, times: .max / 2)
    #expect(hodgesLehmannShift(from: many, to: many) == nil)
    var million = Tally()
    million.add(5, times: 1_000_000)
    million.add(9, times: 1_000_000)
    #expect(hodgesLehmannShift(from: tally([1]), to: million) == 6)
  }
}
