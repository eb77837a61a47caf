extension Metric {
  /// Every metric, in the order of help and documentation.
  public static let all: [Metric] = [
    .turnaround, .throughput, .errors, .promised, .backlog, .workload,
    .leveyJennings, .westgard, .sigma, .individuals, .subgroups, .errorShares, .faultCounts, .ewma,
    .cusum,
    .capacity,
  ]

  public static subscript(noun: Noun?, name: String) -> Metric? {
    all.first { $0.noun == noun && $0.name == name }
  }
}
