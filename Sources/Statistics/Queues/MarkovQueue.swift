internal import Foundation

/// The queue M/M/c in its steady state: Poisson arrivals at a constant rate, exponential service
/// times, `servers` alike, one line, first come first served.
///
/// D. Gross, J. F. Shortle, J. M. Thompson, C. M. Harris, “Fundamentals of Queueing Theory”, 4th
/// edition (2008), section 2.3. Rates are per unit of time, whichever that is; times come out in it.
public struct MarkovQueue: Sendable, Equatable {
  public let arrivalRate: Double
  /// How many one server finishes in a unit of time when it is never idle.
  public let serviceRate: Double
  public let servers: Int
  /// The share of arrivals that must wait (Erlang C), from 0 to 1.
  public let waitProbability: Double

  /// Why there is no steady state to speak of.
  public enum Fault: Error, Sendable, Equatable {
    /// A rate of arrivals that is negative or no number.
    case arrivalRate(Double)
    /// A rate of service that is not above 0, or no number.
    case serviceRate(Double)
    /// Fewer than one server.
    case servers(Int)
    /// As much work arrives as can be done, or more: the queue grows without end. `needed` is the
    /// least number of servers with which it settles; `nil` where no number of them that is.
    case neverSettles(utilisation: Double, needed: Int?)
  }

  /// - Complexity: O(`servers`)
  public init(arrivalRate: Double, serviceRate: Double, servers: Int) throws(Fault) {
    guard arrivalRate >= 0, arrivalRate.isFinite else { throw .arrivalRate(arrivalRate) }
    guard serviceRate > 0, serviceRate.isFinite else { throw .serviceRate(serviceRate) }
    guard servers > 0 else { throw .servers(servers) }
    let load = arrivalRate / serviceRate
    guard let waiting = Erlang.waiting(servers: servers, load: load) else {
      throw .neverSettles(
        utilisation: load / Double(servers), needed: Self.serversNeeded(forLoad: load))
    }
    self.arrivalRate = arrivalRate
    self.serviceRate = serviceRate
    self.servers = servers
    waitProbability = waiting
  }

  /// The least number of servers above a load in erlangs, so that none works all the time; `nil` for
  /// a load that is negative, no number or above what can be counted.
  public static func serversNeeded(forLoad load: Double) -> Int? {
    guard load >= 0, load < 0x1p53 else { return nil }
    return Int(load) + 1
  }
}

extension MarkovQueue {
  /// The load that is offered, in erlangs: how many servers are busy on average.
  public var load: Double { arrivalRate / serviceRate }

  /// The share of its time that a server is busy, from 0 to below 1.
  public var utilisation: Double { load / Double(servers) }

  /// What is left of the capacity: how many more could be served in a unit of time.
  private var slack: Double { Double(servers) * serviceRate - arrivalRate }

  /// The mean time from arrival to the start of service, of all arrivals.
  public var meanWait: Double { waitProbability / slack }

  /// The mean number that wait, by Little's law.
  public var meanQueueLength: Double { arrivalRate * meanWait }

  /// The share of arrivals that wait longer than that time; of a negative time, all.
  public func probability(ofWaitingLongerThan time: Double) -> Double {
    guard time >= 0 else { return time.isNaN ? .nan : 1 }
    return waitProbability * exp(-slack * time)
  }

  /// The time within which the share `p` of arrivals begin to be served: 0 where as many need not
  /// wait at all, `nil` where `p` is not from 0 to below 1.
  public func waitQuantile(_ p: Double) -> Double? {
    guard p >= 0, p < 1 else { return nil }
    return p <= 1 - waitProbability ? 0 : max(0, log(waitProbability / (1 - p)) / slack)
  }
}
