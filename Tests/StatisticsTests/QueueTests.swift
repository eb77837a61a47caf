import Statistics
import TestSupport
import Testing

@Suite struct QueueTests {
  /// Whether two numbers agree in 12 digits, where they are not both next to nothing.
  private func agrees(_ value: Double?, _ cell: String?) -> Bool {
    guard let value, let expected = cell.flatMap(Double.init) else { return false }
    return abs(value - expected) <= 1e-12 * max(abs(expected), 1e-280)
  }

  @Test("Erlang's formulas and M/M/c agree with sums of exact fractions")
  func fractions() throws {
    let rows = try Fixture.rows("queues")
    for row in rows {
      let servers = try #require(row["servers"].flatMap { Int($0) })
      let arrivals = try #require(row["arrival_rate"].flatMap(Double.init))
      let service = try #require(row["service_rate"].flatMap(Double.init))
      let time = try #require(row["time"].flatMap(Double.init))
      let queue = try MarkovQueue(arrivalRate: arrivals, serviceRate: service, servers: servers)
      let place = "\(arrivals) for \(servers) times \(service)"
      #expect(
        agrees(Erlang.loss(servers: servers, load: queue.load), row["erlang_b"]), "\(place)")
      #expect(agrees(queue.waitProbability, row["erlang_c"]), "\(place)")
      #expect(agrees(queue.meanWait, row["mean_wait"]), "\(place)")
      #expect(agrees(queue.meanQueueLength, row["mean_queue"]), "\(place)")
      #expect(
        agrees(queue.probability(ofWaitingLongerThan: time), row["waits_longer"]), "\(place)")
      for (p, column) in [(0.5, "wait_p50"), (0.9, "wait_p90"), (0.99, "wait_p99")] {
        #expect(agrees(queue.waitQuantile(p), row[column]), "\(place), \(column)")
      }
    }
    #expect(rows.count == 17)
  }

  /// The load that so many servers carry with a loss of 1 %, as traffic tables print it.
  @Test(
    "Erlang B gives back the loss for which tables print a load",
    arguments: [
      (1, 0.0101), (2, 0.153), (5, 1.36), (10, 4.46), (20, 12.0), (50, 37.9), (100, 84.1),
    ])
  func trafficTable(servers: Int, load: Double) throws {
    // The tables round to three digits, so that the loss lies between those of half a digit less
    // and more.
    let half = load < 0.1 ? 0.000_05 : load < 1 ? 0.0005 : load < 10 ? 0.005 : 0.05
    let lower = try #require(Erlang.loss(servers: servers, load: load - half))
    let upper = try #require(Erlang.loss(servers: servers, load: load + half))
    #expect(lower <= 0.01 && 0.01 <= upper)
  }

  /// F. S. Hillier, G. J. Lieberman, “Introduction to Operations Research”, the emergency room: two
  /// patients come in an hour, a doctor sees three.
  @Test("One doctor more in the emergency room of the textbook")
  func emergencyRoom() throws {
    let one = try MarkovQueue(arrivalRate: 2, serviceRate: 3, servers: 1)
    let two = try MarkovQueue(arrivalRate: 2, serviceRate: 3, servers: 2)
    func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
    #expect(rounded(one.meanQueueLength) == 1.333 && rounded(two.meanQueueLength) == 0.083)
    #expect(rounded(one.meanWait) == 0.667 && rounded(two.meanWait) == 0.042)
    #expect(rounded(one.waitProbability) == 0.667 && rounded(two.waitProbability) == 0.167)
    #expect(rounded(one.probability(ofWaitingLongerThan: 0.5)) == 0.404)
    #expect(rounded(one.probability(ofWaitingLongerThan: 1)) == 0.245)
    #expect(rounded(two.probability(ofWaitingLongerThan: 1)) == 0.003)
  }

  @Test("A load that never settles is refused, with the servers that would do")
  func neverSettles() {
    #expect(throws: MarkovQueue.Fault.neverSettles(utilisation: 1, needed: 3)) {
      try MarkovQueue(arrivalRate: 20, serviceRate: 10, servers: 2)
    }
    #expect(throws: MarkovQueue.Fault.neverSettles(utilisation: 1.25, needed: 3)) {
      try MarkovQueue(arrivalRate: 25, serviceRate: 10, servers: 2)
    }
    #expect(throws: MarkovQueue.Fault.neverSettles(utilisation: .infinity, needed: nil)) {
      try MarkovQueue(arrivalRate: 1e300, serviceRate: 1e-300, servers: 2)
    }
    #expect(Erlang.waiting(servers: 2, load: 2) == nil)
    #expect(Erlang.waiting(servers: 0, load: 0) == nil)
  }

  @Test("What is no queue is told apart")
  func faults() {
    for rate in [-1, Double.infinity, -Double.infinity] {
      #expect(throws: MarkovQueue.Fault.arrivalRate(rate)) {
        try MarkovQueue(arrivalRate: rate, serviceRate: 1, servers: 1)
      }
    }
    #expect(throws: MarkovQueue.Fault.self) {
      try MarkovQueue(arrivalRate: .nan, serviceRate: 1, servers: 1)
    }
    for rate in [0, -1, Double.infinity] {
      #expect(throws: MarkovQueue.Fault.serviceRate(rate)) {
        try MarkovQueue(arrivalRate: 1, serviceRate: rate, servers: 1)
      }
    }
    #expect(throws: MarkovQueue.Fault.servers(0)) {
      try MarkovQueue(arrivalRate: 1, serviceRate: 2, servers: 0)
    }
    #expect(Erlang.loss(servers: -1, load: 1) == nil)
    #expect(Erlang.loss(servers: 1, load: -1) == nil)
    #expect(Erlang.loss(servers: 1, load: .nan) == nil)
    #expect(MarkovQueue.serversNeeded(forLoad: .nan) == nil)
  }

  @Test("Nobody comes, nobody waits; a share of all has no quantile")
  func borders() throws {
    let idle = try MarkovQueue(arrivalRate: 0, serviceRate: 1, servers: 3)
    #expect(idle.waitProbability == 0 && idle.meanWait == 0 && idle.waitQuantile(0.999) == 0)
    let queue = try MarkovQueue(arrivalRate: 1, serviceRate: 2, servers: 1)
    #expect(queue.waitQuantile(1) == nil && queue.waitQuantile(-0.1) == nil)
    #expect(queue.waitQuantile(.nan) == nil)
    #expect(queue.waitQuantile(0.5) == 0)
    #expect(queue.probability(ofWaitingLongerThan: -1) == 1)
    #expect(Erlang.loss(servers: 0, load: 5) == 1)
    #expect(Erlang.loss(servers: 1_000_000_000, load: 2) == 0)
  }
}
