import Statistics
import TestSupport
import Testing

/// Charts whose limits were published, or that numpy computed.
@Suite struct PublishedChartTests {
  @Test("The constants are the textbooks', and theirs are the integrals")
  func constants() throws {
    let rows = try Fixture.rows("chart_constants")
    #expect(rows.count == ChartConstants.sizes.count)
    for row in rows {
      let size = try row.integer("n")
      let constants = try #require(ChartConstants(subgroupsOf: size))
      #expect(abs(constants.d2 - (try row.number("d2"))) <= tolerance(3), "d2 of \(size)")
      #expect(abs(constants.d3 - (try row.number("d3"))) <= tolerance(4), "d3 of \(size)")
      #expect(abs(constants.c4 - (try row.number("c4"))) <= 1e-10, "c4 of \(size)")
    }
    #expect(ChartConstants(subgroupsOf: 1) == nil)
    #expect(ChartConstants(subgroupsOf: 26) == nil)
    #expect(ChartConstants(subgroupsOf: .min) == nil)
  }

  @Test("In mean ranges the limits are the printed A2, D3 and D4")
  func factors() throws {
    for row in try Fixture.rows("chart_constants") {
      let size = try row.integer("n")
      let d2 = try #require(ChartConstants(subgroupsOf: size)).d2
      // A level whose mean range is 1.
      let level = try ProcessLevel(center: 0, sigma: 1 / d2)
      let subgroups = [(0..<size).map(Double.init)]
      let means = try ControlChart.means(of: subgroups, level: level)
      let ranges = try ControlChart.spreads(of: subgroups, level: level, spread: .range)
      // The tables were computed from rounded figures: the last digit may be one off.
      for (ours, column) in [
        (means.points[0].upper, "a2_printed"), (-means.points[0].lower, "a2_printed"),
        (ranges.points[0].lower, "d3_printed"), (ranges.points[0].upper, "d4_printed"),
      ] {
        #expect(abs(ours - (try row.number(column))) <= 0.0012, "\(column) of \(size)")
      }
    }
  }

  private func chart(_ row: [String: String]) throws -> ControlChart {
    let values = row.numbers("values")
    let baseline = try row.integer("baseline")
    let size = try row.integer("size")
    func groups() -> [[Double]] {
      stride(from: 0, to: values.count, by: size).map { Array(values[$0..<($0 + size)]) }
    }
    let samples = values.map { Inspected(found: Int($0), of: size) }
    func level(_ spread: SubgroupSpread) throws -> ProcessLevel {
      try ProcessLevel(subgroups: groups()[..<baseline], spread: spread)
    }
    switch row["chart"] {
    case "individuals":
      return try .individuals(
        values, level: ProcessLevel(individuals: values[..<baseline]), rules: .limits)
    case "means": return try .means(of: groups(), level: level(.range), rules: .limits)
    case "ranges": return try .spreads(of: groups(), level: level(.range), spread: .range)
    case "deviations":
      return try .spreads(of: groups(), level: level(.deviation), spread: .deviation)
    case "p":
      let center = try Inspected.pooled(samples[..<baseline], itemsFail: true)
      return try .proportions(samples, center: center, rules: .limits)
    default:
      let center = try Inspected.pooled(samples[..<baseline], itemsFail: false)
      return try .rates(samples, center: center, rules: .limits)
    }
  }

  @Test("Centres, limits and points outside are as published")
  func published() throws {
    let rows = try Fixture.rows("control_charts")
    #expect(rows.count == 6)
    for row in rows {
      let chart = try chart(row)
      let width = tolerance(try row.integer("decimals"))
      let point = try #require(chart.points.first)
      let place = "\(row["example"] ?? "") \(row["chart"] ?? "")"
      #expect(abs(point.center - (try row.number("center"))) <= width, "\(place)")
      #expect(abs(point.lower - (try row.number("lower"))) <= width, "\(place)")
      #expect(abs(point.upper - (try row.number("upper"))) <= width, "\(place)")
      #expect(chart.signals == row.places("outside"), "\(place)")
    }
  }

  @Test("The averages and the limits of an EWMA chart are the weighted sums that they stand for")
  func ewma() throws {
    let rows = try Fixture.rows("ewma")
    #expect(rows.count == 2)
    for row in rows {
      let level = try ProcessLevel(
        center: row.number("center"), sigma: row.number("sigma"))
      let chart = try ControlChart.ewma(
        row.numbers("values"), level: level, weight: row.number("lambda"),
        width: row.number("width"))
      for (point, average) in zip(chart.points, row.numbers("averages")) {
        #expect(abs(point.value - average) <= 1e-9)
      }
      for (point, average) in zip(chart.points, row.numbers("averages_printed")) {
        #expect(abs(point.value - average) <= tolerance(2))
      }
      for (place, point) in chart.points.enumerated() {
        #expect(abs(point.lower - row.numbers("lower")[place]) <= 1e-9)
        #expect(abs(point.upper - row.numbers("upper")[place]) <= 1e-9)
      }
      #expect(chart.signals == row.places("outside"))
    }
  }

  @Test("After twenty points the EWMA limits are those that the handbook prints")
  func steadyLimits() throws {
    let level = try ProcessLevel(center: 50, sigma: 2.0539)
    let chart = try ControlChart.ewma(
      Array(repeating: 50, count: 20), level: level, weight: 0.3)
    let last = try #require(chart.points.last)
    #expect(abs(last.upper - 52.5884) <= 1e-4)
    #expect(abs(last.lower - 47.4115) <= 1e-4)
  }

  @Test("A cumulative sum is the largest of any run of values that ends there")
  func cusum() throws {
    let rows = try Fixture.rows("cusum")
    #expect(rows.count == 2)
    for row in rows {
      let level = try ProcessLevel(
        center: row.number("center"), sigma: row.number("sigma"))
      let chart = try CUSUMChart(
        row.numbers("values"), level: level, k: row.number("k"), h: row.number("h"))
      for (place, point) in chart.points.enumerated() {
        #expect(abs(point.high - row.numbers("high")[place]) <= 1e-5, "\(place)")
        #expect(abs(point.low - row.numbers("low")[place]) <= 1e-5, "\(place)")
      }
      #expect(chart.signals == row.places("outside"))
      #expect(chart.points.last?.since == (try row.integer("since")) - 1)
    }
  }
}
