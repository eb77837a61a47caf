/// Why a figure of some samples is not defined.
public enum Undefined: Error, Hashable, Sendable {
  case tooFew(count: Int, needed: Int)
  /// More than the figure is computed for, as its cost grows faster than the samples.
  case tooMany(count: Int, most: Int)
  /// All samples are equal, so that differences have nothing to be compared with.
  case allEqual
  /// More than half of the samples are equal, so that the median distance from the median is 0.
  case halfEqual
  case zeroMean
  /// A sample, by its place from 0, that is infinite or none.
  case notFinite(at: Int)
  /// Samples so large or so small that what is computed from them cannot be held.
  case outOfRange

  /// The reason in words, to stand beside the empty figure.
  public var reason: String {
    switch self {
    case .tooFew(let count, let needed):
      "it takes \(needed == 1 ? "one sample" : "\(needed) samples"), and there "
        + (count == 0 ? "are none" : count == 1 ? "is one" : "are \(count)")
    case .tooMany(let count, let most):
      "it is computed for up to \(most) samples, and there are \(count)"
    case .allEqual: "all samples are equal"
    case .halfEqual: "more than half of the samples are equal"
    case .zeroMean: "the mean is 0"
    case .notFinite(let place): "sample \(place + 1) is not a number"
    case .outOfRange: "the samples are too large or too small to compute with"
    }
  }
}

extension Collection where Element == Double {
  /// Makes sure that all samples are numbers, and enough of them.
  func requireFinite(atLeast needed: Int) throws(Undefined) {
    for (place, sample) in enumerated() where !sample.isFinite {
      throw Undefined.notFinite(at: place)
    }
    if count < needed { throw Undefined.tooFew(count: count, needed: needed) }
  }
}
