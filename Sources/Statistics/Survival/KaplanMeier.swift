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
  ///
  /// Steps are made one by one as they are asked for, as a lab's years have a million of them.
  public struct Step: Sendable, Equatable {
    public let time: Int
    public let ended: Int
    /// How many were under observation just before.
    public let atRisk: Int
    /// The share that is longer than `time`.
    public let survival: Double
    /// The sum in Greenwood's formula, Σ d / (n (n - d)); infinite where nobody is left.
    let greenwood: Double
    /// Whether with it those at risk ran out before others entered.
    let isRunOut: Bool

    /// The standard error of `survival`: M. Greenwood, “The Errors of Sampling of the Survivorship
    /// Tables” (1926). 0 where nobody is left, as all programs have it.
    public var standardError: Double { survival > 0 ? survival * greenwood.squareRoot() : 0 }
  }

  private let durations: OrderedTally
  private let breaks: [(value: Int, count: Int)]
  private let entries: [(value: Int, count: Int)]
  /// How many ended, and how many were censored.
  public let ended: Int
  public let censored: Int

  /// - Parameters:
  ///   - ended: The durations that ended.
  ///   - censored: How long those were watched that had not ended, or were broken off.
  ///   - entries: The ages at which subjects came under observation, of those for which it was not 0.
  public init(ended: Tally, censored: Tally, entries: Tally = Tally()) {
    durations = ended.ordered
    breaks = censored.ascending
    self.entries = entries.ascending
    self.ended = ended.count
    self.censored = censored.count
  }

  /// In ascending order of time. Made each time, in O(*d*) of the distinct times.
  public var steps: [Step] {
    var steps: [Step] = []
    forEachStep {
      steps.append($0)
      return true
    }
    return steps
  }

  /// Whether those at risk ran out before others entered: the curve is at 0 for want of subjects, and
  /// its end says nothing.
  public var ranOut: Bool {
    var ranOut = false
    forEachStep {
      ranOut = $0.isRunOut
      return true
    }
    return ranOut
  }

  /// The longest time under observation, ended or not.
  private var last: Int? { [durations.highest, breaks.last?.value].compactMap { $0 }.max() }

  /// Calls `body` with each step in ascending order of time, until it has had enough.
  @inline(__always)
  private func forEachStep(_ body: (Step) -> Bool) {
    var atRisk = ended + censored - entries.reduce(0) { $0 + $1.count }
    var (entered, broken) = (0, 0)
    var survival = 1.0
    var greenwood = 0.0
    durations.visit { time, count in
      while entered < entries.count, entries[entered].value < time {
        atRisk += entries[entered].count
        entered += 1
      }
      while broken < breaks.count, breaks[broken].value < time {
        atRisk -= breaks[broken].count
        broken += 1
      }
      guard atRisk > 0 else { return true }
      let (n, d) = (Double(atRisk), Double(count))
      survival = atRisk == count ? 0 : survival * ((n - d) / n)
      greenwood += d / (n * (n - d))
      let isRunOut = atRisk == count && entered < entries.count
      let goesOn = body(
        Step(
          time: time, ended: count, atRisk: atRisk, survival: survival, greenwood: greenwood,
          isRunOut: isRunOut))
      atRisk -= count
      // Later ones are still to come, and nothing can be said of them any more.
      return goesOn && !isRunOut
    }
  }

  /// The share of durations that are longer than `time`.
  public func survival(after time: Int) -> Double {
    var survival = 1.0
    forEachStep { step in
      if step.time <= time { survival = step.survival }
      return step.time < time
    }
    return survival
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
    var first: Step?
    var reached: Step?
    var next: Step?
    forEachStep { step in
      first = first ?? step
      if reached == nil, level(step) <= share + Self.tolerance { reached = step }
      if reached != nil, level(step) < share - Self.tolerance { next = step }
      return next == nil && share < 1
    }
    guard let first, let last else { return nil }
    if share >= 1 { return Double(first.time) }
    guard let reached else { return nil }
    if reached.isRunOut, reached.survival == 0 { return nil }
    let time = Double(reached.time)
    guard level(reached) >= share - Self.tolerance else { return time }
    return (time + Double(next?.time ?? last)) / 2
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
