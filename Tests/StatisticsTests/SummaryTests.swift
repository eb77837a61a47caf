import Foundation
import Statistics
import TestSupport
import Testing

@Suite struct MomentsTests {
  @Test("The nine univariate sets of NIST come out in every certified digit")
  func strd() throws {
    let certified = try Fixture.rows("strd/certified")
    for row in certified {
      let set = try #require(row["set"])
      let moments = Moments(try samples(of: set))
      #expect(moments.count == row["n"].flatMap(Int.init), "\(set)")
      let figures = [
        "mean": try moments.mean, "standard_deviation": try moments.standardDeviation,
        "autocorrelation": try moments.autocorrelation, "skewness": try moments.skewness,
        "kurtosis": (try? moments.kurtosis) ?? .nan,
      ]
      for (name, figure) in figures {
        guard let value = row[name].flatMap(Double.init) else { continue }
        // Certified values have 15 digits; one unit of the last may be 10⁻¹⁴ of the value.
        #expect(digits(figure, value) >= 14, "\(name) of \(set): \(figure), certified \(value)")
      }
    }
    #expect(certified.count == 9)
  }

  @Test("Parts that were summed apart and appended keep the digits")
  func appended() throws {
    for set in ["PiDigits", "Michelso", "NumAcc1", "NumAcc4", "Lew"] {
      let samples = try samples(of: set)
      let whole = Moments(samples)
      for size in [1, 2, 7, 64, 999] {
        var parts = Moments()
        for start in stride(from: 0, to: samples.count, by: size) {
          parts.append(Moments(samples[start..<min(start + size, samples.count)]))
        }
        #expect(parts.count == whole.count)
        for (part, whole) in [
          (try parts.mean, try whole.mean), (try parts.variance, try whole.variance),
          (try parts.autocorrelation, try whole.autocorrelation),
          (try parts.skewness + 1, try whole.skewness + 1),
          ((try? parts.kurtosis) ?? 0, (try? whole.kurtosis) ?? 0),
          (try parts.minimum, try whole.minimum), (try parts.maximum, try whole.maximum),
        ] {
          #expect(digits(part, whole) >= 14, "\(set) in parts of \(size)")
        }
      }
    }
  }

  @Test("Numbers that are no short decimals keep their digits too")
  func thirds() throws {
    // 1/3 + 10⁶ in steps of 2⁻³⁰, which are exact: the variance of 1…5 is 2.5.
    let step = 0x1p-30
    let samples = (1...5).map { 1e6 + 0x1.5p-10 + Double($0) * step }
    let moments = Moments(samples)
    #expect(try moments.variance == 2.5 * step * step)
    #expect(try moments.mean == samples[2])
    #expect(try moments.skewness == 0)
  }

  @Test("A first sample far from all others costs no digits")
  func farPivot() throws {
    let samples = [1e9] + (0..<999).map { $0.isMultiple(of: 2) ? 0.1 : 0.3 }
    let (forward, backward) = (Moments(samples), Moments(samples.reversed()))
    #expect(digits(try forward.variance, try backward.variance) >= 15)
    #expect(digits(try forward.kurtosis, try backward.kurtosis) >= 14)
    #expect(digits(try forward.autocorrelation, try backward.autocorrelation) >= 14)
  }

  @Test("What is not defined says why")
  func undefined() {
    #expect(throws: Undefined.tooFew(count: 0, needed: 1)) { try Moments().mean }
    #expect(throws: Undefined.tooFew(count: 1, needed: 2)) { try Moments([4]).variance }
    #expect(throws: Undefined.tooFew(count: 3, needed: 4)) { try Moments([1, 2, 3]).kurtosis }
    #expect(throws: Undefined.allEqual) { try Moments([0.1, 0.1, 0.1, 0.1]).skewness }
    #expect(throws: Undefined.allEqual) { try Moments([0.1, 0.1]).autocorrelation }
    #expect(throws: Undefined.zeroMean) { try Moments([-1, 1]).coefficientOfVariation }
    #expect(throws: Undefined.notFinite(at: 1)) { try Moments([1, .nan, 3]).mean }
    #expect(throws: Undefined.notFinite(at: 2)) { try Moments([1, 2, -.infinity]).minimum }
    #expect(throws: Undefined.outOfRange) { try Moments([1e300, -1e300]).variance }
    #expect(throws: Undefined.outOfRange) { try Moments([1e-300, 2e-300]).variance }
    #expect(throws: Undefined.outOfRange) { try Moments([1.7e308, -1.7e308, 0]).mean }
    var parts = Moments([1, 2])
    parts.append(Moments([3, .nan]))
    #expect(throws: Undefined.notFinite(at: 3)) { try parts.mean }
  }

  @Test("Equal samples have no spread, to the last digit")
  func equal() throws {
    let moments = Moments(Array(repeating: 0.1, count: 1_000))
    #expect(try moments.mean == 0.1)
    #expect(try moments.standardDeviation == 0)
    #expect(try moments.coefficientOfVariation == 0)
  }

  private func samples(of set: String) throws -> [Double] {
    try Fixture.rows("strd/\(set)").map { try #require($0["value"].flatMap(Double.init)) }
  }

  /// How many digits agree: the log relative error, and 16 where nothing differs.
  private func digits(_ figure: Double, _ value: Double) -> Double {
    if figure == value { return 16 }
    return -log10(value == 0 ? abs(figure) : abs(figure - value) / abs(value))
  }
}

@Suite struct SummaryTests {
  @Test("The twelve measurements of NIST's handbook have the figures that scipy and numpy give")
  func gauge() throws {
    // NIST/SEMATECH e-Handbook 7.2.6.2; numpy 2.4.6, scipy 1.17.1 with bias=False.
    let samples = [
      95.1772, 95.1567, 95.1937, 95.1959, 95.1442, 95.0610, 95.1591, 95.1195, 95.1065, 95.0925,
      95.1990, 95.1682,
    ]
    let summary = try Summary(samples)
    let moments = summary.moments
    for (figure, expected) in [
      (try moments.mean, 95.14779166666666), (try moments.standardDeviation, 0.04435512593792922),
      (try moments.standardError, 0.012804221950101596),
      (try moments.coefficientOfVariation, 0.0004661708397113357),
      (try moments.skewness, -0.6718798070852906), (try moments.kurtosis, -0.4810346455439336),
      (try moments.minimum, 95.0610), (summary.quartiles.lower, 95.11625),
      (summary.quartiles.median, 95.1579), (summary.quartiles.upper, 95.181325),
      (try moments.maximum, 95.1990),
    ] {
      #expect(abs(figure - expected) < 1e-11, "\(figure), expected \(expected)")
    }
    #expect(summary.count == 12)
  }

  @Test("Percentiles of numbers agree with those that numpy computed")
  func percentiles() throws {
    for row in try Fixture.rows("percentiles") {
      guard case let samples = Fixture.numbers(row["samples"]), !samples.isEmpty else { continue }
      let summary = try Summary(samples.map { $0 / 8 })
      let p = try #require(row["p"].flatMap(Double.init))
      let r7 = try #require(row["r7"].flatMap(Double.init)) / 8
      #expect(abs(summary.percentile(p) - r7) <= 1e-12 * max(1, abs(r7)))
      #expect(summary.percentile(p, .nearest) * 8 == row["nearest"].flatMap(Double.init))
    }
  }

  @Test("Quartiles of few, of none and of numbers at the end of the range")
  func few() throws {
    #expect(throws: Undefined.tooFew(count: 0, needed: 1)) { try Summary([]) }
    #expect(throws: Undefined.notFinite(at: 1)) { try Summary([1, .infinity]) }
    let one = try Quartiles([7])
    #expect(one.lower == 7 && one.median == 7 && one.upper == 7 && one.range == 0)
    #expect(try Quartiles([1.7e308, -1.7e308]).median == 0)
  }

  @Test("A reason is a sentence that can stand beside an empty figure")
  func reasons() {
    #expect(Undefined.tooFew(count: 1, needed: 3).reason == "it takes 3 samples, and there is one")
    #expect(
      Undefined.tooFew(count: 0, needed: 1).reason == "it takes one sample, and there are none")
    #expect(Undefined.notFinite(at: 0).reason == "sample 1 is not a number")
  }
}
