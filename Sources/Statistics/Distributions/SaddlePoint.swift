import Foundation

/// The two parts of a gamma or binomial density that stay exact where its factors are huge.
///
/// The gamma, beta and binomial densities are quotients of numbers far beyond those of a `Double`.
/// Written around their peak only a small exponent is left: C. Loader, “Fast and Accurate
/// Computation of Binomial Probabilities” (2000).
enum SaddlePoint {
  /// The error of Stirling's formula: log Γ(*z* + 1) - (*z* + ½) log *z* + *z* - ½ log 2π, for *z* > 0.
  ///
  /// The asymptotic series (NIST Digital Library of Mathematical Functions, 5.11.1) from 20 on; below,
  /// the difference to the next number is (*z* + ½) log(1 + 1/*z*) - 1, as Γ(*z* + 1) = *z* Γ(*z*).
  static func stirlingError(_ z: Double) -> Double {
    var z = z
    var below = 0.0
    while z < 20 {
      below += (z + 0.5) * log1p(1 / z) - 1
      z += 1
    }
    let square = 1 / (z * z)
    let series =
      1.0 / 12 - square
      * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188)))
    return below + series / z
  }

  /// *k* log(*k* / *mean*) + *mean* - *k*: how far the exponent is below that of the peak, never
  /// negative. Both are positive.
  ///
  /// Near the peak the three terms cancel. With *v* = (*k* - *mean*) / (*k* + *mean*) the logarithm is
  /// 2 artanh *v*, whose first term takes *mean* - *k* along.
  static func deviance(_ k: Double, mean: Double) -> Double {
    let difference = k - mean
    guard abs(difference) < 0.3 * (k + mean) else {
      if mean == .infinity { return .infinity }
      let ratio = k / mean
      let logarithm = ratio.isNormal ? log(ratio) : log(k) - log(mean)
      return k * logarithm - difference
    }
    let v = difference / (k + mean)
    var sum = difference * v
    var power = 2 * k * v
    var order = 3.0
    while true {
      power *= v * v
      let next = sum + power / order
      if next == sum { return sum }
      sum = next
      order += 2
    }
  }
}
