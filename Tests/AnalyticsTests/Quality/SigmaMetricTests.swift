import Analytics
import Lab
import Tables
import Testing

@Suite struct SigmaMetricTests {
  private let values = [
    199.0, 203, 205, 201, 198, 204, 202, 206, 200, 203, 201, 205, 204, 199, 202, 203, 207, 201, 200,
    202,
  ]

  @Test("The figures agree with numpy's")
  func numpy() throws {
    let sigma = SigmaMetric(try material(1, target: "200", tea: "9"), values: values)
    #expect(sigma.count == 20)
    #expect(abs(try #require(sigma.mean) - 202.25) < 1e-9)
    #expect(abs(try #require(sigma.sd) - 2.4468024246479643) < 1e-9)
    #expect(abs(try #require(sigma.cvPercent) - 1.2097910628667314) < 1e-9)
    #expect(abs(try #require(sigma.biasPercent) - 1.125) < 1e-9)
    #expect(abs(try #require(sigma.sigma) - 6.509388473526438) < 1e-9)
    #expect(sigma.missing == nil)
    // A bias to the other side costs as much.
    let below = SigmaMetric(
      try material(1, target: "200", tea: "9"), values: values.map { 400 - $0 })
    #expect(abs(try #require(below.sigma) - 6.3645565915443925) < 1e-9)
  }

  @Test("What is not there says why, and the rest is given")
  func missing() throws {
    func of(_ values: [Double], target: String = "200", tea: String? = "9") throws -> SigmaMetric {
      SigmaMetric(try material(1, target: target, tea: tea), values: values)
    }
    #expect(try of([]).missing == .noResults)
    #expect(try of([]).mean == nil)
    #expect(try of([200]).missing == .oneResult)
    #expect(try of([200]).mean == 200)
    #expect(try of([200]).sd == nil)
    #expect(try of(Array(repeating: 0.1, count: 30)).missing == .noSpread)
    #expect(try of(Array(repeating: 0.1, count: 30)).cvPercent == 0)
    #expect(try of(values, tea: nil).missing == .noAllowedError)
    #expect(try of(values, tea: nil).cvPercent != nil)
    #expect(try of(values, target: "0").missing == .targetIsZero)
    #expect(try of(values, target: "0").biasPercent == nil)
    #expect(try of([-1, 1]).missing == .meanIsZero)
    #expect(try of([-1, 1]).cvPercent == nil)
    #expect(try of(values.dropLast()).missing == .tooFew(count: 19, needed: 20))
    #expect(try of(values.dropLast()).biasPercent != nil)
    #expect(try of(values.dropLast()).sigma == nil)
    #expect(try of([1e308, 1.1e308]).missing == .tooLarge)
  }

  @Test("A method whose bias is above the allowed error has a sigma below 0")
  func negative() throws {
    let sigma = SigmaMetric(try material(1, target: "180", tea: "9"), values: values)
    #expect(try #require(sigma.sigma) < 0)
  }

  @Test("Results outside a material's validity are left out and counted")
  func validity() throws {
    let results = [
      try result(1, at: 5, "10"), try result(2, at: 10, "12"), try result(3, of: 2, at: 5, "1"),
    ]
    let figures = SigmaMetrics(
      results, of: [try material(2), try material(1, validTo: 10)])
    #expect(figures.materials.map(\.material.id.id) == [1, 2])
    #expect(figures.materials.map(\.count) == [1, 1])
    #expect(figures.outsideValidity == 1)
  }
}
