import Foundation

/// The normal distribution.
///
/// The tails keep their digits to the smallest numbers there are: 1 - `cdf(9)` would be 0.
public struct Normal: Hashable, Sendable {
  public let mean: Double
  public let standardDeviation: Double

  /// The standard normal distribution, if nothing else is said.
  public init(mean: Double = 0, standardDeviation: Double = 1) {
    precondition(standardDeviation > 0, "a normal distribution has a positive standard deviation")
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// The probability of a value up to `x`.
  public func cdf(_ x: Double) -> Double { 0.5 * erfc(-z(x) * Self.halfRoot) }

  /// The probability of a value above `x`.
  public func upperTail(_ x: Double) -> Double { 0.5 * erfc(z(x) * Self.halfRoot) }

  /// The probability of a value at least as far from the mean as `x`, on either side.
  public func twoSided(_ x: Double) -> Double { erfc(abs(z(x)) * Self.halfRoot) }

  /// The value up to which a share `p` lies; infinite at 0 and 1.
  public func quantile(_ p: Double) -> Double {
    precondition((0...1).contains(p), "a quantile is of a share from 0 to 1")
    let z = p < 0.5 ? -Self.point(upperTail: p) : Self.point(upperTail: 1 - p)
    return mean + standardDeviation * z
  }

  /// The value above which a share `p` lies, also where 1 - `p` would be 1.
  public func quantile(upperTail p: Double) -> Double {
    precondition((0...1).contains(p), "a quantile is of a share from 0 to 1")
    let z = p < 0.5 ? Self.point(upperTail: p) : -Self.point(upperTail: 1 - p)
    return mean + standardDeviation * z
  }

  private func z(_ x: Double) -> Double { (x - mean) / standardDeviation }

  private static let halfRoot = 0.5.squareRoot()
  private static let rootOfTwoPi = (2 * Double.pi).squareRoot()
}

extension Normal {
  /// The standard normal value with the share `p` ≤ ½ above it.
  ///
  /// Near the middle, Newton's method on the central share, which vanishes with the value; in the tail,
  /// on its logarithm. The first guess is formula 26.2.23 of M. Abramowitz and I. A. Stegun, Handbook of
  /// Mathematical Functions (1964), good to 0.00045.
  private static func point(upperTail p: Double) -> Double {
    if p <= 0 { return .infinity }
    let t = (-2 * log(p)).squareRoot()
    let above = 2.515517 + t * (0.802853 + t * 0.010328)
    let below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    var z = t - above / below
    for _ in 0..<4 {
      let mills = millsRatio(z)
      let step: Double
      if p > 0.25 {
        let density = exp(-0.5 * z * z) / rootOfTwoPi
        step = (0.5 * erf(z * halfRoot) - (0.5 - p)) / density
      } else {
        // log of the tail over its size: -z²/2 - log √2π + log mills - log p
        step = (log(mills) - 0.5 * z * z - log(rootOfTwoPi) - log(p)) * mills
      }
      // The second derivative's share (Halley): the step shortens or lengthens by z/2 of itself.
      z += p > 0.25 ? -step / (1 - 0.5 * z * step) : step
    }
    return z
  }

  /// The upper tail over the density, which does not underflow.
  ///
  /// Beyond 5 by Laplace's continued fraction: NIST Digital Library of Mathematical Functions, 7.9.
  private static func millsRatio(_ z: Double) -> Double {
    guard z > 5 else { return 0.5 * erfc(z * halfRoot) * rootOfTwoPi * exp(0.5 * z * z) }
    return 1 / ContinuedFraction.value(first: z) { n in (n, z) }
  }
}
