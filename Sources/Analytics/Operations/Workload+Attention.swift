internal import Statistics
internal import Wording

extension Workload: WatchedMeasurement {
  /// The fewest of the time before from which a pace is told, and the fewest above it that are told.
  private static let fewest = 10

  /// That more arrives than before.
  ///
  /// Told when there are so many that it would happen by chance once in a thousand times (as for
  /// throughput), and more by a fifth, and by ten specimens, at least. Of the time before there are ten
  /// or more: fewer are no pace, as those of a lab that has only begun. Both periods have a start and an
  /// end.
  public func attention(after before: Workload) -> [Attention] {
    guard question.isBounded, before.question.isBounded, let period, let earlier = before.period
    else { return [] }
    let (length, length0) = (Double(period.count), Double(earlier.count))
    guard
      let limits = FunnelLimits(
        of: total + before.total, around: length / (length + length0), .strict),
      Double(total) / Double(total + before.total) > limits.upper
    else { return [] }
    let expected = Double(before.total) * length / length0
    guard before.total >= Self.fewest, Double(total) > 1.2 * expected,
      Double(total) - expected >= Double(Self.fewest)
    else { return [] }
    return [
      Attention(
        .change, size: Double(total) / max(1, expected),
        "\(counted(total, "specimen")) arrived, where at the pace of the time before it would have been "
          + fixed(expected, decimals: 0),
        command: "plainlab metrics workload")
    ]
  }

  public var headlines: [Headline] {
    guard question.isBounded, !question.period.isEmpty else { return [] }
    let days = Double(question.period.count) / 86_400
    return [Headline("received a day", Double(total) / days, decimals: 1)]
  }
}
