/// A statistic of each sample in the order of time, with the limits that chance keeps it in.
///
/// W. A. Shewhart, “Economic Control of Quality of Manufactured Product” (1931): the limits lie three
/// standard deviations of the drawn statistic from its centre. A point that lies outside has a cause
/// to look for; on a limit it is inside.
public struct ControlChart: Sendable, Equatable {
  public struct Point: Sendable, Equatable {
    /// What is drawn: a value, a mean, a range, a share or a count.
    public let value: Double
    public let center: Double
    /// The standard deviation of what is drawn; greater than 0.
    public let sigma: Double
    public let lower: Double
    public let upper: Double
    /// The rules whose patterns end here, in the order of `RunRule`.
    public let broken: [RunRule]

    public var isOutside: Bool { value > upper || value < lower }
    /// How many standard deviations it lies above the centre.
    public var z: Double { (value - center) / sigma }
  }

  public let points: [Point]

  /// The places of points that break a rule.
  public var signals: [Int] { points.indices.filter { !points[$0].broken.isEmpty } }
}

extension ControlChart {
  /// Draws values against lines that may differ from point to point.
  ///
  /// - Parameters:
  ///   - range: What the statistic can be at all; limits do not go beyond.
  ///   - lines: The centre and the standard deviation of the statistic at each point.
  init(
    _ values: [Double], within range: ClosedRange<Double> = -.infinity...(.infinity),
    width: Double = 3, rules: [RunRule], lines: (Int) -> (center: Double, sigma: Double)
  ) throws(NoChart) {
    var detector = RunDetector()
    var points: [Point] = []
    points.reserveCapacity(values.count)
    for (place, value) in values.enumerated() {
      let (center, sigma) = lines(place)
      let (lower, upper) = (center - width * sigma, center + width * sigma)
      guard value.isFinite, lower.isFinite, upper.isFinite else { throw .tooLarge }
      let limits = max(lower, range.lowerBound)...min(upper, range.upperBound)
      var found = detector.add(value, z: (value - center) / sigma)
      if !limits.contains(value) { found.insert(.beyondLimits) }
      points.append(
        Point(
          value: value, center: center, sigma: sigma, lower: limits.lowerBound,
          upper: limits.upperBound, broken: rules.filter(found.contains)))
    }
    self.points = points
  }
}
