import Foundation

/// The regularised incomplete gamma functions *P*(*a*, *x*) and *Q*(*a*, *x*).
enum IncompleteGamma {
  /// *x*ᵃ e⁻ˣ / Γ(*a*), for *a* > 0 and *x* > 0.
  static func peak(_ a: Double, _ x: Double) -> Double {
    let exponent = -SaddlePoint.stirlingError(a) - SaddlePoint.deviance(a, mean: x)
    return (a / (2 * .pi)).squareRoot() * exp(exponent)
  }

  /// Both functions, for *a* > 0 and *x* ≥ 0.
  ///
  /// NIST Digital Library of Mathematical Functions, 8.7.1 (series) and 8.9.2 (continued fraction).
  /// O(√*a*) near the peak, a few dozen steps elsewhere.
  static func tails(_ a: Double, _ x: Double) -> Tails {
    if x.isNaN { return .none }
    if x <= 0 { return Tails(lower: 0) }
    if x == .infinity { return Tails(upper: 0) }
    let peak = peak(a, x)
    if x < a + 1 {
      var term = 1 / a
      var sum = term
      var n = a
      while true {
        n += 1
        term *= x / n
        if sum + term == sum { return Tails(lower: peak * sum) }
        sum += term
      }
    }
    let fraction = ContinuedFraction.value(first: x - a + 1) { n in
      (n * (a - n), x - a + 1 + 2 * n)
    }
    return Tails(upper: peak / fraction)
  }
}
