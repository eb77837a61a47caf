import Foundation

/// Finds the point at which a tail of a distribution on the positive numbers has a given size.
enum QuantileSearch {
  /// Newton's method on the logarithms of both the point and the tail, in which tails are smooth and
  /// bend one way only: every digit that the tail has is found, from the smallest sizes on.
  ///
  /// A step that leaves the bracket is replaced by one into it.
  /// - Parameters:
  ///   - size: The size of the tail, above 0 and below 1.
  ///   - start: A first guess, above 0.
  ///   - rises: Whether the tail grows with the point, as a lower one does.
  ///   - tail: The tail at a point, and the density there.
  static func point(
    where size: Double, start: Double, rises: Bool,
    _ tail: (Double) -> (size: Double, density: Double)
  ) -> Double {
    var low = 0.0
    var high = Double.infinity
    var point = min(max(start, .leastNormalMagnitude), .greatestFiniteMagnitude)
    for _ in 0..<200 {
      let here = tail(point)
      if here.size == size { return point }
      if (here.size < size) == rises { low = point } else { high = point }
      // d log(tail) / d log(point)
      let slope = (rises ? 1 : -1) * point * (here.density / here.size)
      var next = point * exp(log(size / here.size) / slope)
      if !(next >= low && next <= high) || next == 0 || next == .infinity {
        next = between(low, high)
      }
      if abs(next - point) <= 2.3e-16 * point || next == point { return next }
      point = next
    }
    return point
  }

  /// Halfway in orders of magnitude, as the point may be of any.
  private static func between(_ low: Double, _ high: Double) -> Double {
    if high == .infinity { return low == 0 ? 1 : min(low * 1e3, .greatestFiniteMagnitude) }
    return low == 0 ? high / 1e3 : low.squareRoot() * high.squareRoot()
  }
}
