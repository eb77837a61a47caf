internal import Statistics
internal import Wording

/// The rows of a replay.
enum ReplayRows {
  static let columns: [FigureColumn] =
    [
      CapacityColumns.pool, CapacityColumns.scenario, CapacityColumns.machines,
      FigureColumn("n", .count, "Specimens; of what was measured, those with a result."),
    ]
    + [50, 90, 99].map {
      FigureColumn(
        "wait_p\($0)_min", .decimals(1),
        "Minutes within which \($0) % began to be served. Nobody measured it.")
    }
    + [50, 90, 99].map {
      FigureColumn(
        "tat_p\($0)_min", .decimals(1), "Minutes within which \($0) % of the results were there.")
    } + [
      CapacityColumns.compliance, CapacityColumns.utilisation,
      FigureColumn("longest_queue", .count, "The most that waited at the same time."),
      CapacityColumns.changes, .note,
    ]

  static func minutes(_ samples: OrderedSamples) -> [Figure] {
    [0.5, 0.9, 0.99].map { p in Figure(samples.percentile(p).map { $0 / 60_000 }) }
  }
}

extension Capacity {
  func addReplay(
    _ baseline: CapacityBaseline, _ scenarios: [(String, Scenario)], to figures: inout Figures
  ) {
    let measured = baseline.measured()
    let replayed = scenarios.map { name, scenario in
      (name, scenario, scenario.overloads.isEmpty ? Self.figures(scenario, baseline.period) : nil)
    }
    let pools = baseline.model.pools
    for place in pools.indices.map({ $0 }) + (pools.count > 1 ? [pools.count] : []) {
      let name = place < pools.count ? pools[place] : "all"
      let result = measured[place]
      figures.add(
        [
          .text(name), .text("measured"), .count(result.machines),
          .count(result.turnaround.count), .none, .none, .none,
        ] + ReplayRows.minutes(result.turnaround) + [
          Figure(result.compliance.map { $0 * 100 }), .none, .none, .none,
          .text(
            result.turnaround.count == 0
              ? "no results yet" : "records do not tell waiting from work"),
        ])
      for (title, scenario, replay) in replayed {
        figures.add(row(name, title, scenario, replay?[place]))
      }
    }
    if let before = replayed.first?.2?.last, let whole = measured.last {
      noteFit(before, whole, in: &figures)
    }
  }

  private static func figures(_ scenario: Scenario, _ period: Range<Int>) -> [CapacityFigures] {
    CapacityReplay(scenario.arrivals, in: scenario.model)
      .figures(of: scenario.arrivals, in: scenario.model, period: period)
  }

  private func row(
    _ pool: String, _ title: String, _ scenario: Scenario, _ figures: CapacityFigures?
  ) -> [Figure] {
    guard let figures else {
      let reasons = scenario.overloads.map(\.description).joined(separator: " ")
      return [.text(pool), .text(title)] + Array(repeating: .none, count: 11)
        + [changes(of: title), .text(reasons)]
    }
    let notes =
      figures.neverBegun > 0
      ? "\(grouped(figures.neverBegun)) never begun: no machine opens again for them"
      : figures.count == 0
        ? "no specimens" : figures.utilisation == nil ? "no machine is open in the period" : nil
    return [.text(pool), .text(title), .count(figures.machines), .count(figures.count)]
      + ReplayRows.minutes(figures.waits) + ReplayRows.minutes(figures.turnaround) + [
        Figure(figures.compliance.map { $0 * 100 }), Figure(figures.utilisation.map { $0 * 100 }),
        .count(figures.longestQueue), changes(of: title), Figure(notes),
      ]
  }

  /// Says how far the model is from what was measured; a quarter off is a warning.
  private func noteFit(
    _ model: CapacityFigures, _ measured: MeasuredTurnaround, in figures: inout Figures
  ) {
    var isFar = false
    let parts = [("median", 0.5), ("90th percentile", 0.9)].compactMap { name, p -> String? in
      guard let real = measured.turnaround.percentile(p),
        let modelled = model.turnaround.percentile(p)
      else { return nil }
      if abs(modelled - real) > real / 4 { isFar = true }
      let share = real > 0 ? " (\(signed((modelled - real) / real * 100)) %)" : ""
      return "\(name) \(fixed(modelled / 60_000, decimals: 1)) min for "
        + "\(fixed(real / 60_000, decimals: 1)) measured\(share)"
    }
    guard !parts.isEmpty else { return }
    let sentence = "Turnaround in the model of today's lab: \(parts.joinedForReading())."
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

/// What was measured of one pool.
struct MeasuredTurnaround {
  let machines: Int
  /// In milliseconds.
  let turnaround: OrderedSamples
  let inTime: Int

  var compliance: Double? {
    turnaround.count == 0 ? nil : Double(inTime) / Double(turnaround.count)
  }
}

extension CapacityBaseline {
  /// What was measured of each pool in the model's order, and then of all together.
  func measured() -> [MeasuredTurnaround] {
    var tallies = Array(repeating: Tally(), count: model.pools.count + 1)
    var inTime = Array(repeating: 0, count: model.pools.count + 1)
    for record in history.records {
      guard let turnaround = record.turnaround else { continue }
      let work = model.work[record.assay]
      for place in [work.pool, model.pools.count] {
        tallies[place].add(turnaround * 1000)
        if turnaround * 1000 <= work.promised { inTime[place] += 1 }
      }
    }
    return tallies.indices.map { place in
      MeasuredTurnaround(
        machines: model.machines.count(where: {
          place == model.pools.count || $0.pool == place
        }), turnaround: OrderedSamples(tallies[place]), inTime: inTime[place])
    }
  }
}
