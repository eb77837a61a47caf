/// What the spread within subgroups is measured by.
public enum SubgroupSpread: String, CaseIterable, Sendable {
  /// The largest less the smallest: an R chart. For subgroups of up to ten.
  case range
  /// The standard deviation: an S chart. Montgomery advises it above ten, where ranges waste values.
  case deviation

  func measure(_ values: [Double]) -> Double {
    switch self {
    case .range: (values.max() ?? 0) - (values.min() ?? 0)
    case .deviation: standardDeviation(of: values)
    }
  }

  /// Its mean and its standard deviation in units of sigma.
  func expected(_ constants: ChartConstants) -> (mean: Double, deviation: Double) {
    switch self {
    case .range: (constants.d2, constants.d3)
    case .deviation: (constants.c4, constants.c5)
    }
  }
}

extension ProcessLevel {
  /// Of subgroups of 2 to 25: the mean of all values, and sigma from the spread *within* subgroups,
  /// so that a level that moves between them does not widen the limits.
  ///
  /// Where all have one size, sigma is the mean range over d2, or the mean standard deviation over c4
  /// (NIST/SEMATECH e-Handbook, 6.3.2.1). Where sizes differ, each subgroup's estimate counts by the
  /// inverse of its variance (I. W. Burr, Journal of Quality Technology 1 (1969), 163-167).
  public init(subgroups: some Collection<[Double]>, spread: SubgroupSpread) throws(NoChart) {
    guard subgroups.count >= 2 else { throw .tooFew(count: subgroups.count, needed: 2) }
    var (total, count, spreads, weights) = (0.0, 0.0, 0.0, 0.0)
    for (place, values) in subgroups.enumerated() {
      let expected = spread.expected(try constants(of: values, at: place))
      let weight = (expected.mean / expected.deviation) * (expected.mean / expected.deviation)
      total += values.reduce(0, +)
      count += Double(values.count)
      spreads += weight * spread.measure(values) / expected.mean
      weights += weight
    }
    try self.init(estimated: total / count, spreads / weights)
  }
}

extension ControlChart {
  /// The means of subgroups (an X-bar chart), against a level that their spread gave. O(*n*).
  public static func means(
    of subgroups: [[Double]], level: ProcessLevel, rules: RunRules = .westernElectric
  ) throws(NoChart) -> ControlChart {
    for (place, values) in subgroups.enumerated() { _ = try constants(of: values, at: place) }
    return try ControlChart(subgroups.map(mean(of:)), rules: rules.rules) {
      (level.center, level.sigma / Double(subgroups[$0].count).squareRoot())
    }
  }

  /// The spreads of subgroups (an R or an S chart). Ranges lie unevenly around their mean, so only
  /// the limits are judged. Look at this one first: while the spread is out of control, the limits of
  /// the means mean little.
  public static func spreads(
    of subgroups: [[Double]], level: ProcessLevel, spread: SubgroupSpread
  ) throws(NoChart) -> ControlChart {
    var expected: [(mean: Double, deviation: Double)] = []
    for (place, values) in subgroups.enumerated() {
      expected.append(spread.expected(try constants(of: values, at: place)))
    }
    return try ControlChart(
      subgroups.map(spread.measure), within: 0...(.infinity), rules: [.beyondLimits]
    ) { (expected[$0].mean * level.sigma, expected[$0].deviation * level.sigma) }
  }
}

/// The constants for a subgroup, where it has values and the tables know its size.
private func constants(of values: [Double], at place: Int) throws(NoChart) -> ChartConstants {
  guard let constants = ChartConstants(subgroupsOf: values.count) else {
    throw .subgroupSize(values.count, at: place)
  }
  guard values.allSatisfy(\.isFinite) else { throw .notFinite(at: place) }
  return constants
}
