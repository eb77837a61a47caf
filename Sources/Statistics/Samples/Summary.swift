/// The figures that describe a column of numbers: its moments and any of its percentiles.
public struct Summary: Sendable {
  public let moments: Moments
  let ascending: [Double]

  /// Sorts a copy of the samples: O(*n* log *n*). Their order counts for the autocorrelation only.
  public init(_ samples: some Collection<Double>) throws(Undefined) {
    try samples.requireFinite(atLeast: 1)
    moments = Moments(samples)
    // Of an array, which is sorted ten times as fast as any collection.
    ascending = Array(samples).sorted()
  }

  public var count: Int { moments.count }

  public var quartiles: Quartiles { Quartiles(ascending: ascending) }

  /// The value below which the share `p` of the samples falls, in their unit.
  public func percentile(_ p: Double, _ method: PercentileMethod = .r7) -> Double {
    precondition((0...1).contains(p), "a percentile is of a share from 0 to 1")
    return switch method {
    case .r7: ascending.percentile(p)
    case .nearest: ascending[max(0, Int((p * Double(count)).rounded(.up)) - 1)]
    }
  }
}

/// The values that part samples in ascending order into four.
public struct Quartiles: Hashable, Sendable {
  public let lower: Double
  public let median: Double
  public let upper: Double

  /// By linear interpolation on *n* - 1 (R type 7). O(*n* log *n*).
  public init(_ samples: some Collection<Double>) throws(Undefined) {
    try samples.requireFinite(atLeast: 1)
    self.init(ascending: Array(samples).sorted())
  }

  init(ascending samples: [Double]) {
    lower = samples.percentile(0.25)
    median = samples.percentile(0.5)
    upper = samples.percentile(0.75)
  }

  /// What the middle half of the samples spans.
  public var range: Double { upper - lower }
}

extension [Double] {
  /// The value below which the share `p` of these ascending samples falls (R type 7); there is one.
  func percentile(_ p: Double) -> Double {
    let position = p * Double(count - 1)
    let below = Int(position)
    let (low, high) = (self[below], self[Swift.min(below + 1, count - 1)])
    // Half of either, as their difference may be beyond the numbers.
    let part = position - Double(below)
    return low == high ? low : low * (1 - part) + high * part
  }

  /// The middle of the samples, or halfway between the two middle ones; there is one. O(*n* log *n*).
  func median() -> Double { sorted().percentile(0.5) }
}
