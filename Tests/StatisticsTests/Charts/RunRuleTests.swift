import Statistics
import TestSupport
import Testing

@Suite struct RunRuleTests {
  /// Values that are their own distances from the centre.
  private func chart(_ values: [Double], _ rules: RunRules) throws -> ControlChart {
    try .individuals(values, level: ProcessLevel(center: 0, sigma: 1), rules: rules)
  }

  private func places(_ rule: RunRule, _ values: [Double], _ rules: RunRules = .nelson) throws
    -> [Int]
  {
    let points = try chart(values, rules).points
    return points.indices.filter { points[$0].broken.contains(rule) }
  }

  @Test("Every rule agrees with windows that Python slid over the same points")
  func windows() throws {
    let rows = try Fixture.rows("run_rules")
    #expect(rows.count == 24 * RunRule.allCases.count)
    var values: [Double] = []
    var seen: Set<RunRule> = []
    for row in rows {
      if row["z"]?.isEmpty == false { values = row.numbers("z") }
      let rule = try #require(row["rule"].flatMap(RunRule.init))
      let rules: RunRules = rule == .eightOnOneSide ? .westernElectric : .nelson
      let found = try places(rule, values, rules)
      #expect(found == row.places("points"), "\(rule.rawValue) in series \(row["series"] ?? "")")
      if !found.isEmpty { seen.insert(rule) }
    }
    #expect(seen == Set(RunRule.allCases))
  }

  @Test("A point on a limit is inside, on the centre on neither side")
  func borders() throws {
    #expect(try chart([3, -3], .limits).signals.isEmpty)
    #expect(try chart([3.0001, -3.0001], .limits).signals == [0, 1])
    #expect(try places(.twoOfThreeBeyondTwo, [2, 2, 2]).isEmpty)
    #expect(try places(.twoOfThreeBeyondTwo, [2.1, 0, 2.1, 0, 0, 2.1, -2.1]) == [2])
    #expect(try places(.fourOfFiveBeyondOne, [1.1, 1.1, 0, 1.1, 1.1]) == [4])
    #expect(try places(.fourOfFiveBeyondOne, [1, 1, 1, 1, 1]).isEmpty)
    let nine = Array(repeating: 0.1, count: 9)
    #expect(try places(.nineOnOneSide, nine) == [8])
    #expect(try places(.nineOnOneSide, nine.dropLast() + [0] + nine.dropLast()).isEmpty)
    #expect(try places(.eightOnOneSide, nine, .westernElectric) == [7, 8])
    #expect(try places(.sixTrending, [0, 0.1, 0.2, 0.3, 0.4, 0.5]) == [5])
    #expect(try places(.sixTrending, [0, 0.1, 0.2, 0.2, 0.3, 0.4, 0.5]).isEmpty)
    #expect(try places(.fifteenWithinOne, Array(repeating: 1, count: 20)).isEmpty)
    #expect(try places(.eightBeyondOne, Array(repeating: -1, count: 20)).isEmpty)
  }

  @Test("Rules that tell one deviation from two are left out of charts of counts")
  func counts() throws {
    let samples = Array(repeating: Inspected(found: 14, of: 1), count: 4)
    // 14 is 1.67 deviations above 9.
    #expect(try ControlChart.rates(samples, center: 9).signals.isEmpty)
    let eight = Array(repeating: Inspected(found: 14, of: 1), count: 8)
    #expect(try ControlChart.rates(eight, center: 9).points[7].broken == [.eightOnOneSide])
  }
}
