import Analytics
import Statistics
import Tables
import Testing

@testable import Lab

/// A lab of one pool to which specimens come at a constant rate, one each `gap` seconds of the week.
private func steady(gap: Int, minutes: Double, machines: Int) throws -> CapacityBaseline {
  let names = (0..<machines).map { "M-\($0 + 1)" }
  let records = stride(from: 0, to: 604_800, by: gap).enumerated().map { i, time in
    CapacityHistory.Record(
      received: time, assay: 0, machine: i % machines, operatorPlace: 0, turnaround: nil)
  }
  let history = CapacityHistory(
    assays: ["A"], machines: names, operators: ["o"], records: records, period: 0..<604_800)
  return try CapacityBaseline(
    history, terms: ["A": AssayTerms(serviceMinutes: minutes)], promisedHours: 1, zone: .utc,
    hours: { _ in OpeningHours() })
}

private func quantile(_ degrees: Int) -> Double? {
  StudentT(degreesOfFreedom: Double(degrees)).quantile(0.975)
}

@Suite struct CapacitySimulationTests {
  @Test(
    "With exponential times a simulation agrees with Erlang's formula",
    arguments: [(240, 2.8, 1), (240, 6.4, 2), (200, 25.6, 9)])
  func closedForm(gap: Int, minutes: Double, machines: Int) throws {
    let baseline = try steady(gap: gap, minutes: minutes, machines: machines)
    let simulation = CapacitySimulation(
      profile: WeekProfile(baseline.history, zone: .utc), serviceTimes: .exponential, seed: 4,
      replications: 16, period: baseline.period)
    let pool = try #require(simulation.figures(of: baseline.model, quantile: quantile).first)
    let form = try #require(
      CapacityClosedForm.pools(
        of: baseline.arrivals, in: baseline.model, period: baseline.period
      ).first)
    let queue = try #require(form.queue)
    #expect(abs(queue.arrivalRate - 3600 / Double(gap)) < 1e-9)
    // Sixteen weeks; an interval of 95 % would miss one figure of twenty, so twice its width.
    func agrees(_ estimate: SimulatedFigures.Estimate?, _ value: Double) throws -> Bool {
      let estimate = try #require(estimate)
      let half = try #require(estimate.halfWidth)
      #expect(half < 0.4 * value, "an interval that tells nothing")
      return abs(estimate.mean - value) <= 2 * half
    }
    #expect(try agrees(pool.meanWait, queue.meanWait * 60))
    #expect(try agrees(pool.waitP90, (queue.waitQuantile(0.9) ?? .nan) * 60))
    #expect(try agrees(pool.utilisation, queue.utilisation))
    #expect(try agrees(pool.specimens, Double(baseline.arrivals.count)))
  }

  @Test("Constant times wait half as long as exponential ones (Pollaczek and Khinchine)")
  func pollaczekKhinchine() throws {
    let baseline = try steady(gap: 240, minutes: 3.2, machines: 1)
    let simulation = CapacitySimulation(
      profile: WeekProfile(baseline.history, zone: .utc), seed: 11, replications: 20,
      period: baseline.period)
    let pool = try #require(simulation.figures(of: baseline.model, quantile: quantile).first)
    // ρ / (2 (1 - ρ)) services, with ρ = 0.8.
    let wait = try #require(pool.meanWait)
    #expect(abs(wait.mean - 2 * 3.2) <= 2 * (wait.halfWidth ?? 0))
    #expect((wait.halfWidth ?? 9) < 1)
  }

  @Test("A seed is the same figures, another seed others, and a replication depends on its number")
  func seeds() throws {
    let baseline = try steady(gap: 600, minutes: 5, machines: 1)
    func simulation(_ seed: UInt64, _ replications: Int) -> CapacitySimulation {
      CapacitySimulation(
        profile: WeekProfile(baseline.history, zone: .utc), seed: seed,
        replications: replications, period: baseline.period)
    }
    let figures = simulation(3, 5).figures(of: baseline.model, quantile: quantile)
    #expect(figures == simulation(3, 5).figures(of: baseline.model, quantile: quantile))
    #expect(figures != simulation(4, 5).figures(of: baseline.model, quantile: quantile))
    #expect(
      simulation(3, 5).arrivals(ofReplication: 2, in: baseline.model)
        == simulation(3, 9).arrivals(ofReplication: 2, in: baseline.model))
    // What a program in Python draws that does the same.
    let first = simulation(3, 1).arrivals(ofReplication: 0, in: baseline.model).prefix(4)
    #expect(first.map(\.time) == [340_706, 908_767, 1_657_161, 2_510_841])
  }

  @Test("Drawn numbers of mean 1 have the moments and tail of the exponential distribution")
  func exponential() throws {
    let baseline = try steady(gap: 30, minutes: 0.001, machines: 1)
    let simulation = CapacitySimulation(
      profile: WeekProfile(baseline.history, zone: .utc), serviceTimes: .exponential, seed: 8,
      replications: 1, period: baseline.period)
    var model = baseline.model
    model.work[0].service = 1_000_000
    let come = simulation.arrivals(ofReplication: 0, in: model)
    for numbers in [
      come.map { Double($0.service) / 1_000_000 },
      zip(come, come.dropFirst()).map { Double($1.time - $0.time) / 30_000 },
    ] {
      let n = Double(numbers.count)
      #expect(n > 19_000)
      // Within four standard errors: of the mean 1 / √n, of the second moment √20 / √n.
      #expect(abs(numbers.reduce(0, +) / n - 1) < 4 / n.squareRoot())
      #expect(abs(numbers.reduce(0) { $0 + $1 * $1 } / n - 2) < 4 * (20 / n).squareRoot())
      for (limit, share) in [(0.105_360_5, 0.9), (0.693_147_2, 0.5), (2.302_585_1, 0.1)] {
        let above = Double(numbers.count { $0 > limit }) / n
        #expect(abs(above - share) < 4 * (share * (1 - share) / n).squareRoot() + 0.0005)
      }
    }
  }

  @Test("The rhythm of the week is that of the lab's clock")
  func rhythm() throws {
    // From Monday to Friday at 8:30 in Berlin, over the change of clocks on 29 March 2026: two weeks.
    let zone = try LocalZone("Europe/Berlin")
    let start = zone.start(of: try #require(CalendarDate(cellText: "2026-03-23")))
    let end = zone.start(of: try #require(CalendarDate(cellText: "2026-04-06")))
    var records: [CapacityHistory.Record] = []
    for day in 0..<14 where day % 7 < 5 {
      let midnight = zone.start(
        of: CalendarDate(days: try #require(CalendarDate(cellText: "2026-03-23")).days + day))
      for i in 0..<20 {
        records.append(
          .init(
            received: midnight + 8 * 3600 + 1800 + i, assay: 0, machine: 0, operatorPlace: 0,
            turnaround: 60))
      }
    }
    let history = CapacityHistory(
      assays: ["A"], machines: ["M"], operators: ["o"], records: records, period: start..<end)
    let baseline = try CapacityBaseline(
      history, terms: [:], promisedHours: 1, zone: zone, hours: { _ in OpeningHours() })
    let simulation = CapacitySimulation(
      profile: WeekProfile(history, zone: zone), load: 2, seed: 1, replications: 1,
      period: baseline.period)
    let come = simulation.arrivals(ofReplication: 0, in: baseline.model)
    // 400 are expected, ± 20.
    #expect((320...480).contains(come.count))
    for arrival in come {
      let local = arrival.time / 1000 + zone.offset(at: arrival.time / 1000)
      #expect(local / 3600 % 24 == 8 && (local / 86_400 + 3) % 7 < 5)
    }
    #expect(zip(come, come.dropFirst()).allSatisfy { $0.time <= $1.time })
    // The period has an hour less than two weeks.
    #expect(WeekProfile(history, zone: zone).arrivalsPerHour == 200.0 / 335)
  }

  @Test("What is expected to be too much is an overload before anything is drawn")
  func overload() throws {
    let baseline = try steady(gap: 60, minutes: 0.9, machines: 1)
    func overloads(_ load: Double) -> [Overload] {
      CapacitySimulation(
        profile: WeekProfile(baseline.history, zone: .utc), load: load, period: baseline.period
      ).overloads(of: baseline.model)
    }
    #expect(overloads(1.1).isEmpty)
    #expect(overloads(1.3).map(\.needed) == [2])
  }

  @Test("The formula says how far the lab is from it")
  func assumptions() throws {
    let baseline = try steady(gap: 600, minutes: 5, machines: 1)
    let form = try #require(
      CapacityClosedForm.pools(
        of: baseline.arrivals, in: baseline.model, period: baseline.period
      ).first)
    // Six in each hour, and all take as long.
    #expect(form.dispersion == 0 && form.serviceVariation == 0)
    #expect(form.meanServiceMinutes == 5 && form.arrivalsPerHour == 6)
    // All of a day's in one of 24 hours: the variance of 24, 0 … 0 is 24, and their mean is 1.
    let model = onePool(machines: 1, open: [0..<86_400_000])
    let come = arrivals(Array(repeating: 1000, count: 24), service: 60_000)
    let burst = CapacityClosedForm.pools(of: come, in: model, period: 0..<86_400_000)[0]
    #expect(burst.dispersion == 24)
    let none = CapacityClosedForm.pools(of: [], in: model, period: 0..<86_400_000)[0]
    #expect(none.queue == nil && none.dispersion == nil && none.meanServiceMinutes == nil)
    let busy = CapacityClosedForm.pools(
      of: arrivals(Array(0..<24), service: 7_200_000), in: model, period: 0..<86_400_000)[0]
    #expect(busy.fault == .neverSettles(utilisation: 2, needed: 3))
  }
}
