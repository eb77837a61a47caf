import Foundation

/// The regularised incomplete beta function *Iₓ*(*a*, *b*).
enum IncompleteBeta {
  /// *x*ᵃ *y*ᵇ / B(*a*, *b*), where *y* = 1 - *x*.
  static func peak(_ a: Double, _ b: Double, x: Double, y: Double) -> Double {
    let n = a + b
    let exponent =
      SaddlePoint.stirlingError(n) - SaddlePoint.stirlingError(a) - SaddlePoint.stirlingError(b)
      - SaddlePoint.deviance(a, mean: n * x) - SaddlePoint.deviance(b, mean: n * y)
    return (a / n * b / (2 * .pi)).squareRoot() * exp(exponent)
  }

  /// *Iₓ*(*a*, *b*) and what it leaves of 1, for positive *a* and *b*.
  ///
  /// `y` is 1 - *x*, which the caller has without the digits that a difference would lose.
  ///
  /// A. R. DiDonato, A. H. Morris, “Algorithm 708: Significant Digit Computation of the Incomplete
  /// Beta Function Ratios”, ACM Transactions on Mathematical Software 18 (1992), equation 9.
  /// O(√(*a* + *b*)) near the mean, a few dozen steps elsewhere.
  static func tails(_ a: Double, _ b: Double, x: Double, y: Double) -> Tails {
    if x.isNaN { return .none }
    if x <= 0 { return Tails(lower: 0) }
    if y <= 0 { return Tails(upper: 0) }
    // On the far side of the mean the fraction converges slowly; the other tail is seen from there.
    if x > (a + 1) / (a + b + 2) { return tails(b, a, x: y, y: x).swapped }
    let slope = a * y - b * x + 1
    let fraction = ContinuedFraction.value(first: a * slope / (a + 1)) { m in
      let even = a + 2 * m - 1
      let numerator = (a + m - 1) / even * ((a + b + m - 1) / even) * m * (b - m) * x * x
      let denominator =
        m + m * (b - m) * x / even + (a + m) * (slope + m * (1 + y)) / (a + 2 * m + 1)
      return (numerator, denominator)
    }
    return Tails(lower: peak(a, b, x: x, y: y) / fraction)
  }
}
