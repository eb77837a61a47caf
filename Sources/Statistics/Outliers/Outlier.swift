/// A sample that stands apart from the others.
public struct Outlier: Hashable, Sendable {
  /// Its place among the samples, from 0.
  public let index: Int
  public let value: Double
  /// How far out it is, in the measure of the method that found it.
  public let score: Double
  /// What the method takes for usual here.
  public let limits: ClosedRange<Double>

  public init(index: Int, value: Double, score: Double, limits: ClosedRange<Double>) {
    self.index = index
    self.value = value
    self.score = score
    self.limits = limits
  }
}

/// A way to tell which samples stand apart.
public enum OutlierMethod: String, CaseIterable, Sendable {
  case modifiedZ = "modified-z"
  case hampel
  case tukey
  case grubbs
  case esd

  /// The samples that stand apart, in their order; each with its score and what would be usual.
  ///
  /// With the methods' customary settings. The order of the samples counts for `hampel` only.
  public func outliers(in samples: [Double]) throws(Undefined) -> [Outlier] {
    switch self {
    case .modifiedZ: try ModifiedZ(samples).outliers()
    case .hampel: try HampelFilter().outliers(in: samples).outliers
    case .tukey: try TukeyFences(samples).outliers()
    case .grubbs: try GrubbsTest(samples).outlier.map { [$0] } ?? []
    case .esd: try GeneralizedESD(samples).outliers
    }
  }
}

extension [Double] {
  /// Those outside the limits, with a score each.
  func outside(
    _ limits: ClosedRange<Double>, score: (Double) -> Double
  ) -> [Outlier] {
    indices.compactMap { index in
      limits.contains(self[index])
        ? nil
        : Outlier(index: index, value: self[index], score: score(self[index]), limits: limits)
    }
  }
}

extension ClosedRange<Double> {
  /// As far as `reach` around the centre, where both can be held.
  init(around centre: Double, reach: Double) throws(Undefined) {
    guard (centre - reach).isFinite, (centre + reach).isFinite else { throw .outOfRange }
    self = centre - reach...centre + reach
  }
}
