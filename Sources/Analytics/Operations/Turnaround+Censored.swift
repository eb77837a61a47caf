internal import CSVText
internal import Statistics
internal import Wording

/// What the percentiles of completed specimens hide while others still wait.
///
/// The slow ones of today have no result yet, so a percentile of results alone looks better the
/// longer work piles up. Kaplan and Meier's estimate counts an open specimen as one that took longer
/// than its age at the moment that is looked at. With a period, a specimen that was received before
/// it is watched from its age at the start of the period on (left truncation), so that both
/// estimates are of the same results.
///
/// A specimen that ended in an error is followed up to its error, like one that is open at that moment:
/// up to then it waited like any other, and of those that still wait nobody knows which will end so.
/// Where errors and waiting have nothing to do with each other, the estimate is that of a
/// specimen that gets a result.
extension Turnaround.Group {
  /// A percentile in minutes with those that have no result yet; `nil` when too many have none.
  public func percentileWithOpen(_ p: Double) -> Double? { curve.quantile(p).map { $0 / 60 } }

  /// How many must be open before leaving them out is told: three specimens prove nothing.
  static let fewestOpen = 5
  /// How far apart the two percentiles are before it is told.
  static let furthest = 0.05

  /// Whether the percentile of results alone misleads: with the open ones it is more than 5 % longer,
  /// or not reached, and at least five are open. Without a result there is none that could. Both are read by the rule of the curve, as the
  /// difference of two ways of reading a percentile is not meant.
  func misleads(at p: Double) -> Bool {
    guard open >= Self.fewestOpen else { return false }
    guard let naive = alone(p) else { return false }
    guard let whole = curve.quantile(p) else { return true }
    return whole > naive * (1 + Self.furthest)
  }

  /// The percentile of results alone in seconds, averaged where the distribution jumps.
  private func alone(_ p: Double) -> Double? {
    guard samples.count > 0 else { return nil }
    let rank = p * Double(samples.count)
    guard let low = samples.percentile(p, .nearest) else { return nil }
    // On a whole rank the middle between it and the next one.
    guard rank == rank.rounded(), rank >= 1, rank < Double(samples.count) else { return low }
    return samples.percentile((rank + 0.5) / Double(samples.count), .nearest).map {
      (low + $0) / 2
    }
  }
}

extension Turnaround {
  /// The highest percentile of which it is told: above it those of small groups hang on one specimen.
  private static let highestTold = 95.0

  /// A sentence on the groups of which results alone give a wrong idea, at the highest percentile
  /// that was asked for and is not above the 95th; `nil` where there are none.
  func warning(_ question: Question) -> String? {
    let asked = question[PercentileOptions.percentiles].filter { $0 <= Self.highestTold }
    guard let highest = asked.max() else { return nil }
    let misleads = groups.indices.mapAtOnce { groups[$0].misleads(at: highest / 100) }
    let misled = zip(groups, misleads).filter(\.1).map(\.0)
    guard !misled.isEmpty else { return nil }
    let open = misled.reduce(0) { $0 + $1.open }
    let names = misled.sorted { ($1.open, $0.name) < ($0.open, $1.name) }.prefix(3).map { group in
      let whole = group.percentileWithOpen(highest / 100).map { fixed($0, decimals: 1) + " min" }
      let naive = group.percentile(highest / 100, question[PercentileOptions.method])
        .map { fixed($0, decimals: 1) }
      return "\(visible(group.name)) \(naive ?? "-") → \(whole ?? "not reached")"
    }
    let more = misled.count > 3 ? " and \(misled.count - 3) more" : ""
    return "\(counted(open, "open specimen")) would change p\(shortest(highest)): "
      + names.joined(separator: ", ") + more
      + (question[Self.censored] ? "." : ". --censored shows both.")
  }
}
