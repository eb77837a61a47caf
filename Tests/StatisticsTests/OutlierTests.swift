import Statistics
import TestSupport
import Testing

@Suite struct OutlierTests {
  @Test("Each method finds the samples that numpy and scipy find, with their scores and limits")
  func methods() throws {
    let rows = try Fixture.rows("outliers")
    for row in rows {
      let place = "\(row["method"] ?? "") on \(row["set"] ?? "")"
      let method = try #require(OutlierMethod(rawValue: row["method"] ?? ""))
      let outliers = try method.outliers(in: Fixture.numbers(row["samples"]))
      #expect(outliers.map { Double($0.index) } == Fixture.numbers(row["indices"]), "\(place)")
      for (outlier, expected) in zip(outliers, Fixture.numbers(row["scores"])) {
        #expect(abs(outlier.score - expected) <= 1e-10 * abs(expected), "\(place)")
      }
      for (outlier, expected) in zip(outliers, Fixture.numbers(row["lower"])) {
        #expect(abs(outlier.limits.lowerBound - expected) <= 1e-10 * abs(expected), "\(place)")
      }
      for (outlier, expected) in zip(outliers, Fixture.numbers(row["upper"])) {
        #expect(abs(outlier.limits.upperBound - expected) <= 1e-10 * abs(expected), "\(place)")
      }
    }
    #expect(Set(rows.map { $0["method"] }).count == OutlierMethod.allCases.count)
  }

  @Test("Rosner's 54 values have the ten statistics and critical values of NIST's handbook")
  func rosner() throws {
    let row = try #require(try Fixture.rows("outliers").first { $0["set"] == "rosner" })
    let test = try GeneralizedESD(Fixture.numbers(row["samples"]))
    // NIST/SEMATECH e-Handbook 1.3.5.17.3, which cuts after the third decimal.
    let statistics = [3.118, 2.942, 3.179, 2.810, 2.815, 2.848, 2.279, 2.310, 2.101, 2.067]
    let critical = [3.158, 3.151, 3.143, 3.136, 3.128, 3.120, 3.111, 3.103, 3.094, 3.085]
    for (step, (r, lambda)) in zip(test.steps, zip(statistics, critical)) {
      #expect(step.statistic >= r && step.statistic < r + 0.001)
      #expect(step.critical >= lambda && step.critical < lambda + 0.001)
    }
    #expect(test.steps.count == 10)
    #expect(test.outliers.map(\.value) == [5.34, 5.42, 6.01])
  }

  @Test("The handbook's eight measurements have one outlier by Grubbs' test")
  func grubbs() throws {
    // NIST/SEMATECH e-Handbook 1.3.5.17.1: G = 2.4687.
    let test = try GrubbsTest([199.31, 199.53, 200.19, 200.82, 201.92, 201.95, 202.18, 245.57])
    #expect(abs(test.statistic - 2.4687) < 1e-4)
    #expect(test.index == 7 && test.outlier?.value == 245.57)
    #expect(try GrubbsTest([1, 2, 3]).outlier == nil)
  }

  @Test("Where half of the samples are equal the mean deviation stands in, fences are not defined")
  func halves() throws {
    let samples: [Double] = [5, 5, 5, 5, 5, 5, 5, 9, 4, 5, 5, 30]
    #expect(try ModifiedZ(samples).usesMeanDeviation)
    #expect(throws: Undefined.halfEqual) { try TukeyFences(samples) }
    // Beside 9 four of seven are 5; the 4 has a spread around it.
    let filtered = try HampelFilter().outliers(in: samples)
    #expect(filtered.outliers.map(\.index) == [11])
    #expect(filtered.unjudged == 2)
    #expect(throws: Undefined.self) { try HampelFilter().outliers(in: [1, .nan, 2]) }
  }

  @Test("Samples without spread, or too few of them, have no outliers to speak of")
  func undefined() {
    for method in OutlierMethod.allCases where method != .hampel {
      #expect(throws: Undefined.allEqual, "\(method)") {
        try method.outliers(in: Array(repeating: 0.1, count: 20))
      }
    }
    for method in OutlierMethod.allCases {
      #expect(throws: Undefined.self, "\(method)") { try method.outliers(in: []) }
      #expect(throws: Undefined.self, "\(method)") { try method.outliers(in: [1, 2]) }
      #expect(throws: Undefined.notFinite(at: 3), "\(method)") {
        try method.outliers(in: [1, 2, 3, .infinity] + Array(repeating: 4, count: 20))
      }
      #expect(throws: Undefined.outOfRange, "\(method)") {
        try method.outliers(in: (0..<20).map { $0.isMultiple(of: 2) ? 1.7e308 : -1.7e308 })
      }
    }
    #expect(throws: Undefined.tooFew(count: 14, needed: 15)) {
      try GeneralizedESD((0..<14).map { Double($0) })
    }
  }

  @Test("One sample unlike all equal ones is found by the tests of the mean, and ends them")
  func lone() throws {
    let samples = Array(repeating: 1.0, count: 19) + [2]
    #expect(try GrubbsTest(samples).outlier?.index == 19)
    let repeated = try GeneralizedESD(samples)
    #expect(repeated.outliers.map(\.index) == [19])
    #expect(repeated.steps.count == 1)
  }

  @Test("A score tells the side, and Tukey's how far out")
  func sides() throws {
    let samples: [Double] = [-40, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20]
    let outliers = try TukeyFences(samples).outliers()
    #expect(outliers.map(\.value) == [-40, 20])
    #expect(outliers[0].score < -3 && outliers[1].score > 1.5 && outliers[1].score < 3)
    #expect(try TukeyFences(samples).outliers(beyond: 3).map(\.value) == [-40])
  }
}
