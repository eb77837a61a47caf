/// Between which shares the true one lies, where `count` of `total` were counted.
///
/// E. B. Wilson, “Probable Inference, the Law of Succession, and Statistical Inference”, Journal of
/// the American Statistical Association 22 (1927): the shares from which the counted one is no more
/// than *z* of their own standard deviations away. It stays inside 0 to 1, and says something of a
/// machine without a single error, which the textbook's p ± z√(p(1-p)/n) does not.
public struct WilsonInterval: Sendable, Equatable {
  /// From 0 to 1, as is `upper`.
  public let lower: Double
  public let upper: Double

  /// `nil` when nothing was counted, or more than there is.
  public init?(_ count: Int, of total: Int, _ coverage: Coverage = .usual) {
    guard total > 0, count >= 0, count <= total else { return nil }
    let n = Double(total)
    let p = Double(count) / n
    let z = coverage.deviations
    let middle = p + z * z / (2 * n)
    let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let width = 1 + z * z / n
    // At its ends the interval is exact, where rounding would leave a trace of 1e-17.
    lower = count == 0 ? 0 : max(0, (middle - half) / width)
    upper = count == total ? 1 : min(1, (middle + half) / width)
  }
}

/// Between which values the difference of two true shares lies: that of `one` less that of `other`.
///
/// R. G. Newcombe, “Interval estimation for the difference between independent proportions”,
/// Statistics in Medicine 17 (1998) 873–890, method 10: of the two Wilson intervals, without a
/// correction of continuity.
public struct ShareDifference: Sendable, Equatable {
  /// From -1 to 1, as are both ends.
  public let estimate: Double
  public let lower: Double
  public let upper: Double

  /// `nil` when one of them was counted of nothing.
  public init?(
    _ one: (count: Int, total: Int), less other: (count: Int, total: Int),
    _ coverage: Coverage = .usual
  ) {
    guard let first = WilsonInterval(one.count, of: one.total, coverage),
      let second = WilsonInterval(other.count, of: other.total, coverage)
    else { return nil }
    let p = Double(one.count) / Double(one.total)
    let q = Double(other.count) / Double(other.total)
    func distance(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
    estimate = p - q
    lower = estimate - distance(p - first.lower, second.upper - q)
    upper = estimate + distance(first.upper - p, q - second.lower)
  }
}
