/// The line whose slope is the median of the slopes between all pairs of points: up to a quarter of them
/// may be wild.
///
/// H. Theil (1950); P. K. Sen, “Estimates of the Regression Coefficient Based on Kendall's Tau”, Journal
/// of the American Statistical Association 63 (1968). The interval is that of R. O. Gilbert, Statistical
/// Methods for Environmental Pollution Monitoring (1987), section 16.5, its ranks rounded.
public struct TheilSen: Hashable, Sendable {
  public let slope: Double
  /// Where the line with this slope passes through the medians of both coordinates (Conover), at x = 0.
  public let intercept: Double
  /// The slopes between which the true one lies with the confidence that was asked for.
  public let interval: ClosedRange<Double>
  /// The pairs of points whose x differs.
  public let pairs: Int

  /// The most points it is computed for.
  public static let most = 1_000_000

  /// Points in any order.
  ///
  /// Up to 1,500 points all slopes are compared, of more the slopes of certain ranks are sought by
  /// counting: O(*n* log *n*), some seconds for 100,000 points, and memory in proportion to the points.
  public init(x: [Double], y: [Double], confidence: Double = 0.95) throws(Undefined) {
    precondition(x.count == y.count, "a point has an x and a y")
    precondition(confidence > 0 && confidence < 1, "a confidence is above 0 and below 1")
    try x.requireFinite(atLeast: 3)
    try y.requireFinite(atLeast: 3)
    if x.count > Self.most { throw .tooMany(count: x.count, most: Self.most) }
    let slopes = try Slopes(x: x, y: y)
    if slopes.count == 0 { throw .allEqual }

    pairs = slopes.count
    let (low, high) = (slopes.ranked((pairs - 1) / 2), slopes.ranked(pairs / 2))
    slope = low == high ? low : low / 2 + high / 2
    let reach = Normal().quantile(upperTail: (1 - confidence) / 2) * Self.deviation(x, y)
    let first = ((Double(pairs) - reach) / 2).rounded(.toNearestOrEven) - 1
    let last = ((Double(pairs) + reach) / 2).rounded(.toNearestOrEven)
    let lower = slopes.ranked(Int(max(first, 0)))
    let upper = slopes.ranked(Int(min(last, Double(pairs - 1))))
    interval = min(lower, slope)...max(upper, slope)
    intercept = y.median() - slope * x.median()
    if !slope.isFinite || !intercept.isFinite { throw .outOfRange }
  }

  /// The standard deviation of Kendall's *S* for these points, ties in either coordinate taken off.
  private static func deviation(_ x: [Double], _ y: [Double]) -> Double {
    func share(_ n: Double) -> Double { n * (n - 1) * (2 * n + 5) / 18 }
    var variance = share(Double(x.count))
    for values in [x, y] {
      values.sorted().forEachTie { variance -= share(Double($0)) }
    }
    return max(variance, 0).squareRoot()
  }
}
