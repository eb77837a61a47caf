internal import Lab
public import Tables

/// How many specimens of each assay come in each hour of a week by the lab's clock, as records show.
///
/// The rate of an hour of the week is what came in it, over the time of it that the period holds:
/// the maximum-likelihood estimate for a Poisson process with a rate that is constant in the hour
/// and recurs each week (L. M. Leemis, “Nonparametric estimation of the cumulative intensity function
/// for a nonhomogeneous Poisson process”, Management Science 37 (1991), the piecewise-constant case).
public struct WeekProfile: Sendable {
  /// A stretch of the period within one hour of the lab's clock, in milliseconds since 1970.
  struct Stretch: Sendable {
    let time: Range<Int>
    /// From 0, Monday from midnight to 1, to 167.
    let hour: Int
  }

  let stretches: [Stretch]
  /// For each hour of the week what came of each assay.
  private(set) var counts: [[Int]]
  /// For each hour of the week how many milliseconds of it the period holds.
  private(set) var exposure = Array(repeating: 0, count: 168)
  private let total: Int

  /// - Complexity: O(*n* + hours of the period)
  public init(_ history: CapacityHistory, zone: LocalZone) {
    var stretches: [Stretch] = []
    var clock = LocalClock(zone)
    var start = history.period.lowerBound
    while start < history.period.upperBound {
      let local = clock.local(start)
      let end = min(start + 3600 - (local - local.rounded(downTo: 3600)), history.period.upperBound)
      let hour = clock.hourOfWeek(at: start)
      stretches.append(Stretch(time: start * 1000..<end * 1000, hour: hour))
      exposure[hour] += (end - start) * 1000
      start = end
    }
    counts = Array(repeating: Array(repeating: 0, count: history.assays.count), count: 168)
    var place = 0
    for record in history.records {
      while place < stretches.count, stretches[place].time.upperBound <= record.received * 1000 {
        place += 1
      }
      guard place < stretches.count else { break }
      counts[stretches[place].hour][record.assay] += 1
    }
    self.stretches = stretches
    total = history.records.count
  }

  /// Specimens in an hour, on average over the period; `nil` of an empty one.
  public var arrivalsPerHour: Double? {
    let time = exposure.reduce(0, +)
    return time > 0 ? Double(total) / (Double(time) / 3_600_000) : nil
  }

  /// How many of each assay are expected in the period at a multiple of the load.
  func expected(load: Double) -> [Double] {
    var sums = Array(repeating: 0.0, count: counts.first?.count ?? 0)
    for stretch in stretches where exposure[stretch.hour] > 0 {
      let share = Double(stretch.time.count) / Double(exposure[stretch.hour]) * load
      for (assay, count) in counts[stretch.hour].enumerated() {
        sums[assay] += Double(count) * share
      }
    }
    return sums
  }

  /// Draws the arrivals of the period: a Poisson process whose rate is that of the hour of the week,
  /// times `load`, each specimen's assay in proportion to what came in that hour.
  ///
  /// A unit exponential is spent on the integral of the rate until it is used up (inversion; E.
  /// Çinlar, “Introduction to Stochastic Processes”, 1975, section 4.7).
  func draw(
    load: Double, service: [Int], times: ServiceTimes, dice: inout Dice
  ) -> [Arrival] {
    var arrivals: [Arrival] = []
    var need = dice.exponential()
    for stretch in stretches {
      let weights = counts[stretch.hour]
      let sum = weights.reduce(0, +)
      guard sum > 0 else { continue }
      let rate = Double(sum) / Double(exposure[stretch.hour]) * load
      let length = Double(stretch.time.count)
      var place = 0.0
      while need <= (length - place) * rate {
        place += need / rate
        let work = dice.weighted(weights)
        arrivals.append(
          Arrival(
            time: stretch.time.lowerBound + Int(min(place, length - 1)), work: work,
            service: times.draw(mean: service[work], dice: &dice)))
        need = dice.exponential()
      }
      need -= (length - place) * rate
    }
    return arrivals
  }
}

/// How service times vary in a simulation.
public enum ServiceTimes: String, CaseIterable, Sendable {
  /// Each specimen of an assay takes as long, as on a machine with a fixed cycle.
  case constant
  /// Exponential with the assay's service time as its mean: as irregular as the closed form has it.
  case exponential

  func draw(mean: Int, dice: inout Dice) -> Int {
    switch self {
    case .constant: mean
    case .exponential: max(1, Int((Double(mean) * dice.exponential()).rounded()))
    }
  }
}

extension Dice {
  /// An exponential number of mean 1, made by comparing alone, so that it is the same to the last bit
  /// on every platform: a logarithm is not.
  ///
  /// J. von Neumann, “Various techniques used in connection with random digits”, NBS Applied
  /// Mathematics Series 12 (1951): a uniform number begins a run that goes on while each is below
  /// the one before. Where the length of the run is odd, the first of it is the fraction; where it is
  /// even, the whole part grows by one, and another run begins.
  mutating func exponential() -> Double {
    var whole = 0.0
    while true {
      let first = next() >> 11
      var last = first
      var length = 1
      while true {
        let following = next() >> 11
        guard following < last else { break }
        last = following
        length += 1
      }
      // Never 0, so that time goes on.
      if length % 2 == 1 { return whole + (Double(first) + 0.5) * 0x1p-53 }
      whole += 1
    }
  }
}
