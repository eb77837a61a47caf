/// Several outliers at once: Grubbs' test repeated without the sample that was farthest out, up to the
/// last time that it finds one. So two outliers that hide each other are both found.
///
/// B. Rosner, “Percentage Points for a Generalized ESD Many-Outlier Procedure”, Technometrics 25 (1983);
/// NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.17.3. Its critical values are close from 25
/// samples on, and fair from 15.
public struct GeneralizedESD: Hashable, Sendable {
  /// One repetition: the place of the sample that was farthest out, *R* and λ.
  public struct Step: Hashable, Sendable {
    public let index: Int
    public let statistic: Double
    public let critical: Double
  }

  public let steps: [Step]
  /// In the order of the samples.
  public let outliers: [Outlier]

  /// Fifteen samples or more, not all equal. O(*n* · `most`).
  /// - Parameter most: How many outliers there may be; no more than half of the samples are tried.
  public init(_ samples: [Double], most: Int = 10, level: Double = 0.05) throws(Undefined) {
    precondition(most > 0, "at least one outlier is looked for")
    precondition(level > 0 && level < 1, "a level is above 0 and below 1")
    try samples.requireFinite(atLeast: 15)
    var rest = samples
    var places = Array(samples.indices)
    var steps: [Step] = []
    var found: [Outlier] = []
    var last = 0
    for _ in 0..<min(most, samples.count / 2) {
      let extreme: Extreme
      do { extreme = try Extreme(rest) } catch {
        // What is left is all equal, where nothing stands apart.
        if steps.isEmpty || error != .allEqual { throw error }
        break
      }
      let critical = GrubbsTest.critical(count: rest.count, level: level)
      let place = places[extreme.index]
      let outlier = try extreme.outlier(critical: critical)
      found.append(
        Outlier(index: place, value: outlier.value, score: outlier.score, limits: outlier.limits))
      steps.append(Step(index: place, statistic: abs(extreme.score), critical: critical))
      if abs(extreme.score) > critical { last = steps.count }
      rest.remove(at: extreme.index)
      places.remove(at: extreme.index)
    }
    self.steps = steps
    outliers = found.prefix(last).sorted { $0.index < $1.index }
  }
}
