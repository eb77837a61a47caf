extension ControlChart {
  /// Single values (an I chart, or X chart): limits at three sigma of the level.
  ///
  /// NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2. O(*n*).
  public static func individuals(
    _ values: [Double], level: ProcessLevel, rules: RunRules = .westernElectric
  ) throws(NoChart) -> ControlChart {
    try requireFinite(values)
    return try ControlChart(values, rules: rules.rules) { _ in (level.center, level.sigma) }
  }

  /// How far each value is from the one before (an MR chart); its first point belongs to the second
  /// value.
  ///
  /// Neighbouring ranges share a value, so runs of them say nothing: only the limits, 0 and D4 = 3.267
  /// mean ranges, are judged.
  public static func movingRanges(
    _ values: [Double], level: ProcessLevel
  ) throws(NoChart) -> ControlChart {
    try requireFinite(values)
    guard values.count >= 2 else { throw .tooFew(count: values.count, needed: 2) }
    let (d2, d3) = ChartConstants.pair
    return try ControlChart(
      Statistics.movingRanges(of: values), within: 0...(.infinity), rules: [.beyondLimits]
    ) { _ in (d2 * level.sigma, d3 * level.sigma) }
  }
}
