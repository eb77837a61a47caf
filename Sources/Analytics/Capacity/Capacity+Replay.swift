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
          .text(result.note),
        ])
      for (title, scenario, replay) in replayed {
        figures.add(row(name, title, scenario, replay?[place]))
      }
    }
    if let today = replayed.first?.2, let all = measured.last {
      judge(TodayInTheModel(today), all, in: &figures)
    }
  }

  static func figures(_ scenario: Scenario, _ period: Range<Int>) -> [CapacityFigures] {
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
}
