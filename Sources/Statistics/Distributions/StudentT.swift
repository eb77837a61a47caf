import Foundation

/// Student's *t* distribution.
public struct StudentT: Hashable, Sendable {
  /// Any positive number up to 10¹²; whole ones are usual.
  public let degreesOfFreedom: Double

  public init(degreesOfFreedom: Double) {
    Tails.requireDegrees(degreesOfFreedom)
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a value up to `t`.
  public func cdf(_ t: Double) -> Double { upperTail(-t) }

  /// The probability of a value above `t`.
  public func upperTail(_ t: Double) -> Double {
    t < 0 ? 0.5 + 0.5 * sides(t).upper : 0.5 * sides(t).lower
  }

  /// The probability of a value at least as far from 0 as `t`, on either side.
  public func twoSided(_ t: Double) -> Double { sides(t).lower }

  /// The value up to which a share `p` lies; infinite at 0 and 1.
  public func quantile(_ p: Double) -> Double {
    precondition((0...1).contains(p), "a quantile is of a share from 0 to 1")
    return p < 0.5 ? -point(upperTail: p) : point(upperTail: 1 - p)
  }

  /// The value above which a share `p` lies, also where 1 - `p` would be 1.
  public func quantile(upperTail p: Double) -> Double {
    precondition((0...1).contains(p), "a quantile is of a share from 0 to 1")
    return p < 0.5 ? point(upperTail: p) : -point(upperTail: 1 - p)
  }
}

extension StudentT {
  /// The shares outside (lower) and inside (upper) of ±`t`.
  ///
  /// Outside lies *Iₓ*(*n*/2, ½) with *x* = *n* / (*n* + *t*²): NIST Digital Library of Mathematical
  /// Functions 8.17 and M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions (1964), 26.7.1.
  private func sides(_ t: Double) -> Tails {
    if t.isNaN { return .none }
    let far = 1e140 * degreesOfFreedom.squareRoot()
    guard abs(t) <= far else {
      // The square is beyond the numbers, and the tail has long been a power of the value.
      return Tails(lower: sides(far).lower * pow(far / abs(t), degreesOfFreedom))
    }
    let (x, y) = parts(t)
    return IncompleteBeta.tails(degreesOfFreedom / 2, 0.5, x: x, y: y)
  }

  private func parts(_ t: Double) -> (x: Double, y: Double) {
    let square = t * t / degreesOfFreedom
    return (1 / (1 + square), square / (1 + square))
  }

  /// The value with the share `p` ≤ ½ above it.
  private func point(upperTail p: Double) -> Double {
    if p <= 0 { return .infinity }
    if p == 0.5 { return 0 }
    // What lies within ±t has the digits near the middle, what lies outside those of the tail.
    let within = p > 0.25
    let start = min(Normal().quantile(upperTail: p), 1e100)
    return QuantileSearch.point(where: within ? 1 - 2 * p : 2 * p, start: start, rises: within) {
      let (x, y) = parts($0)
      // As t² is a quotient of two gammas, the density on either side is xᵃ yᵇ / (t B(a, b)).
      let density = 2 * IncompleteBeta.peak(degreesOfFreedom / 2, 0.5, x: x, y: y) / $0
      let sides = sides($0)
      return (within ? sides.upper : sides.lower, density)
    }
  }
}
