internal import Statistics
internal import Wording

extension Throughput: WatchedMeasurement {
  /// That fewer were completed than before.
  ///
  /// Told when the number is so low beside that of the time before that it would happen by chance
  /// once in a thousand times (the exact binomial limit for the share of both that falls into the later time,
  /// 99.8 % in all), and lower by a fifth at least. Both periods have a start and an end.
  public func attention(after before: Throughput) -> [Attention] {
    guard question.isBounded, before.question.isBounded else { return [] }
    let length = Double(question.period.upperBound) - Double(question.period.lowerBound)
    let length0 =
      Double(before.question.period.upperBound) - Double(before.question.period.lowerBound)
    guard length > 0, length0 > 0,
      let limits = FunnelLimits(
        of: total + before.total, around: length / (length + length0), .strict)
    else { return [] }
    let expected = Double(before.total) * length / length0
    guard Double(total) / Double(total + before.total) < limits.lower,
      Double(total) < 0.8 * expected
    else { return [] }
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
    guard question.isBounded, !question.period.isEmpty else { return [] }
    let days = Double(question.period.count) / 86_400
    return [Headline("completed a day", Double(total) / days, decimals: 1)]
  }
}
