/// How the value below which a share of the samples falls is read from a finite number of them.
///
/// R. J. Hyndman, Y. Fan, “Sample Quantiles in Statistical Packages”, The American Statistician 50
/// (1996): their types 7 and 1.
public enum PercentileMethod: String, CaseIterable, Sendable {
  /// Linear interpolation at *p* (*n* - 1), as R's default, `PERCENTILE.INC` and `percentile_cont`.
  case r7
  /// The nearest rank, ⌈*p n*⌉: always one of the samples, as `percentile_disc`.
  case nearest
}

/// Samples in ascending order, from which any number of percentiles can be read.
public struct OrderedSamples: Sendable {
  private let values: [Int]
  /// For each value how many samples are not above it.
  private let cumulative: [Int]

  /// Sorts the distinct values of a tally.
  public init(_ tally: Tally) {
    var values: [Int] = []
    var cumulative: [Int] = []
    values.reserveCapacity(tally.mostDistinct)
    cumulative.reserveCapacity(tally.mostDistinct)
    var total = 0
    tally.forEachAscending { value, count in
      total += count
      values.append(value)
      cumulative.append(total)
    }
    (self.values, self.cumulative) = (values, cumulative)
  }

  public var count: Int { cumulative.last ?? 0 }
  public var lowest: Int? { values.first }
  public var highest: Int? { values.last }

  /// The value below which the share `p` of the samples falls, in their unit; `nil` when there are
  /// none. O(log *d*) in the distinct values.
  public func percentile(_ p: Double, _ method: PercentileMethod = .r7) -> Double? {
    precondition((0...1).contains(p), "a percentile is of a share from 0 to 1")
    guard count > 0 else { return nil }
    switch method {
    case .r7:
      let position = p * Double(count - 1)
      let below = Int(position)
      let low = Double(sample(below))
      let high = Double(sample(min(below + 1, count - 1)))
      return low + (high - low) * (position - Double(below))
    case .nearest:
      return Double(sample(max(0, Int((p * Double(count)).rounded(.up)) - 1)))
    }
  }

  /// How many samples are not above `value`. O(log *d*) in the distinct values.
  public func count(notAbove value: Double) -> Int {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if Double(values[middle]) <= value { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? cumulative[low - 1] : 0
  }

  /// How many samples fall into each of `bins` equal parts of the range from 0 to `limit`, both
  /// included; what lies outside is not counted. O(*d*) in the distinct values.
  public func histogram(bins: Int, upTo limit: Double) -> [Int] {
    precondition(bins > 0, "a histogram has bins")
    var counts = Array(repeating: 0, count: bins)
    var below = 0
    for (value, total) in zip(values, cumulative) {
      let count = total - below
      below = total
      guard value >= 0, Double(value) <= limit else { continue }
      let bin = limit > 0 ? Int(Double(value) / limit * Double(bins)) : 0
      counts[min(bin, bins - 1)] += count
    }
    return counts
  }

  /// The sample of this rank, from 0.
  private func sample(_ rank: Int) -> Int {
    var low = 0
    var high = cumulative.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > rank { high = middle } else { low = middle + 1 }
    }
    return values[low]
  }
}
