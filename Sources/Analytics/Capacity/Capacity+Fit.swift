internal import Statistics
internal import Wording

/// What a model of today's lab says, of which it is told how far it is from what was measured, and
/// what follows from it.
struct TodayInTheModel {
  /// How busy a pool is, as a share of its open time, and how long its specimens wait, in minutes.
  struct Pool {
    let utilisation: Double?
    let meanWait: Double?
    let waitP90: Double?
  }

  let pools: [Pool]
  /// Percentiles of all turnaround, in minutes.
  let median: Double?
  let p90: Double?
}

extension TodayInTheModel {
  /// Of a replay: its pools, and then all together.
  init(_ figures: [CapacityFigures]) {
    pools = figures.dropLast().map { pool in
      Pool(
        utilisation: pool.neverBegun > 0 ? nil : pool.utilisation,
        meanWait: pool.meanWait.map { $0 / 60_000 },
        waitP90: pool.waits.percentile(0.9).map { $0 / 60_000 })
    }
    median = figures.last?.turnaround.percentile(0.5).map { $0 / 60_000 }
    p90 = figures.last?.turnaround.percentile(0.9).map { $0 / 60_000 }
  }

  /// Of a simulation: its pools, and then all together.
  init(_ figures: [SimulatedFigures]) {
    pools = figures.dropLast().map { pool in
      Pool(
        utilisation: pool.utilisation?.mean, meanWait: pool.meanWait?.mean,
        waitP90: pool.waitP90?.mean)
    }
    median = figures.last?.turnaroundP50?.mean
    p90 = figures.last?.turnaroundP90?.mean
  }

  /// Whether no specimen waits for a machine to speak of: every pool is busy for less than 30 % of
  /// its open time, and its specimens wait less than a minute, on average and nine of ten.
  var isIdle: Bool {
    !pools.isEmpty
      && pools.allSatisfy { pool in
        guard let utilisation = pool.utilisation, let mean = pool.meanWait, let p90 = pool.waitP90
        else { return false }
        return utilisation < 0.3 && mean < 1 && p90 < 1
      }
  }
}

extension Capacity {
  /// Says how far the model of today's lab is from what was measured, where a quarter off is a
  /// warning, and whether machines are what specimens wait for.
  ///
  /// - Parameter source: What is said of how the model got its figures, where rows do not show it.
  func judge(
    _ today: TodayInTheModel, _ measured: MeasuredTurnaround, _ source: String = "",
    in figures: inout Figures
  ) {
    noteFit(today, measured.turnaround, source, in: &figures)
    guard today.isIdle else { return }
    figures.remarks.append(
      "Waiting for machines is not what makes results late in this lab: no pool is busy for 30 % of "
        + "its open time, and 9 of 10 specimens wait less than a minute. The rest of the turnaround "
        + "is handling, and waiting for other things.")
  }

  private func noteFit(
    _ today: TodayInTheModel, _ measured: OrderedSamples, _ source: String,
    in figures: inout Figures
  ) {
    var isFar = false
    let parts = [("median", 0.5, today.median), ("90th percentile", 0.9, today.p90)].compactMap {
      name, p, modelled -> String? in
      guard let real = measured.percentile(p).map({ $0 / 60_000 }), let modelled else { return nil }
      if abs(modelled - real) > real / 4 { isFar = true }
      let share = real > 0 ? " (\(signed((modelled - real) / real * 100)) %)" : ""
      return "\(name) \(fixed(modelled, decimals: 1)) min for "
        + "\(fixed(real, decimals: 1)) measured\(share)"
    }
    guard !parts.isEmpty else { return }
    let sentence = "Turnaround in the model of today's lab\(source): \(parts.joinedForReading())."
    if isFar {
      figures.warnings.append(
        "\(sentence) That is far off: there is waiting or work that the model does not know. "
          + "Compare after with before, not with what was measured.")
    } else {
      figures.remarks.append(sentence)
    }
  }

  private func signed(_ percent: Double) -> String {
    (percent > 0 ? "+" : "") + fixed(percent, decimals: 0)
  }
}
