internal import Lab
internal import Statistics

/// What a simulation with drawn arrivals says of one pool, over independent replications.
public struct SimulatedFigures: Sendable, Equatable {
  /// A mean over replications, with a confidence interval for what it would be over ever more of them.
  public struct Estimate: Sendable, Equatable {
    public let mean: Double
    /// Half of the interval's width; `nil` where one replication alone has the figure.
    public let halfWidth: Double?
    /// How many replications have the figure.
    public let count: Int

    /// Student's interval, mean ± *t s* / √*n* (A. M. Law, “Simulation Modeling and Analysis”, 5th
    /// edition (2015), section 9.4.1). `nil` of no values.
    ///
    /// - Parameter quantile: Of Student's t distribution, for its degrees of freedom.
    init?(_ values: [Double], quantile: (Int) -> Double?) {
      guard !values.isEmpty else { return nil }
      let n = Double(values.count)
      let mean = values.reduce(0, +) / n
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      self.mean = mean
      count = values.count
      halfWidth =
        values.count < 2
        ? nil : quantile(values.count - 1).map { $0 * (squares / (n - 1) / n).squareRoot() }
    }
  }

  /// The pool's name; `nil` of all together.
  public let pool: String?
  public let machines: Int
  /// Specimens in the period.
  public let specimens: Estimate?
  /// In minutes; `nil` where no replication has it.
  public let meanWait: Estimate?
  public let waitP90: Estimate?
  public let turnaroundP50: Estimate?
  public let turnaroundP90: Estimate?
  /// Shares.
  public let compliance: Estimate?
  public let utilisation: Estimate?
  public let longestQueue: Estimate?
}

/// A seeded simulation of a lab: arrivals that could have come in the period, many times over.
///
/// Each replication begins with an empty lab, as the replay does, and has random numbers of its own,
/// which follow from the seed and its number: the same seed gives the same figures, and two models
/// that are compared get the same arrivals at the same load.
public struct CapacitySimulation: Sendable {
  public let profile: WeekProfile
  /// How many times as many specimens come as in the records.
  public let load: Double
  public let serviceTimes: ServiceTimes
  public let seed: UInt64
  public let replications: Int
  /// In milliseconds since 1970.
  public let period: Range<Int>

  public init(
    profile: WeekProfile, load: Double = 1, serviceTimes: ServiceTimes = .constant,
    seed: UInt64 = 1, replications: Int = 20, period: Range<Int>
  ) {
    precondition(load > 0 && load.isFinite, "a load is above 0")
    precondition(replications > 0, "a simulation has a replication")
    self.profile = profile
    self.load = load
    self.serviceTimes = serviceTimes
    self.seed = seed
    self.replications = replications
    self.period = period
  }

  /// What more is expected to arrive than can be done, as for a replay.
  public func overloads(of model: CapacityModel) -> [Overload] {
    let work = zip(profile.expected(load: load), model.work).map { $0 * Double($1.service) }
    return model.overloads(byWork: work, in: period)
  }

  /// The arrivals of one replication, from 0.
  public func arrivals(ofReplication number: Int, in model: CapacityModel) -> [Arrival] {
    var dice = DiceBox(seed: seed, "capacity")[number]
    return profile.draw(
      load: load, service: model.work.map(\.service), times: serviceTimes, dice: &dice)
  }

  /// The figures of each pool in the model's order, and then of all together.
  ///
  /// - Parameter quantile: Of Student's t distribution, for its degrees of freedom, such as 0.975 for
  ///   intervals of 95 %.
  /// - Complexity: That of a replay, times the replications, which are done one after another.
  public func figures(
    of model: CapacityModel, quantile: (Int) -> Double?
  ) -> [SimulatedFigures] {
    var columns = Array(repeating: [Values](), count: model.pools.count + 1)
    for number in 0..<replications {
      let arrivals = arrivals(ofReplication: number, in: model)
      let replay = CapacityReplay(arrivals, in: model)
      let figures = replay.figures(of: arrivals, in: model, period: period)
      for (place, figures) in figures.enumerated() { columns[place].append(Values(figures)) }
    }
    return columns.enumerated().map { place, values in
      func estimate(_ value: (Values) -> Double?) -> SimulatedFigures.Estimate? {
        SimulatedFigures.Estimate(values.compactMap { value($0) }, quantile: quantile)
      }
      return SimulatedFigures(
        pool: place < model.pools.count ? model.pools[place] : nil,
        machines: values.first?.machines ?? 0, specimens: estimate { $0.specimens },
        meanWait: estimate { $0.meanWait }, waitP90: estimate { $0.waitP90 },
        turnaroundP50: estimate { $0.turnaroundP50 },
        turnaroundP90: estimate { $0.turnaroundP90 }, compliance: estimate { $0.compliance },
        utilisation: estimate { $0.utilisation }, longestQueue: estimate { $0.longestQueue })
    }
  }

  /// The figures of one replication, times in minutes.
  private struct Values {
    let machines: Int
    let specimens: Double
    let meanWait: Double?
    let waitP90: Double?
    let turnaroundP50: Double?
    let turnaroundP90: Double?
    let compliance: Double?
    let utilisation: Double?
    let longestQueue: Double

    init(_ figures: CapacityFigures) {
      machines = figures.machines
      specimens = Double(figures.count)
      meanWait = figures.meanWait.map { $0 / 60_000 }
      waitP90 = figures.waits.percentile(0.9).map { $0 / 60_000 }
      turnaroundP50 = figures.turnaround.percentile(0.5).map { $0 / 60_000 }
      turnaroundP90 = figures.turnaround.percentile(0.9).map { $0 / 60_000 }
      compliance = figures.compliance
      utilisation = figures.utilisation
      longestQueue = Double(figures.longestQueue)
    }
  }
}
