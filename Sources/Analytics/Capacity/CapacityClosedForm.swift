public import Statistics

/// What Erlang's formula says of one pool, and how far the pool is from what the formula takes for
/// granted: Poisson arrivals at a constant rate, exponential service times, machines alike that
/// take every specimen, first come first served, and a time long enough to settle.
public struct CapacityClosedForm: Sendable {
  public let pool: String
  public let machines: Int
  /// Specimens an hour, over the hours in which a machine of the pool is open on average; `nil` where
  /// none is.
  public let arrivalsPerHour: Double?
  /// Of the specimens that came; `nil` where none did.
  public let meanServiceMinutes: Double?
  /// The queue with times in hours; `nil` where there are no figures, or the load never settles.
  public let queue: MarkovQueue?
  /// Why the load never settles, or there is no queue.
  public let fault: MarkovQueue.Fault?
  /// The variance of arrivals in an hour over their mean: 1 of Poisson arrivals at a constant rate
  /// (D. R. Cox, P. A. W. Lewis, “The Statistical Analysis of Series of Events”, 1966, section 4.5);
  /// over the whole hours from the start of the period in which a machine is open all the time. `nil`
  /// of fewer than two such hours, or without arrivals in them.
  public let dispersion: Double?
  /// The standard deviation of service times over their mean: 1 of exponential times, 0 of equal
  /// ones. `nil` where nobody came.
  public let serviceVariation: Double?
}

extension CapacityClosedForm {
  /// The closed form of each pool, in the model's order. O(*n* + hours of the period · machines)
  public static func pools(
    of arrivals: [Arrival], in model: CapacityModel, period: Range<Int>
  ) -> [CapacityClosedForm] {
    model.pools.indices.map { pool in
      let own = arrivals.filter { model.work[$0.work].pool == pool }
      return CapacityClosedForm(pool, of: own, in: model, period: period)
    }
  }

  private init(_ pool: Int, of arrivals: [Arrival], in model: CapacityModel, period: Range<Int>) {
    let open = model.machines.filter { $0.pool == pool }.map(\.open)
    self.pool = model.pools[pool]
    machines = open.count
    let openTime = open.reduce(0) { $0 + $1.overlap(with: period) }
    let openHours = Double(openTime) / Double(max(open.count, 1)) / 3_600_000
    let count = Double(arrivals.count)
    let mean = arrivals.reduce(0.0) { $0 + Double($1.service) } / max(count, 1)
    let squares = arrivals.reduce(0.0) {
      $0 + (Double($1.service) - mean) * (Double($1.service) - mean)
    }
    arrivalsPerHour = openHours > 0 ? count / openHours : nil
    meanServiceMinutes = arrivals.isEmpty ? nil : mean / 60_000
    serviceVariation = arrivals.isEmpty ? nil : (squares / count).squareRoot() / mean
    dispersion = Self.dispersion(of: arrivals, open: open, period: period)
    var queue: MarkovQueue?
    var fault: MarkovQueue.Fault?
    if let arrivalsPerHour, !arrivals.isEmpty {
      do throws(MarkovQueue.Fault) {
        queue = try MarkovQueue(
          arrivalRate: arrivalsPerHour, serviceRate: 3_600_000 / mean, servers: machines)
      } catch {
        fault = error
      }
    }
    self.queue = queue
    self.fault = fault
  }

  private static func dispersion(
    of arrivals: [Arrival], open: [[Range<Int>]], period: Range<Int>
  ) -> Double? {
    let hour = 3_600_000
    let together = open.flatMap { $0 }.united().map { $0.clamped(to: period) }
    var hours = 0.0
    var sum = 0.0
    var squares = 0.0
    var next = 0
    for range in together where !range.isEmpty {
      // The whole hours of the period's own clock that lie within.
      let first = (range.lowerBound - period.lowerBound + hour - 1) / hour
      let last = (range.upperBound - period.lowerBound) / hour
      guard first < last else { continue }
      for number in first..<last {
        let start = period.lowerBound + number * hour
        while next < arrivals.count, arrivals[next].time < start { next += 1 }
        let before = next
        while next < arrivals.count, arrivals[next].time < start + hour { next += 1 }
        let count = Double(next - before)
        hours += 1
        sum += count
        squares += count * count
      }
    }
    guard hours >= 2, sum > 0 else { return nil }
    let mean = sum / hours
    return max(0, squares - hours * mean * mean) / (hours - 1) / mean
  }
}
