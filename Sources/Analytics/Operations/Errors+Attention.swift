internal import Statistics
internal import Wording

extension Errors: WatchedMeasurement {
  /// How many errors a group has before it is told: two in five specimens are no pattern.
  private static let fewest = 5

  /// Machines that fail more often than the others, and a rate that rose.
  ///
  /// A machine is told above the upper 99.8 % limit of the funnel, with five errors at least. A rise
  /// is told when the 99.8 % interval of the difference (Newcombe 1998) is above 0.
  public func attention(after before: Errors) -> [Attention] {
    let machines = groups.filter { $0.standing == .above998 && $0.errors >= Self.fewest }
      .map { group in
        Attention(
          .outOfControl, size: group.rate ?? 0, about: group.name,
          "\(visible(group.name)): \(percent(group.rate)) of its \(counted(group.ended, "specimen")) "
            + "ended in an error, of all \(percent(whole.rate)); so far apart is no chance",
          command: "plainlab metrics errors --by machine")
      }
    return machines + [rise(after: before)].compactMap { $0 }
  }

  public var headlines: [Headline] {
    [Headline("error rate, %", whole.rate.map { 100 * $0 }, decimals: 2)]
  }

  private func rise(after before: Errors) -> Attention? {
    guard whole.errors >= Self.fewest,
      let difference = ShareDifference(
        (whole.errors, whole.ended), less: (before.whole.errors, before.whole.ended), .strict),
      difference.lower > 0
    else { return nil }
    return Attention(
      .change, size: difference.estimate,
      "The error rate rose from \(percent(before.whole.rate)) to \(percent(whole.rate)): "
        + "\(grouped(whole.errors)) of \(counted(whole.ended, "specimen"))",
      command: "plainlab metrics errors --by code")
  }

  private func percent(_ rate: Double?) -> String {
    rate.map { fixed(100 * $0, decimals: 1) + " %" } ?? "-"
  }
}
