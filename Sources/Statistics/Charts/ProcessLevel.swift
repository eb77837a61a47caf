/// Where a process lies and how far chance alone carries it: what the limits of a chart rest on.
///
/// Estimated from a time in which the process was stable (phase I), it judges what came later.
public struct ProcessLevel: Sendable, Equatable {
  public let center: Double
  /// The standard deviation of a single value when only chance acts; greater than 0.
  public let sigma: Double

  /// A level that is known, as the target and the standard deviation of a control.
  public init(center: Double, sigma: Double) throws(NoChart) {
    guard center.isFinite else { throw .parameter("a centre is a number") }
    guard sigma.isFinite, sigma > 0 else {
      throw .parameter("a standard deviation is greater than 0")
    }
    self.center = center
    self.sigma = sigma
  }

  /// Estimated from a centre and a spread that were computed.
  init(estimated center: Double, _ sigma: Double) throws(NoChart) {
    guard center.isFinite, sigma.isFinite else { throw .tooLarge }
    guard sigma > 0 else { throw .noSpread }
    self.center = center
    self.sigma = sigma
  }

  /// Of single values in the order of their times: their mean, and the mean moving range of two
  /// neighbours over d2, 1.128.
  ///
  /// Neighbours differ by chance even where the level moved meanwhile; the standard deviation of all
  /// would grow with each such move and hide it. NIST/SEMATECH e-Handbook, 6.3.2.2. O(*n*).
  public init(individuals values: some Collection<Double>) throws(NoChart) {
    try requireFinite(values)
    guard values.count >= 2 else { throw .tooFew(count: values.count, needed: 2) }
    let ranges = movingRanges(of: values)
    try self.init(estimated: mean(of: values), mean(of: ranges) / ChartConstants.pair.d2)
  }

  /// Of values without regard to their order: their mean, and their standard deviation (*n* - 1).
  public init(sample values: some Collection<Double>) throws(NoChart) {
    try requireFinite(values)
    guard values.count >= 2 else { throw .tooFew(count: values.count, needed: 2) }
    try self.init(estimated: mean(of: values), standardDeviation(of: values))
  }
}

// MARK: - What all charts compute with

func requireFinite(_ values: some Collection<Double>) throws(NoChart) {
  for (place, value) in values.enumerated() where !value.isFinite { throw .notFinite(at: place) }
}

func mean(of values: some Collection<Double>) -> Double {
  values.reduce(0, +) / Double(values.count)
}

/// The standard deviation of a sample, of *n* - 1, in two passes; exactly 0 when all are equal, as
/// their mean may be off by a rounding.
func standardDeviation(of values: some Collection<Double>) -> Double {
  guard values.contains(where: { $0 != values.first }) else { return 0 }
  let center = mean(of: values)
  let squares = values.reduce(0) { $0 + ($1 - center) * ($1 - center) }
  return (squares / Double(values.count - 1)).squareRoot()
}

/// How far each value is from the one before it; one fewer than the values.
func movingRanges(of values: some Collection<Double>) -> [Double] {
  zip(values.dropFirst(), values).map { abs($0 - $1) }
}
