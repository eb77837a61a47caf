internal import Statistics

/// How often something happened in a time, beside the time before it.
///
/// Two Poisson counts: of both together, the later time's share is binomial around its part of both
/// lengths, where nothing has changed.
struct PaceComparison {
  /// How often it would have happened at the pace of the time before.
  let expected: Double
  /// Whether the count is beyond the limits in which 99.8 % of unchanged ones lie.
  let isBelowChance: Bool
  let isAboveChance: Bool

  /// `nil` where nothing can be compared: nothing happened, or there are records of less of the time
  /// before than of the later time, as of a lab that has just begun.
  init?(_ count: Int, in time: Range<Int>?, after earlier: Int, in timeBefore: Range<Int>?) {
    guard let time, let timeBefore, !time.isEmpty, timeBefore.count >= time.count else {
      return nil
    }
    let (length, lengthBefore) = (Double(time.count), Double(timeBefore.count))
    guard
      let limits = FunnelLimits(
        of: count + earlier, around: length / (length + lengthBefore), .strict)
    else { return nil }
    let share = Double(count) / Double(count + earlier)
    expected = Double(earlier) * length / lengthBefore
    isBelowChance = share < limits.lower
    isAboveChance = share > limits.upper
  }
}
