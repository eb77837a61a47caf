internal import Foundation

/// How many of some samples lie in each of equal steps.
///
/// The steps are as wide as D. Freedman and P. Diaconis, “On the histogram as a density estimator”
/// (1981), have it, 2 (q3 - q1) / n^(1/3), rounded to 1, 2 or 5 times a power of ten, and at most 60.
/// What lies farther from the quartiles than three times their distance (J. W. Tukey's outer fences)
/// has no step, as it would flatten the rest, and is counted on its side.
public struct Histogram: Sendable, Equatable {
  /// Where the first step begins.
  public let start: Double
  /// How wide a step is; greater than 0.
  public let width: Double
  /// Of each step: from its start on, up to the next.
  public let counts: [Int]
  /// How many lie before the first step, and behind the last.
  public let below: Int
  public let above: Int

  static let most = 60

  /// Where step number `place` begins.
  public func start(of place: Int) -> Double { start + Double(place) * width }
}

extension Summary {
  /// The samples in steps; `nil` where they are all equal, or too large to be parted. O(*n*).
  public var histogram: Histogram? {
    let quartiles = quartiles
    let (lowest, highest) = (percentile(0), percentile(1))
    let reach = 3 * quartiles.range
    let low = quartiles.range > 0 ? max(lowest, quartiles.lower - reach) : lowest
    let high = quartiles.range > 0 ? min(highest, quartiles.upper + reach) : highest
    guard lowest < highest, low < high, (high - low).isFinite else { return nil }
    // Up from seven tenths is to the nearest, more or less.
    let ideal = 1.4 * quartiles.range / cbrt(Double(count))
    let least = (high - low) / Double(Histogram.most - 2)
    let width = max(ideal > 0 ? ideal : (high - low) / 10, least)
    // Numbers that are huge, or hardly differ, have no steps that a number could name.
    guard width > 1e-290, width > max(abs(low), abs(high)) * 1e-12 else { return nil }
    let step = RoundStep(atLeast: width)
    let first = (low / step.width).rounded(.down)
    let steps = Int((high / step.width).rounded(.down) - first) + 1
    var counts = Array(repeating: 0, count: steps)
    var (below, above) = (0, 0)
    for value in ascending {
      let place = (value / step.width).rounded(.down) - first
      if place < 0 {
        below += 1
      } else if place >= Double(steps) {
        above += 1
      } else {
        counts[Int(place)] += 1
      }
    }
    return Histogram(
      start: step[first], width: step.width, counts: counts, below: below, above: above)
  }
}
