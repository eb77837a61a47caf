internal import Foundation

/// Whether one sample tends to be greater than another: the rank-sum test.
///
/// H. B. Mann, D. R. Whitney, “On a Test of whether one of Two Random Variables is Stochastically
/// Larger than the Other”, Annals of Mathematical Statistics 18 (1947): the statistic, and the
/// recursion of its exact distribution. The variance with ties is that of M. Hollander, D. A. Wolfe
/// and E. Chicken, “Nonparametric Statistical Methods” (3rd edition, 2014), section 4.1. Where a
/// sample has at most eight values and there are no ties, the *p* value is exact; otherwise it is
/// that of a normal distribution with correction for continuity.
public struct MannWhitney: Sendable, Equatable {
  /// In how many pairs the value of the first sample is the greater one; equal ones count a half.
  public let u: Double
  /// Two-sided: the chance of a *U* as far from its mean or farther, where both samples are drawn
  /// alike.
  public let pValue: Double
  /// Whether the *p* value is exact.
  public let isExact: Bool

  /// `nil` where a sample is empty. O(*d* log *d*) in the distinct values.
  public init?(_ first: Tally, _ second: Tally) {
    guard first.count > 0, second.count > 0 else { return nil }
    let (m, n) = (Double(first.count), Double(second.count))
    let ranks = JointRanks(first, second)
    u = ranks.sumOfFirst - m * (m + 1) / 2
    isExact =
      !ranks.haveTies && min(first.count, second.count) <= 8
      && max(first.count, second.count) <= Self.largestExact
    let greater = max(u, m * n - u)
    if isExact {
      let tail = Self.upperTail(first.count, second.count, Int(greater))
      pValue = min(1, 2 * tail)
    } else {
      let total = m + n
      let variance = m * n / 12 * (total + 1 - ranks.tieSum / (total * (total - 1)))
      // All are equal: there is no difference.
      guard variance > 0 else {
        pValue = 1
        return
      }
      let z = (greater - m * n / 2 - 0.5) / variance.squareRoot()
      pValue = min(1, erfc(z / 2.0.squareRoot()))
    }
  }

  /// The counts of the exact distribution grow with the product of both sizes; above this size of
  /// the larger sample the normal distribution is as good.
  private static let largestExact = 200

  /// The chance of a *U* of `u` or more, of `m` and `n` values without ties.
  ///
  /// The arrangements with each *U* are the coefficients of a Gaussian binomial coefficient: built
  /// by multiplying with (1 - x^(n+i)) and dividing by (1 - x^i), for each i up to m.
  private static func upperTail(_ first: Int, _ second: Int, _ u: Int) -> Double {
    let (m, n) = (min(first, second), max(first, second))
    let top = m * n
    var counts = Array(repeating: 0.0, count: top + 1)
    counts[0] = 1
    for i in 1...m {
      for k in stride(from: top, through: n + i, by: -1) { counts[k] -= counts[k - n - i] }
      for k in stride(from: i, through: top, by: 1) { counts[k] += counts[k - i] }
    }
    let all = counts.reduce(0, +)
    return counts[max(0, u)...].reduce(0, +) / all
  }
}

/// The ranks of two samples put together; equal values share the mean of theirs.
private struct JointRanks {
  var sumOfFirst = 0.0
  /// Σ (t³ - t) over the groups of t equal values.
  var tieSum = 0.0
  var haveTies = false

  init(_ first: Tally, _ second: Tally) {
    let (one, other) = (first.ascending, second.ascending)
    var (i, j) = (0, 0)
    var below = 0.0
    while i < one.count || j < other.count {
      let value = min(
        i < one.count ? one[i].value : .max, j < other.count ? other[j].value : .max)
      var (mine, theirs) = (0, 0)
      if i < one.count, one[i].value == value {
        mine = one[i].count
        i += 1
      }
      if j < other.count, other[j].value == value {
        theirs = other[j].count
        j += 1
      }
      let equal = Double(mine) + Double(theirs)
      sumOfFirst += Double(mine) * (below + (equal + 1) / 2)
      below += equal
      if equal > 1 {
        haveTies = true
        tieSum += equal * equal * equal - equal
      }
    }
  }
}
