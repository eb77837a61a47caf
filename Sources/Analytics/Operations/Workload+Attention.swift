internal import Wording

extension Workload: WatchedMeasurement {
  /// That more arrives than before: by a fifth at least, and so much that it would happen by chance
  /// once in a thousand times (as for throughput). Both periods have a start and an end.
  public func attention(after before: Workload) -> [Attention] {
    guard
      let pace = PaceComparison(total, in: recorded, after: before.total, in: before.recorded),
      pace.isAboveChance, Double(total) > 1.2 * pace.expected
    else { return [] }
    let expected = pace.expected
    return [
      Attention(
        .change, size: Double(total) / max(1, expected),
        "\(counted(total, "specimen")) arrived, where at the pace of the time before it would have been "
          + fixed(expected, decimals: 0),
        command: "plainlab metrics workload")
    ]
  }

  public var headlines: [Headline] {
    guard question.isBounded else { return [] }
    let days = recorded.map { Double($0.count) / 86_400 }
    return [Headline("received a day", days.map { Double(total) / $0 }, decimals: 1)]
  }
}
