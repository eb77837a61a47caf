internal import Statistics
internal import Wording

/// The rows of Erlang's formula.
enum ClosedFormRows {
  static let columns: [FigureColumn] = [
    CapacityColumns.pool, CapacityColumns.scenario, CapacityColumns.machines,
    FigureColumn("arrivals_per_hour", .decimals(2), "Specimens in an open hour, on average."),
    FigureColumn("service_mean_min", .decimals(2), "Minutes that a machine is busy with one."),
    FigureColumn(
      "load_erlang", .decimals(3), "Offered load: how many machines are busy on average."),
    FigureColumn("utilisation_pct", .decimals(1), "Of its time, what a machine is busy."),
    FigureColumn("wait_probability_pct", .decimals(2), "Of specimens, how many must wait."),
    FigureColumn("wait_mean_min", .decimals(2), "Mean wait of all specimens, in minutes."),
    FigureColumn("wait_p90_min", .decimals(2), "Minutes within which 90 % begin to be served."),
    FigureColumn(
      "arrivals_dispersion", .decimals(2),
      "Variance of arrivals in an hour over their mean; the formula assumes 1."),
    FigureColumn(
      "service_cv", .decimals(2),
      "Standard deviation of service times over their mean; the formula assumes 1."),
    CapacityColumns.changes, .note,
  ]
}

extension Capacity {
  func addClosedForm(
    _ baseline: CapacityBaseline, _ scenarios: [(String, Scenario)], to figures: inout Figures
  ) {
    let forms = scenarios.map { name, scenario in
      (
        name, scenario,
        CapacityClosedForm.pools(
          of: scenario.arrivals, in: scenario.model, period: baseline.period)
      )
    }
    var dispersions: [Double] = []
    for pool in baseline.model.pools.indices {
      for (title, scenario, pools) in forms {
        let form = pools[pool]
        dispersions += form.dispersion.map { [$0] } ?? []
        figures.add(row(title, form, isOne: scenario.model.isAlike(pool)))
      }
    }
    figures.remarks = [
      "Erlang C assumes Poisson arrivals at a constant rate, exponential service times, machines "
        + "alike that take every specimen of the pool, first come first served, and a steady state."
    ]
    if let before, before.overloads.isEmpty, let all = baseline.measured().last {
      judge(
        TodayInTheModel(Self.figures(before, baseline.period)), all, ", replayed",
        in: &figures)
    }
    if scenarios.contains(where: { $0.1.model.operators != nil }) {
      figures.warnings.append("Erlang's formula knows no operators: they are not in these figures.")
    }
    if let greatest = dispersions.max(), greatest > 1.5 {
      figures.warnings.append(
        "Arrivals are more uneven than the formula assumes (dispersion up to "
          + "\(fixed(greatest, decimals: 1)) where it has 1): real waits at busy hours are longer. "
          + "'--method replay' has the hours as they were.")
    }
  }

  private func row(_ title: String, _ form: CapacityClosedForm, isOne: Bool) -> [Figure] {
    let queue = form.queue
    let load = form.arrivalsPerHour.flatMap { rate in
      form.meanServiceMinutes.map { rate * $0 / 60 }
    }
    return [
      .text(form.pool), .text(title), .count(form.machines), Figure(form.arrivalsPerHour),
      Figure(form.meanServiceMinutes), Figure(load),
      Figure(load.map { $0 / Double(form.machines) * 100 }),
      Figure(queue.map { $0.waitProbability * 100 }), Figure(queue.map { $0.meanWait * 60 }),
      Figure(queue?.waitQuantile(0.9).map { $0 * 60 }), Figure(form.dispersion),
      Figure(form.serviceVariation), changes(of: title), Figure(note(of: form, isOne: isOne)),
    ]
  }

  private func note(of form: CapacityClosedForm, isOne: Bool) -> String? {
    if case .neverSettles(_, let needed) = form.fault {
      return "never settles"
        + (needed.map { ": \(counted($0, "machine")) would do" } ?? ", with any number of machines")
    }
    if form.queue == nil { return form.arrivalsPerHour == nil ? "never open" : "no specimens" }
    return isOne ? nil : "some assays run on some machines of the pool only"
  }
}

extension CapacityModel {
  /// Whether every machine of a pool can run all that any of them can.
  fileprivate func isAlike(_ pool: Int) -> Bool {
    Set(machines.filter { $0.pool == pool }.map(\.runs)).count <= 1
  }
}
