internal import Foundation

/// The share of durations that are longer than any given time, where some have not ended yet.
///
/// E. L. Kaplan, P. Meier, “Nonparametric Estimation from Incomplete Observations”, Journal of the
/// American Statistical Association 53 (1958): at each time at which something ended, the share of
/// those still going on shrinks by the part that ended of those at risk. What goes on still, or was
/// broken off, is at risk up to then; ends come before censorings of the same time.
///
/// Subjects may come under observation late (left truncation): one that entered at an age *e* is at
/// risk after *e* only. J. P. Klein, M. L. Moeschberger, “Survival Analysis” (2003), section 4.6.
public struct KaplanMeier: Sendable {
  /// A time at which something ended.
  public struct Step: Sendable, Equatable {
    public let time: Int
    public let ended: Int
    /// How many were under observation just before.
    public let atRisk: Int
    /// The share that is longer than `time`.
    public let survival: Double
    /// The sum in Greenwood's formula, Σ d / (n (n - d)); infinite where nobody is left.
    let greenwood: Double

    /// The standard error of `survival`: M. Greenwood, “The Errors of Sampling of the Survivorship
    /// Tables” (1926). 0 where nobody is left, as all programs have it.
    public var standardError: Double { survival > 0 ? survival * greenwood.squareRoot() : 0 }
  }

  /// In ascending order of time.
  public let steps: [Step]
  /// How many ended, and how many were censored.
  public let ended: Int
  public let censored: Int
  /// The longest time under observation, ended or not.
  private let last: Int?
  /// Whether those at risk ran out before others entered: the curve is at 0 for want of subjects, and
  /// its end says nothing.
  public let ranOut: Bool

  /// - Parameters:
  ///   - ended: The durations that ended.
  ///   - censored: How long those were watched that had not ended, or were broken off.
  ///   - entries: The ages at which subjects came under observation, of those for which it was not 0.
  public init(ended: Tally, censored: Tally, entries: Tally = Tally()) {
    let breaks = censored.ascending
    let late = entries.ascending
    self.ended = ended.count
    self.censored = censored.count
    var atRisk = ended.count + censored.count - entries.count
    var (entered, broken) = (0, 0)
    var survival = 1.0
    var greenwood = 0.0
    var steps: [Step] = []
    steps.reserveCapacity(ended.mostDistinct)
    var ranOut = false
    var last = breaks.last?.value
    ended.forEachAscending { time, count in
      last = max(last ?? time, time)
      while entered < late.count, late[entered].value < time {
        atRisk += late[entered].count
        entered += 1
      }
      while broken < breaks.count, breaks[broken].value < time {
        atRisk -= breaks[broken].count
        broken += 1
      }
      guard !ranOut, atRisk > 0 else { return }
      let (n, d) = (Double(atRisk), Double(count))
      survival = atRisk == count ? 0 : survival * ((n - d) / n)
      greenwood += d / (n * (n - d))
      steps.append(
        Step(
          time: time, ended: count, atRisk: atRisk, survival: survival, greenwood: greenwood))
      atRisk -= count
      // Later ones are still to come, and nothing can be said of them any more.
      if atRisk == 0 { ranOut = entered < late.count }
    }
    self.last = last
    self.steps = steps
    self.ranOut = ranOut
  }

  /// The share of durations that are longer than `time`.
  public func survival(after time: Int) -> Double {
    steps.last { $0.time <= time }?.survival ?? 1
  }
}

extension KaplanMeier {
  /// The time within which a share `p` has ended; `nil` when the curve does not fall that far.
  ///
  /// The first time at which no more than 1 - `p` are left. Where the curve stands at exactly 1 -
  /// `p` for a while, the middle of that while, which at the end of the curve is as long as anything
  /// was watched: so `quantile` of R's package `survival` has it. Without censoring this is
  /// the quantile of type 2 of Hyndman and Fan, the inverse of the distribution, averaged where it
  /// jumps. O(*d*) in the
  /// distinct times.
  public func quantile(_ p: Double) -> Double? {
    precondition((0...1).contains(p), "a quantile is of a share from 0 to 1")
    return crossing(of: 1 - p) { $0.survival }
  }

  /// Between which times the quantile lies, to 95 % or 99.8 %.
  ///
  /// R. Brookmeyer, J. Crowley, “A Confidence Interval for the Median Survival Time”, Biometrics 38
  /// (1982), with limits of the curve on the scale of log(-log *S*), which stay in 0 to 1:
  /// Ø. Borgan, K. Liestøl, Scandinavian Journal of Statistics 17 (1990). An end is `nil` when the
  /// limit of the curve does not fall that far.
  public func interval(
    _ p: Double, _ coverage: Coverage = .usual
  ) -> (lower: Double?, upper: Double?) {
    precondition((0...1).contains(p), "a quantile is of a share from 0 to 1")
    let z = coverage.deviations
    return (
      crossing(of: 1 - p) { $0.limit(-z) },
      crossing(of: 1 - p) { $0.limit(z) }
    )
  }

  /// Below this, two shares are the same: a product of many fractions is not exact.
  private static let tolerance = 1.5e-8

  /// Where a curve made of `level` first is at `share` or below.
  private func crossing(of share: Double, _ level: (Step) -> Double) -> Double? {
    guard let first = steps.first, let last else { return nil }
    if share >= 1 { return Double(first.time) }
    guard let reached = steps.firstIndex(where: { level($0) <= share + Self.tolerance }) else {
      return nil
    }
    if ranOut, steps[reached].survival == 0 { return nil }
    let time = Double(steps[reached].time)
    guard level(steps[reached]) >= share - Self.tolerance else { return time }
    let next = steps[reached...].first { level($0) < share - Self.tolerance }?.time
    return (time + Double(next ?? last)) / 2
  }
}

extension KaplanMeier.Step {
  /// The limit of the curve that is `z` standard errors away, on the scale of log(-log).
  ///
  /// Where the curve is at 0 nothing is known of how high it might be.
  fileprivate func limit(_ z: Double) -> Double {
    guard survival > 0 else { return z < 0 ? 0 : 1 }
    guard survival < 1 else { return 1 }
    let spread = greenwood.squareRoot() / log(survival)
    return exp(log(survival) * exp(z * spread))
  }
}
