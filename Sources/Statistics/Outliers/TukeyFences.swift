/// The whiskers of a box plot: apart is what is farther from the box than 1.5 times its height, and far
/// out what is farther than 3 times.
///
/// J. W. Tukey, Exploratory Data Analysis (1977), section 2C; the quartiles are R's type 7.
public struct TukeyFences: Sendable {
  public let samples: [Double]
  public let quartiles: Quartiles

  /// Four samples or more, of which the middle half is not all equal. O(*n* log *n*).
  public init(_ samples: [Double]) throws(Undefined) {
    try samples.requireFinite(atLeast: 4)
    let ascending = Array(samples).sorted()
    self.samples = samples
    quartiles = Quartiles(ascending: ascending)
    if ascending.first == ascending.last { throw .allEqual }
    if quartiles.range == 0 { throw .halfEqual }
  }

  /// Between the fences, which lie `times` the height of the box outside of it.
  public func fences(_ times: Double = 1.5) throws(Undefined) -> ClosedRange<Double> {
    let (low, high) = (
      quartiles.lower - times * quartiles.range, quartiles.upper + times * quartiles.range
    )
    guard low.isFinite, high.isFinite else { throw .outOfRange }
    return low...high
  }

  /// The samples beyond a fence. Their score is the distance from the box in heights of the box: above
  /// 3, far out; below 0 on the lower side.
  public func outliers(beyond times: Double = 1.5) throws(Undefined) -> [Outlier] {
    samples.outside(try fences(times)) { sample in
      (sample - (sample < quartiles.lower ? quartiles.lower : quartiles.upper)) / quartiles.range
    }
  }
}
