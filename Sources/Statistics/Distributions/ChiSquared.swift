import Foundation

/// The chi-squared distribution.
public struct ChiSquared: Hashable, Sendable {
  /// Any positive number up to 10¹²; whole ones are usual.
  public let degreesOfFreedom: Double

  public init(degreesOfFreedom: Double) {
    Tails.requireDegrees(degreesOfFreedom)
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a value up to `x`.
  public func cdf(_ x: Double) -> Double { tails(x).lower }

  /// The probability of a value above `x`.
  public func upperTail(_ x: Double) -> Double { tails(x).upper }

  /// The value up to which a share `p` lies: 0 at 0, infinite at 1.
  public func quantile(_ p: Double) -> Double {
    precondition((0...1).contains(p), "a quantile is of a share from 0 to 1")
    return p < 0.5 ? point(lowerTail: p) : point(upperTail: 1 - p)
  }

  /// The value above which a share `p` lies, also where 1 - `p` would be 1.
  public func quantile(upperTail p: Double) -> Double {
    precondition((0...1).contains(p), "a quantile is of a share from 0 to 1")
    return p < 0.5 ? point(upperTail: p) : point(lowerTail: 1 - p)
  }
}

extension ChiSquared {
  private func tails(_ x: Double) -> Tails { IncompleteGamma.tails(degreesOfFreedom / 2, x / 2) }

  private func point(lowerTail p: Double) -> Double {
    if p <= 0 { return 0 }
    return QuantileSearch.point(
      where: p, start: start(-Normal().quantile(upperTail: p)), rises: true
    ) { (tails($0).lower, density($0)) }
  }

  private func point(upperTail p: Double) -> Double {
    if p <= 0 { return .infinity }
    return QuantileSearch.point(
      where: p, start: start(Normal().quantile(upperTail: p)), rises: false
    ) { (tails($0).upper, density($0)) }
  }

  private func density(_ x: Double) -> Double {
    IncompleteGamma.peak(degreesOfFreedom / 2, x / 2) / x
  }

  /// A first guess from the normal quantile: E. B. Wilson, M. M. Hilferty, “The Distribution of
  /// Chi-Square”, Proceedings of the National Academy of Sciences 17 (1931).
  private func start(_ z: Double) -> Double {
    let variance = 2 / (9 * degreesOfFreedom)
    let root = max(1 - variance + z * variance.squareRoot(), 0.01)
    return degreesOfFreedom * root * root * root
  }
}
