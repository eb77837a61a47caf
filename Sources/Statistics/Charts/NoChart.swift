/// Why there is no control chart of some numbers.
public enum NoChart: Error, Equatable, Sendable {
  /// Limits cannot be estimated from so few.
  case tooFew(count: Int, needed: Int)
  /// All numbers that the limits should come from are equal, so chance has no size.
  case noSpread
  /// A subgroup, by its place from 0, that is too small to vary, or larger than the tables reach.
  case subgroupSize(Int, at: Int)
  /// A number, by its place from 0, that is infinite or none.
  case notFinite(at: Int)
  /// A count, by its place from 0, that is negative, or above what was inspected.
  case count(at: Int)
  /// A sample, by its place from 0, in which nothing was inspected.
  case nothingInspected(at: Int)
  /// Numbers so large that their differences cannot be held.
  case tooLarge
  /// A parameter that the chart is not defined for.
  case parameter(String)

  /// The reason in words.
  public var reason: String {
    switch self {
    case .tooFew(let count, let needed):
      "limits need at least \(needed) points to come from, and there \(count == 1 ? "is" : "are") "
        + "\(count == 0 ? "none" : "\(count)")"
    case .noSpread: "the points that the limits should come from are all alike"
    case .subgroupSize(let size, let place):
      "subgroup \(place &+ 1) has \(size), and subgroups have \(ChartConstants.sizes.lowerBound) to "
        + "\(ChartConstants.sizes.upperBound)"
    case .notFinite(let place): "point \(place &+ 1) is not a number"
    case .count(let place):
      "the count of point \(place &+ 1) is below 0 or above what was inspected"
    case .nothingInspected(let place): "nothing was inspected at point \(place &+ 1)"
    case .tooLarge: "the numbers are too large to compute with"
    case .parameter(let sentence): sentence
    }
  }
}
