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
///
/// Memory is that of the tally they come from, and some for every 256th distinct value.
public struct OrderedSamples: Sendable {
  /// A value, and how many samples are below it.
  private struct Mark {
    let value: Int
    let below: Int
  }

  private let tally: OrderedTally
  /// In ascending order, the first and every 256th distinct value.
  private let marks: [Mark]
  public let lowest: Int?
  public let highest: Int?

  private static let stride = 256

  /// Orders the distinct values of a tally: O(*d*), and those that lie anywhere are sorted.
  public init(_ tally: Tally) {
    let ordered = tally.ordered
    var marks: [Mark] = []
    var (distinct, total) = (0, 0)
    ordered.visit { value, count in
      if distinct % Self.stride == 0 { marks.append(Mark(value: value, below: total)) }
      distinct += 1
      total += count
      return true
    }
    self.tally = ordered
    self.marks = marks
    lowest = marks.first?.value
    highest = ordered.highest
  }

  public var count: Int { tally.count }

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
    let behind = marks.partitioningIndex { Double($0.value) > value }
    guard behind > 0 else { return 0 }
    var total = marks[behind - 1].below
    tally.visit(from: marks[behind - 1].value) { sample, count in
      guard Double(sample) <= value else { return false }
      total += count
      return true
    }
    return total
  }

  /// How many samples fall into each of `bins` equal parts of the range from 0 to `limit`, both
  /// included; what lies outside is not counted. O(*d*) in the distinct values.
  public func histogram(bins: Int, upTo limit: Double) -> [Int] {
    precondition(bins > 0, "a histogram has bins")
    var counts = Array(repeating: 0, count: bins)
    tally.visit(from: 0) { value, count in
      guard Double(value) <= limit else { return false }
      let bin = limit > 0 ? Int(Double(value) / limit * Double(bins)) : 0
      counts[min(bin, bins - 1)] += count
      return true
    }
    return counts
  }

  /// The sample of this rank, from 0; there must be so many.
  private func sample(_ rank: Int) -> Int {
    let mark = marks[marks.partitioningIndex { $0.below > rank } - 1]
    var (found, total) = (mark.value, mark.below)
    tally.visit(from: mark.value) { value, count in
      found = value
      total += count
      return total <= rank
    }
    return found
  }
}
