/// Bins of times in seconds, each about 5 % wider than the one before, so that its middle is within
/// 2.5 % of any time in it.
///
/// The first bins hold one second each. Edges come from whole numbers alone: each is the one before
/// and a twentieth of it, rounded down, or one more. So a page computes the same ones.
public enum TimeBins {
  /// The lower edges of the bins up to about ten years; all longer times are in the last one.
  public static let edges: [Int] = {
    var edges = [0]
    while let last = edges.last, last < 10 * 365 * 86_400 { edges.append(last + max(1, last / 20)) }
    return edges
  }()

  /// The bin of a time, which is not negative.
  public static func bin(of time: Int) -> Int {
    var (low, high) = (0, edges.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if edges[middle] <= time { low = middle } else { high = middle }
    }
    return low
  }
}
