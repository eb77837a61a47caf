/// How many of the things that were inspected had a fault, or how many faults they had.
public struct Inspected: Sendable, Equatable {
  public let found: Int
  public let size: Int

  public init(found: Int, of size: Int) {
    self.found = found
    self.size = size
  }

  var share: Double { Double(found) / Double(size) }

  /// The share of all samples together, which is what the limits rest on: every thing counts alike.
  ///
  /// - Parameter itemsFail: A thing has at most one fault, so that no more are found than inspected.
  public static func pooled(
    _ samples: some Collection<Inspected>, itemsFail: Bool
  ) throws(NoChart) -> Double {
    try require(samples, itemsFail: itemsFail)
    guard samples.count >= 2 else { throw .tooFew(count: samples.count, needed: 2) }
    let found = samples.reduce(0.0) { $0 + Double($1.found) }
    let share = found / samples.reduce(0.0) { $0 + Double($1.size) }
    guard share > 0, !itemsFail || share < 1 else { throw .noSpread }
    return share
  }

  fileprivate static func require(
    _ samples: some Collection<Inspected>, itemsFail: Bool
  ) throws(NoChart) {
    for (place, sample) in samples.enumerated() {
      guard sample.size > 0 else { throw .nothingInspected(at: place) }
      guard sample.found >= 0, !itemsFail || sample.found <= sample.size else {
        throw .count(at: place)
      }
    }
  }
}

extension ControlChart {
  /// The share of things with a fault (a p chart), of samples whose sizes may differ: each point has
  /// the limits of its own size, p ± 3 √(p (1 - p) / *n*), cut off at 0 and 1.
  ///
  /// NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.3.2; Montgomery, section 7.2. Limits come from
  /// the normal distribution and are rough where *n* p is below about 5. O(*n*).
  /// - Parameter center: The share p when nothing disturbs, as `Inspected.pooled` gives it.
  public static func proportions(
    _ samples: [Inspected], center: Double, rules: RunRules = .westernElectric
  ) throws(NoChart) -> ControlChart {
    guard center > 0, center < 1 else { throw .parameter("a share lies between 0 and 1") }
    try Inspected.require(samples, itemsFail: true)
    return try ControlChart(samples.map(\.share), within: 0...1, rules: rules.forCounts) {
      (center, (center * (1 - center) / Double(samples[$0].size)).squareRoot())
    }
  }

  /// Faults for each thing inspected, of which one may have several (a u chart): u ± 3 √(u / *n*), not
  /// below 0. Where every sample is one thing, a day or a week, it is the c chart: c ± 3 √c.
  ///
  /// NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.3.1. O(*n*).
  /// - Parameter center: The faults of one thing when nothing disturbs, as `Inspected.pooled` gives it.
  public static func rates(
    _ samples: [Inspected], center: Double, rules: RunRules = .westernElectric
  ) throws(NoChart) -> ControlChart {
    guard center > 0, center.isFinite else { throw .parameter("a rate is greater than 0") }
    try Inspected.require(samples, itemsFail: false)
    return try ControlChart(samples.map(\.share), within: 0...(.infinity), rules: rules.forCounts) {
      (center, (center / Double(samples[$0].size)).squareRoot())
    }
  }
}
