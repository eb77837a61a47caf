/// How the range and the standard deviation of a small sample relate to sigma.
///
/// Of *n* values from a normal distribution, d2 and d3 are the mean and the standard deviation of the
/// range in units of sigma, c4 and c5 those of the standard deviation (of *n* - 1). d2 stands here
/// with three decimals, as textbooks print it: D. C. Montgomery, “Introduction to Statistical Quality
/// Control”, appendix VI; NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2. So our limits are
/// those of the books and of other programs; against the exact integrals they are off by 0.04 % at
/// most. c4 has a closed form.
public struct ChartConstants: Sendable, Equatable {
  public let d2: Double
  public let d3: Double
  public let c4: Double
  public var c5: Double { (1 - c4 * c4).squareRoot() }

  /// The sizes of subgroups that the tables have.
  public static let sizes = 2...25

  /// The factors for subgroups of this size; `nil` when the tables do not have it.
  public init?(subgroupsOf size: Int) {
    guard Self.sizes.contains(size) else { return nil }
    (d2, d3) = Self.ranges[size - Self.sizes.lowerBound]
    // c4(n) c4(n + 1) = √((n - 1) / n), from √(2 / π) for two: Γ(x + 1) = x Γ(x) in its definition.
    c4 = (2..<size).reduce((2 / Double.pi).squareRoot()) { c4, n in
      (Double(n - 1) / Double(n)).squareRoot() / c4
    }
  }

  private static let ranges: [(d2: Double, d3: Double)] = [
    (1.128, 0.8525), (1.693, 0.8884), (2.059, 0.8798), (2.326, 0.8641),
    (2.534, 0.8480), (2.704, 0.8332), (2.847, 0.8198), (2.970, 0.8078),
    (3.078, 0.7971), (3.173, 0.7873), (3.258, 0.7785), (3.336, 0.7704),
    (3.407, 0.7630), (3.472, 0.7562), (3.532, 0.7499), (3.588, 0.7441),
    (3.640, 0.7386), (3.689, 0.7335), (3.735, 0.7287), (3.778, 0.7242),
    (3.819, 0.7199), (3.858, 0.7159), (3.895, 0.7121), (3.931, 0.7084),
  ]

  /// Of two values: moving ranges.
  static let pair = (d2: 1.128, d3: 0.8525)
}
