/// Between which rates a unit of a given size is expected, if it is like all the others.
///
/// D. J. Spiegelhalter, “Funnel plots for comparing institutional performance”, Statistics in
/// Medicine 24 (2005) 1185–1202, appendix A.1.1: the exact binomial limits around a target rate,
/// interpolated between whole counts so that they narrow smoothly. A small unit has wide limits, so
/// that it is not blamed for one bad day.
public struct FunnelLimits: Sendable, Equatable {
  /// From 0 to 1, as is `upper`. A rate as high as a limit is still inside.
  public let lower: Double
  public let upper: Double

  /// The limits for a unit with `total` trials around the rate `target`; `nil` when there are no
  /// trials, or the target is no rate.
  ///
  /// O(√*n*): the probabilities are walked through from the likeliest count outwards, as far as they
  /// matter, relative to it. So no factorial is needed, and no digits are lost to one.
  public init?(of total: Int, around target: Double, _ coverage: Coverage = .usual) {
    guard total > 0, (0...1).contains(target) else { return nil }
    guard target > 0, target < 1 else {
      lower = target
      upper = target
      return
    }
    let counts = BinomialCounts(total, target)
    lower = counts.limit(coverage.tail) / Double(total)
    upper = counts.limit(1 - coverage.tail) / Double(total)
  }
}

/// How likely each number of successes is, as far as the likelihood is not negligible.
private struct BinomialCounts {
  /// The number of successes that the first of `cumulative` is of.
  private let first: Int
  /// The probability of no more than so many.
  private var cumulative: [Double] = []

  /// What is less likely than this, relative to the likeliest, changes no limit.
  private static let negligible = 1e-22

  init(_ total: Int, _ p: Double) {
    let n = Double(total)
    let mode = min(total, Int((n + 1) * p))
    var below: [Double] = []
    var weight = 1.0
    var k = mode
    while k > 0 {
      weight *= Double(k) / (n - Double(k) + 1) * (1 - p) / p
      guard weight > Self.negligible else { break }
      below.append(weight)
      k -= 1
    }
    first = mode - below.count
    var weights = Array(below.reversed()) + [1]
    weight = 1
    k = mode
    while k < total {
      weight *= (n - Double(k)) / (Double(k) + 1) * p / (1 - p)
      guard weight > Self.negligible else { break }
      weights.append(weight)
      k += 1
    }
    let sum = weights.reduce(0, +)
    var reached = 0.0
    cumulative = weights.map {
      reached += $0
      return reached / sum
    }
  }

  /// The interpolated count up to which a share `q` of the units comes.
  func limit(_ q: Double) -> Double {
    let place = cumulative.firstIndex { $0 >= q } ?? cumulative.count - 1
    let before = place > 0 ? cumulative[place - 1] : 0
    let share = (cumulative[place] - q) / (cumulative[place] - before)
    return max(0, Double(first + place) - (share.isFinite ? max(0, share) : 0))
  }
}
