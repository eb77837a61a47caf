import Statistics
import TestSupport
import Testing

@Suite struct IntervalTests {
  private func coverage(_ word: String?) -> Coverage { word == "strict" ? .strict : .usual }

  @Test("Wilson's interval agrees with Newcombe's table and with statsmodels")
  func wilson() throws {
    let rows = try Fixture.rows("wilson")
    for row in rows {
      let count = try #require(row["count"].flatMap { Int($0) })
      let total = try #require(row["total"].flatMap { Int($0) })
      let interval = try #require(WilsonInterval(count, of: total, coverage(row["coverage"])))
      // What is printed has four decimals.
      let tolerance = row["source"] == "statsmodels" ? 1e-12 : 0.000_051
      let lower = try #require(row["lower"].flatMap(Double.init))
      let upper = try #require(row["upper"].flatMap(Double.init))
      #expect(abs(interval.lower - lower) <= tolerance, "\(count) of \(total)")
      #expect(abs(interval.upper - upper) <= tolerance, "\(count) of \(total)")
    }
    #expect(rows.count == 26)
  }

  @Test("There is no interval of nothing, nor of more than there is")
  func none() {
    #expect(WilsonInterval(0, of: 0) == nil)
    #expect(WilsonInterval(3, of: 2) == nil)
    #expect(WilsonInterval(-1, of: 2) == nil)
    #expect(WilsonInterval(0, of: .max)?.lower == 0)
    #expect(WilsonInterval(.max, of: .max)?.upper == 1)
    #expect(ShareDifference((0, 0), less: (1, 2)) == nil)
    #expect(FunnelLimits(of: 0, around: 0.1) == nil)
    #expect(FunnelLimits(of: 10, around: .nan) == nil)
    #expect(FunnelLimits(of: 10, around: 1.5) == nil)
  }

  @Test("The difference of two shares agrees with Newcombe's table and with statsmodels")
  func differences() throws {
    let rows = try Fixture.rows("share-differences")
    for row in rows {
      let numbers = try ["count1", "total1", "count2", "total2"].map { name in
        try #require(row[name].flatMap { Int($0) })
      }
      let difference = try #require(
        ShareDifference(
          (numbers[0], numbers[1]), less: (numbers[2], numbers[3]), coverage(row["coverage"])))
      let tolerance = row["source"] == "statsmodels" ? 1e-12 : 0.000_051
      let lower = try #require(row["lower"].flatMap(Double.init))
      let upper = try #require(row["upper"].flatMap(Double.init))
      #expect(abs(difference.lower - lower) <= tolerance, "\(numbers)")
      #expect(abs(difference.upper - upper) <= tolerance, "\(numbers)")
    }
    #expect(rows.count == 12)
  }

  @Test("Funnel limits agree with those that scipy's binomial distribution gives")
  func funnel() throws {
    let rows = try Fixture.rows("funnel-limits")
    for row in rows {
      let total = try #require(row["total"].flatMap { Int($0) })
      let target = try #require(row["target"].flatMap(Double.init))
      let limits = try #require(
        FunnelLimits(of: total, around: target, coverage(row["coverage"])))
      let lower = try #require(row["lower"].flatMap(Double.init))
      let upper = try #require(row["upper"].flatMap(Double.init))
      #expect(abs(limits.lower - lower) <= 1e-9, "\(total) around \(target)")
      #expect(abs(limits.upper - upper) <= 1e-9, "\(total) around \(target)")
    }
    #expect(rows.count == 96)
  }

  @Test("Around a rate of 0 or 1 there is no room")
  func certain() {
    #expect(FunnelLimits(of: 50, around: 0)?.upper == 0)
    #expect(FunnelLimits(of: 50, around: 1)?.lower == 1)
  }
}
