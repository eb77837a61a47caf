internal import Statistics
internal import Wording

extension StepTimes: WatchedMeasurement {
  public func attention(after before: Self) -> [Attention] {
    slower(than: before) + farOverTheirEstimates
  }

  /// Steps that take longer than in the time before, each by itself.
  private func slower(than before: Self) -> [Attention] {
    steps.compactMap { step in
      let same = { (other: Step) in
        other.procedure == step.procedure && other.id == step.id
          && other.description == step.description
      }
      guard let old = before.steps.first(where: same), let shift = step.slowdown(since: old),
        let median = step.samples.percentile(0.5), let earlier = old.samples.percentile(0.5)
      else { return nil }
      return Attention(
        .change, size: shift,
        "'\(abbreviated(step.description))' takes \(fixed(median / 60, decimals: 1)) minutes, "
          + "before it took \(fixed(earlier / 60, decimals: 1)) (\(step.title))",
        command: "plainlab metrics bottlenecks --procedure \(step.procedure)")
    }
  }

  /// Steps whose estimates are wrong, as one thing: they have been for long, and can wait.
  private var farOverTheirEstimates: [Attention] {
    let late = watched.filter(\.isFarOverItsEstimate)
    guard let worst = late.max(by: { $0.overrun < $1.overrun }) else { return [] }
    let name = "'\(abbreviated(worst.description))' (\(worst.title))"
    let minutes = fixed((worst.samples.percentile(0.5) ?? 0) / 60, decimals: 1)
    let times = "\(minutes) minutes for \(fixed(worst.estimatedMean ?? 0, decimals: 1)) estimated"
    return [
      Attention(
        .hint, size: Double(late.count),
        (late.count == 1
          ? "\(name) takes \(times)"
          : "\(late.count) steps take half as long again as estimated, or longer, most of all "
            + "\(name), which takes \(times)"),
        command: "plainlab metrics bottlenecks"
          + (late.count == 1 ? " --procedure \(worst.procedure)" : "") + watchedSince)
    ]
  }
}

extension StepTimes.Step {
  /// Minutes by which its median is over what was estimated.
  fileprivate var overrun: Double {
    (samples.percentile(0.5) ?? 0) / 60 - (estimatedMean ?? 0)
  }

  /// Whether it mostly takes half as long again as it was thought to, and five minutes at least, as
  /// ten runs or more show.
  public var isFarOverItsEstimate: Bool {
    guard state == .followed, samples.count >= 10, let estimatedMean else { return false }
    return overrun >= max(5, estimatedMean / 2)
  }

  /// By how many minutes it takes longer than in the time before, by Hodges and Lehmann; `nil` where
  /// that is less than half of its time before or than five minutes, or may be chance: at 1 %, as
  /// many steps are looked at each week.
  fileprivate func slowdown(since before: StepTimes.Step) -> Double? {
    let fewest = VersionChange.fewestRuns
    guard min(samples.count, before.samples.count) >= fewest,
      let shift = hodgesLehmannShift(from: before.tally, to: tally).map({ $0 / 60 }),
      let earlier = before.samples.percentile(0.5), shift >= max(5, earlier / 60 / 2),
      let test = MannWhitney(tally, before.tally), test.pValue < 0.01
    else { return nil }
    return shift
  }
}
