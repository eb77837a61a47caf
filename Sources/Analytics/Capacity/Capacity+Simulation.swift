internal import Statistics
internal import Wording

/// The rows of a simulation.
enum SimulationRows {
  static let columns: [FigureColumn] =
    [
      CapacityColumns.pool, CapacityColumns.scenario, CapacityColumns.machines,
      FigureColumn(
        "n_mean", .decimals(1),
        "Specimens in the period, mean of the replications; of what was measured, those with a result."
      ),
    ]
    + [
      interval("wait_mean", "min", "Mean wait in minutes"),
      interval("wait_p90", "min", "Minutes within which 90 % begin to be served"),
      interval("tat_p50", "min", "Minutes within which half of the results are there"),
      interval("tat_p90", "min", "Minutes within which 90 % of the results are there"),
      interval("sla_compliance", "pct", "Results within what their assay promises"),
      interval("utilisation", "pct", "Of the open time of machines in the period, the time busy"),
      interval("longest_queue_mean", "n", "The most that wait at the same time"),
    ].flatMap { $0 } + [CapacityColumns.changes, .note]

  /// A mean, and the ends of its interval.
  private static func interval(
    _ name: String, _ unit: String, _ meaning: String
  ) -> [FigureColumn] {
    [
      FigureColumn("\(name)_\(unit)", .decimals(2), "\(meaning), mean of the replications."),
      FigureColumn("\(name)_low_\(unit)", .decimals(2), "Lower end of its 95 % interval."),
      FigureColumn("\(name)_high_\(unit)", .decimals(2), "Upper end of its 95 % interval."),
    ]
  }

  /// The mean, and its interval cut at what the figure can be: it loses no true value by that.
  static func cells(
    _ estimate: SimulatedFigures.Estimate?, percent: Bool = false, upTo limit: Double = .infinity
  ) -> [Figure] {
    guard let estimate else { return [.none, .none, .none] }
    let factor = percent ? 100.0 : 1
    return [
      .number(estimate.mean * factor),
      Figure(estimate.halfWidth.map { max(0, estimate.mean - $0) * factor }),
      Figure(estimate.halfWidth.map { min(limit, estimate.mean + $0) * factor }),
    ]
  }

  /// What was measured of a pool, which has no interval.
  static func row(_ pool: String, _ measured: MeasuredTurnaround) -> [Figure] {
    let minutes = [0.5, 0.9].flatMap { p -> [Figure] in
      [Figure(measured.turnaround.percentile(p).map { $0 / 60_000 }), .none, .none]
    }
    return [
      .text(pool), .text("measured"), .count(measured.machines),
      .number(Double(measured.turnaround.count)),
    ] + Array(repeating: .none, count: 6) + minutes
      + [Figure(measured.compliance.map { $0 * 100 })] + Array(repeating: .none, count: 9)
      + [.text(measured.note)]
  }
}

extension Capacity {
  func addSimulation(
    _ baseline: CapacityBaseline, _ scenarios: [(String, Scenario)], _ question: Question,
    to figures: inout Figures
  ) {
    guard let profile else { return }
    let simulated = scenarios.map { name, scenario in
      let simulation = CapacitySimulation(
        profile, load: scenario.load, period: baseline.period, question)
      let pools =
        scenario.overloads.isEmpty
        ? simulation.figures(of: scenario.model) {
          StudentT(degreesOfFreedom: Double($0)).quantile(0.975)
        } : nil
      return (name, scenario, pools)
    }
    let measured = baseline.measured()
    let pools = baseline.model.pools
    for place in pools.indices.map({ $0 }) + (pools.count > 1 ? [pools.count] : []) {
      let name = place < pools.count ? pools[place] : "all"
      figures.add(SimulationRows.row(name, measured[place]))
      for (title, scenario, result) in simulated {
        figures.add(row(name, title, scenario, result?[place]))
      }
    }
    figures.remarks = [
      "Arrivals: Poisson with the rate of the hour of the week; service times: "
        + "\(question[CapacityOptions.serviceTimes].rawValue); "
        + "\(counted(question[CapacityOptions.replications], "replication")) of the period, seed "
        + "\(question[CapacityOptions.seed]); 95 % intervals by Student's t."
    ]
    if let today = simulated.first?.2, let all = measured.last {
      judge(TodayInTheModel(today), all, in: &figures)
    }
  }

  private func row(
    _ pool: String, _ title: String, _ scenario: Scenario, _ figures: SimulatedFigures?
  ) -> [Figure] {
    guard let figures else {
      let reasons = scenario.overloads.map(\.description).joined(separator: " ")
      return [.text(pool), .text(title)]
        + Array(repeating: .none, count: SimulationRows.columns.count - 4)
        + [changes(of: title), .text(reasons)]
    }
    let note: String? = figures.meanWait == nil ? "no specimens in any replication" : nil
    return [
      .text(pool), .text(title), .count(figures.machines), Figure(figures.specimens?.mean),
    ] + SimulationRows.cells(figures.meanWait) + SimulationRows.cells(figures.waitP90)
      + SimulationRows.cells(figures.turnaroundP50) + SimulationRows.cells(figures.turnaroundP90)
      + SimulationRows.cells(figures.compliance, percent: true, upTo: 1)
      + SimulationRows.cells(figures.utilisation, percent: true)
      + SimulationRows.cells(figures.longestQueue) + [changes(of: title), Figure(note)]
  }
}
