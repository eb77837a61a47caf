extension Metric {
  /// Every metric, in the order of help and documentation.
  public static let all: [Metric] = [
    // What was done in the lab, how long it took and what waits.
    .turnaround,
    .throughput,
    .errors,
    .promised,
    .backlog,
    .workload,
    // How procedures are run.
    .completion,
    .duration,
    .frequency,
    .bottlenecks,
    .trends,
    // Whether controls are as they should be.
    .leveyJennings,
    .westgard,
    .sigma,
    // Any numbers.
    .seriesSummary,
    .anomalies,
    .seriesTrend,
    // Control charts.
    .individuals,
    .subgroups,
    .errorShares,
    .faultCounts,
    .ewma,
    .cusum,
    // What if.
    .capacity,
  ]

  public static subscript(noun: Noun?, name: String) -> Metric? {
    all.first { $0.noun == noun && $0.name == name }
  }
}
