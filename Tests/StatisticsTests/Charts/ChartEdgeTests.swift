import Statistics
import Testing

@Suite struct ChartEdgeTests {
  @Test("Too few, no spread and no number each say why there is no chart")
  func nothing() throws {
    #expect(throws: NoChart.tooFew(count: 0, needed: 2)) {
      try ProcessLevel(individuals: [Double]())
    }
    #expect(throws: NoChart.tooFew(count: 1, needed: 2)) { try ProcessLevel(individuals: [4.0]) }
    #expect(throws: NoChart.tooFew(count: 1, needed: 2)) { try ProcessLevel(sample: [4.0]) }
    #expect(throws: NoChart.noSpread) { try ProcessLevel(individuals: [0.1, 0.1, 0.1]) }
    #expect(throws: NoChart.noSpread) { try ProcessLevel(sample: [0.1, 0.1, 0.1]) }
    #expect(throws: NoChart.notFinite(at: 1)) { try ProcessLevel(individuals: [1, .nan, 2]) }
    #expect(throws: NoChart.notFinite(at: 1)) { try ProcessLevel(sample: [1, -.infinity]) }
    #expect(throws: NoChart.tooLarge) {
      try ProcessLevel(individuals: [Double.greatestFiniteMagnitude, -.greatestFiniteMagnitude])
    }
    #expect(throws: NoChart.self) { try ProcessLevel(center: 1, sigma: 0) }
    #expect(throws: NoChart.self) { try ProcessLevel(center: .nan, sigma: 1) }
    #expect(throws: NoChart.self) { try ProcessLevel(center: 0, sigma: .infinity) }
  }

  @Test("A subgroup of one has no spread; subgroups that are each alike have none either")
  func subgroups() throws {
    #expect(throws: NoChart.subgroupSize(1, at: 1)) {
      try ProcessLevel(subgroups: [[1, 2], [3]], spread: .range)
    }
    #expect(throws: NoChart.subgroupSize(26, at: 0)) {
      try ProcessLevel(
        subgroups: [Array(repeating: 1, count: 26), [1, 2]], spread: .deviation)
    }
    #expect(throws: NoChart.tooFew(count: 1, needed: 2)) {
      try ProcessLevel(subgroups: [[1, 2]], spread: .range)
    }
    for spread in SubgroupSpread.allCases {
      #expect(throws: NoChart.noSpread) {
        try ProcessLevel(subgroups: [[0.1, 0.1, 0.1], [0.7, 0.7, 0.7]], spread: spread)
      }
      #expect(throws: NoChart.notFinite(at: 1)) {
        try ProcessLevel(subgroups: [[1, 2], [3, .nan]], spread: spread)
      }
    }
  }

  @Test("Subgroups of different sizes each have the limits of their size")
  func sizes() throws {
    let subgroups = [[1.0, 3, 2], [2, 4], [0, 5, 1, 2], [3, 1, 2]]
    let level = try ProcessLevel(subgroups: subgroups, spread: .range)
    // Python: the weights (d2 / d3)² times range / d2, over the weights.
    #expect(abs(level.center - 26.0 / 12) < 1e-12)
    #expect(abs(level.sigma - 1.724152938) < 1e-9)
    let chart = try ControlChart.means(of: subgroups, level: level)
    #expect(chart.points[1].upper > chart.points[0].upper)
    #expect(chart.points[2].upper < chart.points[0].upper)
    #expect(abs(chart.points[2].sigma - level.sigma / 2) < 1e-12)
  }

  @Test("Shares and counts that cannot be are refused, and a perfect record has no limits")
  func counts() throws {
    let good = [Inspected(found: 0, of: 9), Inspected(found: 0, of: 8)]
    #expect(throws: NoChart.noSpread) { try Inspected.pooled(good, itemsFail: true) }
    #expect(throws: NoChart.noSpread) { try Inspected.pooled(good, itemsFail: false) }
    #expect(throws: NoChart.noSpread) {
      try Inspected.pooled(good.map { Inspected(found: $0.size, of: $0.size) }, itemsFail: true)
    }
    #expect(throws: NoChart.tooFew(count: 1, needed: 2)) {
      try Inspected.pooled([Inspected(found: 1, of: 3)], itemsFail: true)
    }
    #expect(throws: NoChart.nothingInspected(at: 1)) {
      try Inspected.pooled(good.prefix(1) + [Inspected(found: 0, of: 0)], itemsFail: true)
    }
    #expect(throws: NoChart.count(at: 0)) {
      try ControlChart.proportions([Inspected(found: 4, of: 3)], center: 0.5)
    }
    #expect(throws: NoChart.count(at: 0)) {
      try ControlChart.rates([Inspected(found: -1, of: 3)], center: 0.5)
    }
    #expect(throws: NoChart.self) { try ControlChart.proportions([], center: 1) }
    #expect(throws: NoChart.self) { try ControlChart.rates([], center: 0) }
    let huge = Inspected(found: .max, of: .max)
    #expect(try Inspected.pooled([huge, huge], itemsFail: false) == 1)
    #expect(try ControlChart.rates([huge], center: 1).points[0].value == 1)
  }

  @Test("The limits of a share follow the size of its sample and end at 0 and 1")
  func shares() throws {
    let samples = [25, 100, 400].map { Inspected(found: 0, of: $0) }
    let points = try ControlChart.proportions(samples, center: 0.2, rules: .limits).points
    #expect(points.map(\.sigma) == [0.08, 0.04, 0.02])
    #expect(points[0].lower == 0)
    #expect(abs(points[1].lower - 0.08) < 1e-12)
    #expect(points.map(\.broken) == [[], [.beyondLimits], [.beyondLimits]])
    let most = try ControlChart.proportions([Inspected(found: 4, of: 4)], center: 0.9)
    #expect(most.points[0].upper == 1)
  }

  @Test("A parameter outside its range is refused")
  func parameters() throws {
    let level = try ProcessLevel(center: 0, sigma: 1)
    for weight in [0, -0.1, 1.1, .nan] {
      #expect(throws: NoChart.self) { try ControlChart.ewma([1], level: level, weight: weight) }
    }
    #expect(throws: NoChart.self) { try ControlChart.ewma([1], level: level, width: 0) }
    #expect(throws: NoChart.self) { try CUSUMChart([1], level: level, k: -1) }
    #expect(throws: NoChart.self) { try CUSUMChart([1], level: level, h: 0) }
    #expect(throws: NoChart.self) { try CUSUMChart([1], level: level, h: .nan) }
    #expect(throws: NoChart.notFinite(at: 0)) { try CUSUMChart([.nan], level: level) }
    #expect(throws: NoChart.tooLarge) {
      try CUSUMChart([1e308, 1e308], level: level)
    }
  }

  @Test("With all weight on the last value an EWMA chart is a chart of single values")
  func allWeight() throws {
    let level = try ProcessLevel(center: 2, sigma: 0.5)
    let values = [2.0, 3.6, 1.1, 0.4, 2.2]
    let average = try ControlChart.ewma(values, level: level, weight: 1)
    let single = try ControlChart.individuals(values, level: level, rules: .limits)
    #expect(average == single)
    #expect(single.signals == [1, 3])
  }

  @Test("A chart of no points has none; one of ten thousand keeps its limits")
  func lengths() throws {
    let level = try ProcessLevel(center: 0, sigma: 1)
    #expect(try ControlChart.individuals([], level: level).points.isEmpty)
    #expect(try CUSUMChart([], level: level).points.isEmpty)
    #expect(throws: NoChart.tooFew(count: 1, needed: 2)) {
      try ControlChart.movingRanges([1], level: level)
    }
    let long = try ControlChart.ewma(Array(repeating: 0, count: 10_000), level: level)
    #expect(long.points.last?.upper == 1)
  }

  @Test("A moving range belongs to the later of its two values, and is judged by its limit alone")
  func movingRanges() throws {
    let values = [0.0, 1, 0, 1, 5, 4, 5, 4, 5, 4, 5, 4]
    let level = try ProcessLevel(center: 0, sigma: 1 / 1.128)
    let chart = try ControlChart.movingRanges(values, level: level)
    #expect(chart.points.map(\.value) == [1, 1, 1, 4, 1, 1, 1, 1, 1, 1, 1])
    #expect(chart.points[0].lower == 0)
    #expect(abs(chart.points[0].upper - 3.267) < 1e-3)
    #expect(chart.signals == [3])
  }
}
