extension ControlChart {
  /// The exponentially weighted moving average (EWMA) of the values: each point is `weight` times the
  /// value and the rest times the point before it, from the centre on.
  ///
  /// A small shift that stays adds up in it, so it shows sooner than on a chart of single values. The
  /// limits are the exact ones, which widen over the first points: the variance of point *i* is
  /// sigma² λ/(2 - λ) (1 - (1 - λ)^2*i*). Neighbouring points are alike by construction, so only the
  /// limits are judged. S. W. Roberts, Technometrics 1 (1959), 239-250; NIST/SEMATECH e-Handbook,
  /// 6.3.2.4; Montgomery, section 9.2. O(*n*).
  /// - Parameters:
  ///   - weight: λ, above 0 and up to 1, where the chart is that of single values. 0.2 is usual.
  ///   - width: L, the limits' distance in standard deviations of the average. 3 is usual.
  public static func ewma(
    _ values: [Double], level: ProcessLevel, weight: Double = 0.2, width: Double = 3
  ) throws(NoChart) -> ControlChart {
    guard weight > 0, weight <= 1 else {
      throw .parameter("lambda is above 0 and not above 1")
    }
    guard width > 0, width.isFinite else { throw .parameter("the limits' width is above 0") }
    try requireFinite(values)
    var averages: [Double] = []
    var sigmas: [Double] = []
    var average = level.center
    // (1 - λ)^2i, kept as a product: it is below what a number can hold after some hundred points.
    var left = 1.0
    for value in values {
      average = weight * value + (1 - weight) * average
      averages.append(average)
      left *= (1 - weight) * (1 - weight)
      sigmas.append(level.sigma * (weight / (2 - weight) * (1 - left)).squareRoot())
    }
    return try ControlChart(averages, width: width, rules: [.beyondLimits]) {
      (level.center, sigmas[$0])
    }
  }
}
