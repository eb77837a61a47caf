import Statistics
import TestSupport
import Testing

@Suite struct DistributionTests {
  @Test(
    "Every share and quantile has twelve digits of the exact value, to the far end of the tails")
  func exact() throws {
    let rows = try Fixture.rows("distributions")
    for row in rows {
      let value = try #require(row["value"].flatMap(Double.init))
      let figure = try #require(self.figure(of: row))
      let place = ["distribution", "function", "a", "b", "x"].map { row[$0] ?? "" }
        .joined(separator: " ")
      #expect(
        abs(figure - value) <= 1e-12 * abs(value), "\(place): \(figure), expected \(value)")
    }
    #expect(rows.count > 900)
  }

  private func figure(of row: [String: String]) -> Double? {
    guard let x = row["x"].flatMap(Double.init) else { return nil }
    let a = row["a"].flatMap(Double.init) ?? 0
    let b = row["b"].flatMap(Double.init) ?? 0
    return switch (row["distribution"], row["function"]) {
    case ("normal", "cdf"): Normal().cdf(x)
    case ("normal", "upper"): Normal().upperTail(x)
    case ("normal", "quantile"): Normal().quantile(x)
    case ("t", "upper"): StudentT(degreesOfFreedom: a).upperTail(x)
    case ("t", "two-sided"): StudentT(degreesOfFreedom: a).twoSided(x)
    case ("t", "upper-quantile"): StudentT(degreesOfFreedom: a).quantile(upperTail: x)
    case ("chi-squared", "cdf"): ChiSquared(degreesOfFreedom: a).cdf(x)
    case ("chi-squared", "upper"): ChiSquared(degreesOfFreedom: a).upperTail(x)
    case ("chi-squared", "quantile"): ChiSquared(degreesOfFreedom: a).quantile(x)
    case ("chi-squared", "upper-quantile"):
      ChiSquared(degreesOfFreedom: a).quantile(upperTail: x)
    case ("f", "cdf"): FisherF(numeratorDegrees: a, denominatorDegrees: b).cdf(x)
    case ("f", "upper"): FisherF(numeratorDegrees: a, denominatorDegrees: b).upperTail(x)
    default: nil
    }
  }

  @Test("At the ends of a distribution lies everything or nothing")
  func ends() {
    let t = StudentT(degreesOfFreedom: 3)
    let square = ChiSquared(degreesOfFreedom: 3)
    let f = FisherF(numeratorDegrees: 2, denominatorDegrees: 5)
    #expect(Normal().cdf(.infinity) == 1 && Normal().cdf(-.infinity) == 0)
    #expect(t.cdf(.infinity) == 1 && t.upperTail(.infinity) == 0 && t.twoSided(0) == 1)
    #expect(square.cdf(-1) == 0 && square.upperTail(0) == 1 && square.upperTail(.infinity) == 0)
    #expect(f.cdf(0) == 0 && f.upperTail(-.infinity) == 1 && f.cdf(.infinity) == 1)
    #expect(Normal().quantile(0) == -.infinity && Normal().quantile(1) == .infinity)
    #expect(t.quantile(0) == -.infinity && t.quantile(upperTail: 0) == .infinity)
    #expect(t.quantile(0.5) == 0 && Normal().quantile(0.5) == 0)
    #expect(square.quantile(0) == 0 && square.quantile(1) == .infinity)
  }

  @Test("A lower and an upper quantile of the same share mirror each other")
  func mirrored() {
    let t = StudentT(degreesOfFreedom: 7)
    for p in [1e-9, 0.01, 0.2, 0.5, 0.75] {
      #expect(t.quantile(p) == -t.quantile(upperTail: p))
      #expect(Normal().quantile(p) == -Normal().quantile(upperTail: p))
    }
    let wide = Normal(mean: 10, standardDeviation: 2)
    #expect(abs(wide.quantile(0.975) - 13.919927969080108) < 1e-12)
    #expect(abs(wide.cdf(6) - Normal().cdf(-2)) < 1e-17)
  }

  @Test("Values far beyond the square of numbers keep the power law of their tail")
  func farOut() {
    // One degree of freedom is Cauchy's distribution, whose two tails are 2 / (π t) far out.
    let far = StudentT(degreesOfFreedom: 1).twoSided(1e200)
    #expect(abs(far * 1e200 - 0.6366197723675814) < 1e-12)
    let quantile = StudentT(degreesOfFreedom: 1).quantile(upperTail: 1e-200)
    #expect(abs(quantile / 1e200 - 0.3183098861837907) < 1e-12)
    #expect(StudentT(degreesOfFreedom: 1e9).upperTail(1e300) == 0)
  }

  @Test("Of no number no share is known")
  func noNumber() {
    #expect(Normal().cdf(.nan).isNaN)
    #expect(StudentT(degreesOfFreedom: 4).upperTail(.nan).isNaN)
    #expect(ChiSquared(degreesOfFreedom: 4).cdf(.nan).isNaN)
    #expect(FisherF(numeratorDegrees: 4, denominatorDegrees: 2).upperTail(.nan).isNaN)
  }

  @Test("Many degrees of freedom approach the normal distribution, and end")
  func many() {
    let t = StudentT(degreesOfFreedom: 1e12).upperTail(3)
    #expect(abs(t / Normal().upperTail(3) - 1) < 1e-9)
    #expect(abs(ChiSquared(degreesOfFreedom: 1e9).cdf(1e9) - 0.5) < 1e-4)
  }
}
