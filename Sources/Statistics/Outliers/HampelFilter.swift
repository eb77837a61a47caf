/// Compares each sample with the median of its neighbours in time, so that a slow change is no outlier.
///
/// Apart is what is more than `sigmas` · 1.4826 · MAD of the window away from its median: R. K. Pearson,
/// “Outliers in Process Modeling and Identification”, IEEE Transactions on Control Systems Technology
/// 10 (2002). At either end the window has the neighbours that there are.
public struct HampelFilter: Hashable, Sendable {
  /// How many neighbours on either side belong to the window.
  public let halfWidth: Int
  public let sigmas: Double

  public init(halfWidth: Int = 3, sigmas: Double = 3) {
    precondition(halfWidth > 0, "a window has neighbours")
    precondition(sigmas > 0, "a limit is above 0")
    self.halfWidth = halfWidth
    self.sigmas = sigmas
  }

  /// The outliers, and how many samples were not judged: where more than half of a window is equal its
  /// MAD is 0, and every other value in it would stand apart.
  ///
  /// O(*n* *w* log *w*) for windows of *w*.
  public func outliers(
    in samples: [Double]
  ) throws(Undefined) -> (outliers: [Outlier], unjudged: Int) {
    try samples.requireFinite(atLeast: 3)
    var outliers: [Outlier] = []
    var unjudged = 0
    for index in samples.indices {
      let first = index < halfWidth ? 0 : index - halfWidth
      let last = samples.count - 1 - index < halfWidth ? samples.count - 1 : index + halfWidth
      let window = Array(samples[first...last])
      let median = window.median()
      let scale = 1.4826 * window.map { abs($0 - median) }.median()
      if scale == 0 {
        unjudged += samples[index] == median ? 0 : 1
        continue
      }
      let limits = try ClosedRange(around: median, reach: sigmas * scale)
      if !limits.contains(samples[index]) {
        outliers.append(
          Outlier(
            index: index, value: samples[index], score: (samples[index] - median) / scale,
            limits: limits))
      }
    }
    if unjudged > 0, outliers.isEmpty, samples.count == unjudged { throw .halfEqual }
    return (outliers, unjudged)
  }
}
