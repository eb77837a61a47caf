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
    guard
      let pace = PaceComparison(total, in: recorded, after: before.total, in: before.recorded),
      pace.isAboveChance, Double(total) > 1.2 * pace.expected
    else { return [] }
    let expected = pace.expected
    guard before.total >= Self.fewest, Double(total) - expected >= Double(Self.fewest) else {
      return []
    }
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
