/// How often an interval holds what it is made for.
public enum Coverage: Sendable, CaseIterable {
  /// 95 %: one in twenty is outside by chance.
  case usual
  /// 99.8 %: one in five hundred is, as many as lie beyond three standard deviations of a control
  /// chart.
  case strict

  /// What is left outside on each side.
  public var tail: Double {
    switch self {
    case .usual: 0.025
    case .strict: 0.001
    }
  }

  /// The quantile of the standard normal distribution that has `tail` above it.
  public var deviations: Double {
    switch self {
    case .usual: 1.959963984540054
    case .strict: 3.0902323061678132
    }
  }
}
