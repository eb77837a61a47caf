import Statistics
import TestSupport
import Testing

@Suite struct TrendTests {
  private func points(_ row: [String: String]) -> (x: [Double], y: [Double]) {
    (Fixture.numbers(row["x"]), Fixture.numbers(row["y"]))
  }

  private func expect(
    _ figure: Double?, _ row: [String: String], _ name: String, within tolerance: Double = 1e-11,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let expected = try #require(row[name].flatMap(Double.init), sourceLocation: location)
    let figure = try #require(figure, sourceLocation: location)
    #expect(
      abs(figure - expected) <= tolerance * max(abs(expected), 1e-300),
      "\(name) of \(row["set"] ?? ""): \(figure), expected \(expected)", sourceLocation: location)
  }

  @Test("Mann and Kendall's test agrees with pymannkendall, τ-b with scipy, ties and all")
  func mannKendall() throws {
    let rows = try Fixture.rows("trends")
    for row in rows {
      let test = try MannKendall(points(row).y)
      #expect(test.score == row["score"].flatMap(Int.init), "\(row["set"] ?? "")")
      try expect(test.variance, row, "variance")
      try expect(test.z, row, "z")
      try expect(test.p, row, "p", within: 1e-10)
      try expect(test.tau, row, "tau")
    }
    #expect(rows.count == 12)
  }

  @Test("Theil and Sen's line and its interval agree with scipy, few points or many")
  func theilSen() throws {
    for row in try Fixture.rows("trends") {
      let (x, y) = points(row)
      let line = try TheilSen(x: x, y: y)
      try expect(line.slope, row, "slope")
      try expect(line.intercept, row, "intercept", within: 1e-10)
      try expect(line.interval.lowerBound, row, "low")
      try expect(line.interval.upperBound, row, "high")
      let distinct = Dictionary(grouping: x) { $0 }.values.reduce(x.count * x.count) {
        $0 - $1.count * $1.count
      }
      #expect(line.pairs == distinct / 2)
    }
  }

  @Test("The line of least squares agrees with scipy")
  func leastSquares() throws {
    for row in try Fixture.rows("trends") {
      let (x, y) = points(row)
      let line = try LeastSquares(x: x, y: y)
      // Seconds since 1970 cost scipy digits.
      let tolerance = row["set"] == "seconds" ? 1e-6 : 1e-8
      try expect(line.slope, row, "line_slope", within: tolerance)
      try expect(line.intercept, row, "line_intercept", within: tolerance)
      try expect(line.residualDeviation, row, "residual_deviation", within: tolerance)
      try expect(line.slopeError, row, "slope_error", within: tolerance)
      try expect(line.interceptError, row, "intercept_error", within: tolerance)
      try expect(line.determination, row, "r2", within: tolerance * 10)
      try expect(line.p, row, "line_p", within: tolerance * 10)
    }
  }

  @Test("NIST's calibration of ozone monitors comes out in every certified digit")
  func norris() throws {
    let rows = try Fixture.rows("strd/Norris")
    let line = try LeastSquares(
      x: rows.map { try #require($0["x"].flatMap(Double.init)) },
      y: rows.map { try #require($0["y"].flatMap(Double.init)) })
    for (figure, certified) in [
      (line.slope, 1.00211681802045), (line.intercept, -0.262323073774029),
      (line.slopeError, 0.000429796848199937), (line.interceptError, 0.232818234301152),
      (line.residualDeviation, 0.884796396144373),
      (try #require(line.determination), 0.999993745883712),
    ] {
      #expect(
        abs(figure - certified) <= 1e-14 * abs(certified), "\(figure), certified \(certified)")
    }
    // 2.0322445 is t of 34 degrees of freedom at 97.5 % in the usual tables.
    let interval = line.slopeInterval()
    #expect(abs(interval.upperBound - line.slope - 2.0322445093 * line.slopeError) < 1e-12)
  }

  @Test("A trend that is not defined says why")
  func undefined() {
    #expect(throws: Undefined.tooFew(count: 3, needed: 4)) { try MannKendall([1, 2, 3]) }
    #expect(throws: Undefined.allEqual) { try MannKendall([2, 2, 2, 2]) }
    #expect(throws: Undefined.notFinite(at: 4)) { try MannKendall([1, 2, 3, 4, .nan]) }
    #expect(throws: Undefined.tooFew(count: 2, needed: 3)) { try TheilSen(x: [1, 2], y: [1, 2]) }
    #expect(throws: Undefined.allEqual) { try TheilSen(x: [1, 1, 1], y: [1, 2, 3]) }
    #expect(throws: Undefined.outOfRange) { try TheilSen(x: [0, 1e-300, 1], y: [0, 1e300, 1]) }
    #expect(throws: Undefined.allEqual) { try LeastSquares(x: [1, 1, 1], y: [1, 2, 3]) }
    #expect(throws: Undefined.outOfRange) { try LeastSquares(x: [0, 1, 2], y: [0, 1e300, 0]) }
    let long = (0..<2_000).map { Double($0) }
    #expect(throws: Undefined.outOfRange) {
      try TheilSen(x: long.map { $0 * 1e-290 }, y: long.map { $0 * 1e290 })
    }
    #expect(throws: Undefined.allEqual) {
      try TheilSen(x: Array(repeating: 1, count: 2_000), y: long)
    }
    #expect(throws: Undefined.tooMany(count: 1_000_001, most: 1_000_000)) {
      try TheilSen(
        x: Array(repeating: 1, count: 1_000_001), y: Array(repeating: 1, count: 1_000_001))
    }
  }

  @Test("A level series has the slope 0 and no share to explain")
  func level() throws {
    let line = try LeastSquares(x: [1, 2, 3], y: [0.1, 0.1, 0.1])
    #expect(line.slope == 0 && line.intercept == 0.1)
    #expect(line.determination == nil && line.p == nil)
    let sen = try TheilSen(x: [1, 2, 3], y: [4, 4, 4])
    #expect(sen.slope == 0 && sen.intercept == 4 && sen.interval == 0...0)
    let exact = try LeastSquares(x: [1, 2, 3], y: [2, 4, 6])
    #expect(exact.slope == 2 && exact.residualDeviation == 0 && exact.p == 0)
  }
}
