/// The line with the least sum of squared vertical distances, and how sure it is.
///
/// Sums are kept to twice the digits of a `Double`; formulas as in N. R. Draper, H. Smith, Applied
/// Regression Analysis (1998), chapter 1. The standard errors take the distances for independent and
/// equally spread, which figures in the order of time often are not.
public struct LeastSquares: Hashable, Sendable {
  public let count: Int
  public let slope: Double
  public let intercept: Double
  /// The square root of the mean squared distance, with *n* - 2 in the denominator.
  public let residualDeviation: Double
  public let slopeError: Double
  public let interceptError: Double
  /// *r*²: the share of the variation that the line explains; `nil` where y does not vary.
  public let determination: Double?
  /// The probability of a slope at least as far from 0 where the true one is 0; `nil` where y does not
  /// vary.
  public let p: Double?

  /// Three points or more, whose x differ. O(*n*).
  public init(x: [Double], y: [Double]) throws(Undefined) {
    precondition(x.count == y.count, "a point has an x and a y")
    try x.requireFinite(atLeast: 3)
    try y.requireFinite(atLeast: 3)
    count = x.count
    let n = Double(count)
    let (xs, ys) = (x.map(DoubleDouble.init(decimal:)), y.map(DoubleDouble.init(decimal:)))
    let (meanX, meanY) = (Self.mean(xs), Self.mean(ys))
    var (xx, xy, yy) = (DoubleDouble(0), DoubleDouble(0), DoubleDouble(0))
    for (x, y) in zip(xs, ys) {
      let (dx, dy) = (x - meanX, y - meanY)
      xx += dx * dx
      xy += dx * dy
      yy += dy * dy
    }
    if xx.high == 0 { throw .allEqual }
    guard xx.isFinite, xy.isFinite, yy.isFinite else { throw .outOfRange }

    let exact = xy / xx
    slope = exact.high
    intercept = (meanY - exact * meanX).high
    let rest = max(0, (yy - exact * xy).high)
    let variance = rest / (n - 2)
    residualDeviation = variance.squareRoot()
    slopeError = (variance / xx.high).squareRoot()
    interceptError = (variance * (1 / n + meanX.high / xx.high * meanX.high)).squareRoot()
    determination = yy.high == 0 ? nil : 1 - rest / yy.high
    p =
      yy.high == 0
      ? nil
      : StudentT(degreesOfFreedom: n - 2)
        .twoSided(slopeError == 0 ? .infinity : slope / slopeError)
    guard [slope, intercept, slopeError, interceptError].allSatisfy(\.isFinite) else {
      throw .outOfRange
    }
  }

  /// Between which slopes the true one lies with this confidence.
  public func slopeInterval(confidence: Double = 0.95) -> ClosedRange<Double> {
    precondition(confidence > 0 && confidence < 1, "a confidence is above 0 and below 1")
    let t = StudentT(degreesOfFreedom: Double(count - 2))
    let reach = slopeError * t.quantile(upperTail: (1 - confidence) / 2)
    return slope - reach...slope + reach
  }

  private static func mean(_ values: [DoubleDouble]) -> DoubleDouble {
    var sum = DoubleDouble(0)
    for value in values { sum += value }
    return sum / DoubleDouble(Double(values.count))
  }
}
