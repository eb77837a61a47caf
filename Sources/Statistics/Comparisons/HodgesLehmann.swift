/// By how much one sample lies above another: the median of all differences of a value of `later`
/// from a value of `earlier`; `nil` where a sample is empty.
///
/// J. L. Hodges, E. L. Lehmann, “Estimates of Location Based on Rank Tests”, Annals of Mathematical
/// Statistics 34 (1963), section 4. No difference is made for this: the one of a rank is found by
/// halving the range and counting how many are not above. O(*d* log *r*) in the distinct values and
/// the range.
public func hodgesLehmannShift(from earlier: Tally, to later: Tally) -> Double? {
  let (old, new) = (earlier.ascending, later.ascending)
  guard let lowest = old.first?.value, let highest = old.last?.value,
    let newLowest = new.first?.value, let newHighest = new.last?.value
  else { return nil }
  let differences = Differences(old: old, new: new)
  // Times of four-digit years are far from the ends of `Int`; anything farther is not a duration.
  let (low, isTooLow) = newLowest.subtractingReportingOverflow(highest)
  let (high, isTooHigh) = newHighest.subtractingReportingOverflow(lowest)
  let (pairs, areTooMany) = earlier.count.multipliedReportingOverflow(by: later.count)
  guard !isTooLow, !isTooHigh, !areTooMany, high < .max / 4, low > .min / 4 else { return nil }
  let upper = differences.ofRank(pairs / 2, in: low...high)
  guard pairs % 2 == 0 else { return Double(upper) }
  return Double(differences.ofRank(pairs / 2 - 1, in: low...high)) / 2 + Double(upper) / 2
}

/// All differences of two samples, none of which is written down.
private struct Differences {
  let old: [(value: Int, count: Int)]
  let new: [(value: Int, count: Int)]

  /// The difference of this rank, from 0 for the least.
  func ofRank(_ rank: Int, in range: ClosedRange<Int>) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if count(upTo: middle) > rank { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// How many differences are at most `limit`.
  private func count(upTo limit: Int) -> Int {
    var total = 0
    var within = 0
    var j = 0
    for (value, count) in old {
      while j < new.count, new[j].value - value <= limit {
        within += new[j].count
        j += 1
      }
      total += count * within
    }
    return total
  }
}
