import Analytics
import Statistics
import Tables
import Testing

/// A history of one day of a lab with two pools: share glucose, A-2 alone runs rare
/// work, B-1 is apart. Turnaround is 10, 20 … minutes.
func twoPools(_ perPool: Int = 10) -> CapacityHistory {
  var records: [CapacityHistory.Record] = []
  for i in 0..<perPool {
    let minutes = 600 * (i + 1)
    records.append(
      .init(received: 100 * i, assay: 0, machine: i % 2, operatorPlace: 0, turnaround: minutes))
    records.append(
      .init(received: 100 * i, assay: 1, machine: 2, operatorPlace: i % 3, turnaround: minutes))
    if i % 5 == 0 {
      records.append(
        .init(received: 100 * i, assay: 2, machine: 1, operatorPlace: 0, turnaround: nil))
    }
  }
  return CapacityHistory(
    assays: ["GLU", "INR", "RARE"], machines: ["A-1", "A-2", "B-1"],
    operators: ["ANN", "BEN", "CEM"], records: records, period: 0..<86_400)
}

@Suite struct CapacityModelTests {
  private let terms = [
    "GLU": AssayTerms(serviceMinutes: 2, promisedHours: 1), "RARE": AssayTerms(serviceMinutes: 5),
  ]

  private func baseline(_ history: CapacityHistory = twoPools()) throws -> CapacityBaseline {
    try CapacityBaseline(
      history, terms: terms, promisedHours: 4, zone: .utc, hours: { _ in OpeningHours() })
  }

  private func changed(
    _ changes: [CapacityChange]
  ) throws -> (model: CapacityModel, arrivals: [Arrival]) {
    try baseline().changed(by: changes, zone: .utc, hours: { _ in OpeningHours() })
  }

  @Test(
    "Pools are machines that share assays; times are as written down, else of the fastest tenth")
  func fitting() throws {
    let baseline = try baseline()
    let model = baseline.model
    #expect(model.pools == ["A", "B"])
    #expect(model.machines.map(\.pool) == [0, 0, 1])
    #expect(model.machines.map(\.runs) == [[0], [0, 2], [1]])
    #expect(model.work.map(\.pool) == [0, 1, 0])
    // Of 10, 20 … 100 minutes the 10th percentile is 19 (R type 7).
    #expect(model.work.map(\.service) == [120_000, 19 * 60_000, 300_000])
    #expect(model.work.map(\.handling) == [17 * 60_000, 0, 0])
    #expect(model.work.map(\.promised) == [3_600_000, 4 * 3_600_000, 4 * 3_600_000])
    #expect(baseline.estimated == ["INR"])
    #expect(baseline.arrivals.count == 22)
    #expect(baseline.arrivals[0] == Arrival(time: 0, work: 0, service: 120_000))
  }

  @Test("A pool is named by what its codes begin with, or by all of them")
  func poolNames() throws {
    let history = CapacityHistory(
      assays: ["A", "B", "C"], machines: ["X-1", "X-2", "Y", "7"], operators: ["o"],
      records: [
        .init(received: 0, assay: 0, machine: 0, operatorPlace: 0, turnaround: 60),
        .init(received: 0, assay: 1, machine: 1, operatorPlace: 0, turnaround: 60),
        .init(received: 0, assay: 2, machine: 2, operatorPlace: 0, turnaround: 60),
        .init(received: 0, assay: 2, machine: 3, operatorPlace: 0, turnaround: 60),
      ], period: 0..<86_400)
    #expect(try baseline(history).model.pools == ["X-1", "X-2", "Y+7"])
  }

  @Test("Without a service time and without results there is no model")
  func noServiceTime() throws {
    #expect(throws: CapacityFault.noServiceTime(assay: "RARE")) {
      try CapacityBaseline(
        twoPools(), terms: [:], promisedHours: 4, zone: .utc, hours: { _ in OpeningHours() })
    }
    #expect(throws: CapacityFault.badServiceTime(assay: "GLU", minutes: 0)) {
      try CapacityBaseline(
        twoPools(), terms: ["GLU": AssayTerms(serviceMinutes: 0)], promisedHours: 4, zone: .utc,
        hours: { _ in OpeningHours() })
    }
  }

  @Test("Machines come and go, services change, and operators begin to count")
  func changes() throws {
    let more = try changed([.machines(pool: "A", .by(2)), .machines(pool: "B", .to(2))])
    #expect(more.model.machines.map(\.name) == ["A-1", "A-2", "B-1", "A+1", "A+2", "B+1"])
    #expect(more.model.machines.map(\.runs) == [[0], [0, 2], [1], [0, 2], [0, 2], [1]])
    #expect(try changed([.without(machine: "A-1")]).model.machines.map(\.name) == ["A-2", "B-1"])
    #expect(
      try changed([.machines(pool: nil, .by(1))]).model.machines.count == 5)
    let faster = try changed([.service(assay: "GLU", minutes: 4), .serviceFactor(0.5)])
    #expect(faster.model.work.map(\.service) == [120_000, 570_000, 150_000])
    #expect(faster.arrivals.map(\.service).max() == 570_000)
    #expect(try changed([.operators(.to(3)), .operators(.by(-1))]).model.operators == 2)
  }

  @Test("What cannot be thought through is refused")
  func refusals() throws {
    let refused: [(CapacityChange, CapacityRefusal)] = [
      (.machines(pool: "C", .by(1)), .unknownPool("C", known: ["A", "B"])),
      (.without(machine: "A-3"), .unknownMachine("A-3", known: ["A-1", "A-2", "B-1"])),
      (.service(assay: "TSH", minutes: 1), .unknownAssay("TSH", known: ["GLU", "INR", "RARE"])),
      (.machines(pool: "B", .by(-1)), .machineCount(0, pool: "B")),
      (.machines(pool: "B", .by(.max)), .machineCount(.max, pool: "B")),
      (.machines(pool: nil, .by(.min)), .machineCount(.min + 2, pool: "A")),
      (.without(machine: "A-2"), .nobodyRuns(assay: "RARE")),
      (.operators(.to(0)), .operatorCount(0)), (.load(0), .load(0)),
      (.load(1e9), .load(1e9)), (.serviceFactor(0), .factor(0)),
      (.service(assay: "GLU", minutes: -1), .serviceTime(-1)),
    ]
    for (change, refusal) in refused {
      #expect(throws: refusal, "\(change)") { try changed([change]) }
    }
  }

  @Test("A load takes specimens in turn: of 1.2 every fifth twice, of 0.5 every other")
  func load() throws {
    let glucose = { (load: Double) in
      try changed([.load(load)]).arrivals.filter { $0.work == 0 }.map { $0.time / 100_000 }
    }
    #expect(try glucose(1.2) == [0, 1, 2, 3, 4, 4, 5, 6, 7, 8, 9, 9])
    #expect(try glucose(0.5) == [1, 3, 5, 7, 9])
    #expect(try glucose(2) == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9])
  }

  @Test("More work than open time is an overload, named by its narrowest place")
  func overload() throws {
    let period = 0..<3_600_000
    let (model, arrivals) = try changed([])
    // 10 of 19 minutes on B-1, in 60.
    let found = model.overloads(by: arrivals, in: period)
    #expect(found.count == 1)
    #expect(found[0].resource == .machines(["B-1"], pool: "B"))
    #expect(found[0].workHours == 190.0 / 60 && found[0].openHours == 1 && found[0].needed == 4)
    #expect(
      found[0].description
        == "B-1 would never settle: 3.2 hours of work arrive in 1.0 open hours. 4 machines would do."
    )
    let four = try changed([.machines(pool: "B", .to(4))])
    #expect(four.model.overloads(by: four.arrivals, in: period).isEmpty)
    // Rare work fits into the pool, but not onto the one machine that runs it.
    let rare = try changed([.service(assay: "RARE", minutes: 40), .machines(pool: "B", .to(4))])
    #expect(
      rare.model.overloads(by: rare.arrivals, in: period).map(\.resource) == [
        .machines(["A-2"], pool: "A")
      ])
    // 220 minutes of work for two operators in an hour.
    let people = try changed([.machines(pool: "B", .to(4)), .operators(.to(2))])
    let short = people.model.overloads(by: people.arrivals, in: period)
    #expect(short.map(\.resource) == [.operators(2)] && short[0].needed == 4)
    // Exactly as much as can be done does settle.
    let tight = onePool(machines: 1, open: [0..<100])
    let come = (0..<10).map { Arrival(time: $0 * 10, work: 0, service: 10) }
    #expect(tight.overloads(by: come, in: 0..<100).isEmpty)
    #expect(tight.overloads(by: come, in: 0..<99).first?.needed == 2)
    #expect(onePool(machines: 1, open: []).overloads(by: come, in: 0..<100)[0].needed == nil)
  }

  @Test("Operators at once are those that nearly every hour names")
  func operatorsAtOnce() {
    #expect(twoPools().operatorsAtOnce() == 3)
    let records = (0..<100).map { hour in
      CapacityHistory.Record(
        received: hour * 3600, assay: 0, machine: 0, operatorPlace: 0, turnaround: nil)
    }
    let handover = (0..<4).map { hour in
      CapacityHistory.Record(
        received: hour * 3600 + 60, assay: 0, machine: 0, operatorPlace: 1, turnaround: nil)
    }
    let history = CapacityHistory(
      assays: ["A"], machines: ["M"], operators: ["o", "p"], records: records + handover,
      period: 0..<360_000)
    #expect(history.operatorsAtOnce() == 1)
    #expect(history.records.map(\.received) == history.records.map(\.received).sorted())
  }
}
