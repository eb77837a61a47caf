import Foundation

/// Fisher's *F* distribution, that of a quotient of two variances.
public struct FisherF: Hashable, Sendable {
  public let numeratorDegrees: Double
  public let denominatorDegrees: Double

  public init(numeratorDegrees: Double, denominatorDegrees: Double) {
    Tails.requireDegrees(numeratorDegrees)
    Tails.requireDegrees(denominatorDegrees)
    self.numeratorDegrees = numeratorDegrees
    self.denominatorDegrees = denominatorDegrees
  }

  /// The probability of a value up to `f`.
  public func cdf(_ f: Double) -> Double { tails(f).lower }

  /// The probability of a value above `f`.
  public func upperTail(_ f: Double) -> Double { tails(f).upper }

  /// M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions (1964), 26.6.2.
  private func tails(_ f: Double) -> Tails {
    if f.isNaN { return .none }
    if f <= 0 { return Tails(lower: 0) }
    if f == .infinity { return Tails(upper: 0) }
    let ratio = f * (numeratorDegrees / denominatorDegrees)
    // The smaller part first: the other would lose its digits in a difference.
    let x = ratio < 1 ? ratio / (1 + ratio) : 1 / (1 + 1 / ratio)
    let y = 1 / (1 + ratio)
    return IncompleteBeta.tails(numeratorDegrees / 2, denominatorDegrees / 2, x: x, y: y)
  }
}
