internal import Lab
internal import Tables
internal import Wording

extension LeveyJennings {
  /// The last run of the controls of one measurement on one instrument.
  struct LastRun: Sendable {
    let measurement: String
    let machine: String
    let entries: [Entry]

    /// The rules by which the run is rejected, in the order of `WestgardRule`.
    var broken: [WestgardRule] {
      WestgardRule.allCases.filter { rule in
        rule.isRejection && entries.contains { $0.broken.contains(rule) }
      }
    }
  }

  /// The last run of each measurement on each instrument, by instrument.
  var lastRuns: [LastRun] {
    let judged = entries.filter { $0.z != nil }
    let groups = Dictionary(grouping: judged) {
      [$0.material.resource.text, $0.material.measurementType]
    }
    return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, entries in
      let run = entries.last?.result.runKey
      return LastRun(
        measurement: key[1], machine: key[0], entries: entries.filter { $0.result.runKey == run })
    }
  }

  /// Instruments whose last run of controls was rejected: their results cannot be trusted.
  public func attention(after before: LeveyJennings) -> [Attention] {
    lastRuns.compactMap { run in
      guard !run.broken.isEmpty, let last = run.entries.last else { return nil }
      let rules = run.broken.map(\.rawValue).joinedForReading()
      let levels = Set(
        run.entries.filter { $0.verdict == .rejected }.map { visible($0.material.level) }
      ).sorted()
      return Attention(
        .untrusted, size: run.entries.compactMap { $0.z.map(abs) }.max() ?? 0,
        about: "\(run.measurement) on \(run.machine)",
        "\(visible(run.measurement)) on \(visible(run.machine)) is out of control: \(rules) in its "
          + "last run, \(visible(last.result.runKey)) (\(levels.joinedForReading()))",
        command: "plainlab qc levey-jennings \(shellWord(run.measurement)) "
          + "--machine \(shellWord(run.machine))")
    }
  }
}
