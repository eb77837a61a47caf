/// Scores by the median and the median absolute deviation (MAD), which outliers do not move.
///
/// 0.6745 (*x* - median) / MAD, apart from 3.5 on: B. Iglewicz, D. C. Hoaglin, How to Detect and Handle
/// Outliers, ASQC Basic References in Quality Control 16 (1993). Where more than half of the samples are
/// equal the MAD is 0, and 1.253314 times the mean absolute deviation stands in for MAD / 0.6745,
/// as IBM's documentation of SPSS has it; of normal samples both estimate the standard deviation.
public struct ModifiedZ: Sendable {
  public let samples: [Double]
  public let median: Double
  /// What the distance from the median is measured by.
  public let scale: Double
  /// Whether the mean absolute deviation had to stand in.
  public let usesMeanDeviation: Bool

  /// Three samples or more, not all equal. O(*n* log *n*).
  public init(_ samples: [Double]) throws(Undefined) {
    try samples.requireFinite(atLeast: 3)
    self.samples = samples
    let median = samples.median()
    let distances = samples.map { abs($0 - median) }
    let deviation = distances.median()
    usesMeanDeviation = deviation == 0
    if usesMeanDeviation {
      let mean = distances.reduce(0) { $0 + $1 / Double(distances.count) }
      if mean == 0 { throw .allEqual }
      scale = 1.253314 * mean
    } else {
      scale = deviation / 0.6745
    }
    if !scale.isFinite { throw .outOfRange }
    self.median = median
  }

  public func score(of sample: Double) -> Double { (sample - median) / scale }

  public func outliers(beyond threshold: Double = 3.5) throws(Undefined) -> [Outlier] {
    samples.outside(try ClosedRange(around: median, reach: threshold * scale), score: score(of:))
  }
}
