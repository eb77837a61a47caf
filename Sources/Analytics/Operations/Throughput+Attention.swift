internal import Wording

extension Throughput: WatchedMeasurement {
  /// That fewer were completed than before.
  ///
  /// Told when the number is so low beside that of the time before that it would happen by chance
  /// once in a thousand times (the exact binomial limit for the share of both that falls into the later time,
  /// 99.8 % in all), and lower by a fifth at least. Both periods have a start and an end.
  public func attention(after before: Throughput) -> [Attention] {
    guard
      let pace = PaceComparison(total, in: recorded, after: before.total, in: before.recorded),
      pace.isBelowChance, Double(total) < 0.8 * pace.expected
    else { return [] }
    let expected = pace.expected
    let fall = fixed(100 * (1 - Double(total) / expected), decimals: 0)
    return [
      Attention(
        .change, size: 1 - Double(total) / expected,
        "\(counted(total, "specimen")) completed, \(fall) % fewer than in the time before "
          + "(\(fixed(expected, decimals: 0)))",
        command: "plainlab metrics throughput --grain day")
    ]
  }

  public var headlines: [Headline] {
    guard question.isBounded else { return [] }
    let days = recorded.map { Double($0.count) / 86_400 }
    return [Headline("completed a day", days.map { Double(total) / $0 }, decimals: 1)]
  }
}
