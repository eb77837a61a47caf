internal import Statistics
internal import Wording

extension Turnaround: WatchedMeasurement {
  /// The assays whose 90th percentile is over the lab's target, and those that look better than they
  /// are.
  ///
  /// An assay is told when its share of results over the target is above 10 % beyond chance: the lower
  /// end of the 95 % Wilson interval is. With 20 results that takes five late ones. Of fewer than ten
  /// results nothing is told: their 90th percentile is little else than the longest.
  public func attention(after before: Turnaround) -> [Attention] {
    guard grouping == .assay else { return [] }
    let late = groups.compactMap { group -> Attention? in
      guard let target = targetMinutes[group.name] else { return nil }
      let n = group.samples.count
      let over = group.count(overMinutes: target)
      guard n >= Self.fewestResults, let interval = WilsonInterval(over, of: n),
        interval.lower > 0.1,
        let p90 = group.percentile(0.9)
      else { return nil }
      let share = fixed(100 * Double(over) / Double(n), decimals: 0)
      return Attention(
        .risk, size: p90 / Double(target),
        "\(visible(group.name)): \(share) % of \(counted(n, "result")) took longer than the target of "
          + "\(target) min; the 90th percentile is \(fixed(p90, decimals: 0)) min",
        command: "plainlab metrics tat --by assay")
    }
    let misled = warning(question).map {
      Attention(
        .hint,
        "Turnaround looks better than it is: " + $0.replacing(" --censored shows both.", with: ""),
        command: "plainlab metrics tat --censored")
    }
    return late + [misled].compactMap { $0 }
  }

  /// How many results an assay has before they are compared with its target.
  private static let fewestResults = 10

  public var headlines: [Headline] {
    [0.5, 0.9].map { p in
      Headline(
        "turnaround p\(shortest(p * 100)), min", whole.percentile(p).map { $0 / 60 }, decimals: 0)
    }
  }
}
