import Statistics
import TestSupport
import Testing

@Suite struct KaplanMeierTests {
  private func tally(_ cell: String?) -> Tally {
    var tally = Tally()
    for value in Fixture.numbers(cell) { tally.add(Int(value)) }
    return tally
  }

  private func curve(_ row: [String: String]) -> KaplanMeier {
    KaplanMeier(
      ended: tally(row["ended"]), censored: tally(row["censored"]), entries: tally(row["entries"]))
  }

  @Test("The curves agree with statsmodels: those at risk, the shares, their standard errors")
  func curves() throws {
    var curves: [String: KaplanMeier] = [:]
    for row in try Fixture.rows("kaplan-meier") { curves[row["set"] ?? ""] = curve(row) }
    let rows = try Fixture.rows("kaplan-meier-curves")
    for (name, curve) in curves {
      let expected = rows.filter { $0["set"] == name }
      #expect(expected.count == curve.steps.count, "\(name)")
      for (row, step) in zip(expected, curve.steps) {
        #expect(row["time"] == "\(step.time)" && row["ended"] == "\(step.ended)", "\(name)")
        #expect(row["at_risk"] == "\(step.atRisk)", "\(name) at \(step.time)")
        let survival = try #require(row["survival"].flatMap(Double.init))
        #expect(abs(step.survival - survival) <= 1e-9, "\(name) at \(step.time)")
        if survival > 1e-9, let error = row["standard_error"].flatMap(Double.init) {
          #expect(abs(step.standardError - error) <= 1e-9, "\(name) at \(step.time)")
        }
      }
    }
    #expect(curves.count == 16)
  }

  @Test("Quantiles and their limits agree with lifelines and R's rule for flat parts")
  func quantiles() throws {
    let rows = try Fixture.rows("kaplan-meier")
    for row in rows {
      let curve = curve(row)
      let p = try #require(row["p"].flatMap(Double.init))
      let place = "\(row["set"] ?? "") at \(p)"
      #expect(curve.quantile(p) == row["quantile"].flatMap(Double.init), "\(place)")
      #expect(curve.interval(p).lower == row["lower"].flatMap(Double.init), "\(place), lower")
      #expect(curve.interval(p).upper == row["upper"].flatMap(Double.init), "\(place), upper")
    }
    #expect(rows.count == 96)
  }

  @Test("The median remission under 6-MP is 23 weeks, as it was published")
  func freireich() throws {
    let row = try #require(try Fixture.rows("kaplan-meier").first { $0["set"] == "freireich_6mp" })
    let curve = curve(row)
    #expect(curve.quantile(0.5) == 23)
    #expect(curve.quantile(0.75) == nil)
    #expect((curve.survival(after: 10) * 1000).rounded() == 753)
    #expect(curve.survival(after: 5) == 1)
    #expect((curve.survival(after: 1000) * 1000).rounded() == 448)
    #expect(curve.ended == 9 && curve.censored == 12)
  }

  @Test("Without censoring, quantiles are those of the samples, averaged where they jump")
  func uncensored() {
    var tally = Tally()
    for value in [50, 10, 30, 20, 40] { tally.add(value) }
    let curve = KaplanMeier(ended: tally, censored: Tally())
    #expect(
      [0, 0.1, 0.2, 0.5, 0.8, 0.9, 1].map { curve.quantile($0) }
        == [10, 10, 15, 30, 45, 50, 50])
    let samples = OrderedSamples(tally)
    for p in [0.1, 0.3, 0.5, 0.7, 0.9, 1] {
      #expect(curve.quantile(p) == samples.percentile(p, .nearest))
    }
  }

  @Test("Of nothing, of open ones alone, and of huge times nothing is made up")
  func edges() {
    let none = KaplanMeier(ended: Tally(), censored: Tally())
    #expect(none.quantile(0.5) == nil && none.steps.isEmpty)
    var open = Tally()
    open.add(.max)
    open.add(0)
    #expect(KaplanMeier(ended: Tally(), censored: open).quantile(0) == nil)
    var ended = Tally()
    ended.add(.max, times: 3)
    ended.add(-5)
    #expect(KaplanMeier(ended: ended, censored: open).quantile(0.75) == Double(Int.max))
  }

  @Test("Where those at risk run out before later ones enter, the end of the curve says nothing")
  func ranOut() {
    var ended = Tally()
    var entries = Tally()
    for value in [1, 100, 110, 120] { ended.add(value) }
    for _ in 0..<3 { entries.add(50) }
    let curve = KaplanMeier(ended: ended, censored: Tally(), entries: entries)
    #expect(curve.ranOut)
    #expect(curve.quantile(0.5) == nil)
  }
}
