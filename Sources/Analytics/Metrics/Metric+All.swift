extension Metric {
  /// Every metric, in the order of help and documentation.
  public static let all: [Metric] = [
    .turnaround,
    .completion, .duration, .frequency, .bottlenecks, .trends,
    .leveyJennings, .westgard, .sigma, .individuals, .subgroups, .errorShares,
    .faultCounts, .ewma, .cusum,
  ]

  public static subscript(noun: Noun?, name: String) -> Metric? {
    all.first { $0.noun == noun && $0.name == name }
  }
}
