/// Whether the sample farthest from the mean is too far for a normal distribution; one outlier at most.
///
/// F. E. Grubbs, “Procedures for Detecting Outlying Observations in Samples”, Technometrics 11 (1969);
/// two-sided, as in NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.17.1.
public struct GrubbsTest: Hashable, Sendable {
  /// The place of the sample that is farthest out, from 0.
  public let index: Int
  /// *G*: how far it is from the mean, in standard deviations.
  public let statistic: Double
  /// What *G* exceeds with the probability of the level where all samples are normal.
  public let critical: Double
  /// The sample, where *G* is above that.
  public let outlier: Outlier?

  /// Three samples or more, not all equal. O(*n*).
  /// - Parameter level: The probability to find an outlier where there is none.
  public init(_ samples: [Double], level: Double = 0.05) throws(Undefined) {
    precondition(level > 0 && level < 1, "a level is above 0 and below 1")
    try samples.requireFinite(atLeast: 3)
    let extreme = try Extreme(samples)
    index = extreme.index
    statistic = abs(extreme.score)
    critical = Self.critical(count: samples.count, level: level)
    outlier = statistic > critical ? try extreme.outlier(critical: critical) : nil
  }

  /// (*n* - 1) / √*n* · √(*t*² / (*n* - 2 + *t*²)), with *t* of *n* - 2 degrees of freedom exceeded with
  /// `level` / 2*n*.
  static func critical(count: Int, level: Double) -> Double {
    let n = Double(count)
    let t = StudentT(degreesOfFreedom: n - 2).quantile(upperTail: level / (2 * n))
    // The quotient by t², which may be beyond the numbers.
    return (n - 1) / n.squareRoot() / (1 + (n - 2) / t / t).squareRoot()
  }
}

/// The sample that is farthest from the mean.
struct Extreme {
  let index: Int
  let value: Double
  let score: Double
  private let mean: Double
  private let deviation: Double

  init(_ samples: [Double]) throws(Undefined) {
    let moments = Moments(samples)
    mean = try moments.mean
    deviation = try moments.standardDeviation
    if deviation == 0 { throw .allEqual }
    var farthest = 0
    for index in samples.indices
    where abs(samples[index] - mean) > abs(samples[farthest] - mean) { farthest = index }
    index = farthest
    value = samples[farthest]
    score = (value - mean) / deviation
  }

  func outlier(critical: Double) throws(Undefined) -> Outlier {
    Outlier(
      index: index, value: value, score: score,
      limits: try ClosedRange(around: mean, reach: critical * deviation))
  }
}
