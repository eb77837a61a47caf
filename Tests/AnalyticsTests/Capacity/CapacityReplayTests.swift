import Analytics
import Statistics
import TestSupport
import Testing

/// A lab of one pool whose machines can all run the one assay that there is.
func onePool(
  machines: Int, promised: Int = .max, open: [Range<Int>] = [Int.min..<Int.max],
  operators: Int? = nil
) -> CapacityModel {
  CapacityModel(
    pools: ["M"],
    work: [.init(assay: "A", pool: 0, service: 0, handling: 0, promised: promised)],
    machines: (0..<machines).map { .init(name: "M-\($0 + 1)", pool: 0, runs: [0], open: open) },
    operators: operators)
}

func arrivals(_ times: [Int], service: Int) -> [Arrival] {
  times.map { Arrival(time: $0, work: 0, service: service) }
}

@Suite struct CapacityReplayTests {
  @Test("A hand-worked day: two come at once, the third finds a machine free")
  func byHand() {
    //     0    5    10   15   20
    // 1   ██████████                  begun at 0
    // 2   ·····     ██████████        waits 10
    // 3             ·         █████   came at 10, waits 10
    let come = [
      Arrival(time: 0, work: 0, service: 10), Arrival(time: 0, work: 0, service: 10),
      Arrival(time: 10, work: 0, service: 5),
    ]
    let one = CapacityReplay(come, in: onePool(machines: 1))
    #expect(one.starts == [0, 10, 20] && one.longestQueue == 1)
    let two = CapacityReplay(come, in: onePool(machines: 2))
    #expect(two.starts == [0, 0, 10] && two.longestQueue == 0)
    #expect(two.machines == [0, 1, 0])
  }

  @Test("Arrivals at a constant pace: nobody waits below the capacity, each waits longer above it")
  func constantPace() {
    let come = (0..<100).map { $0 * 10 }
    let slow = CapacityReplay(arrivals(come, service: 10), in: onePool(machines: 1))
    #expect(slow.starts == come && slow.longestQueue == 0)
    let late = CapacityReplay(arrivals(come, service: 13), in: onePool(machines: 1))
    #expect(late.starts == (0..<100).map { $0 * 13 })
    // At 990 the last comes; 77 were begun by then, at 0, 13 … 988.
    #expect(late.longestQueue == 100 - 77)
  }

  @Test("A machine that is closed begins nothing, and ends what it began")
  func closing() {
    let hours = [0..<100, 200..<300]
    let replay = CapacityReplay(
      arrivals([90, 95, 150, 290, 299, 500], service: 20), in: onePool(machines: 1, open: hours))
    // Begun at 90, ended at 110; 95 and 150 wait for 200. The last comes when it never opens again.
    #expect(replay.starts == [90, 200, 220, 290, CapacityReplay.never, CapacityReplay.never])
    #expect(replay.machines == [0, 0, 0, 0, -1, -1])
    let model = onePool(machines: 1, promised: 100, open: hours)
    let come = arrivals([90, 95, 150, 290, 299, 500], service: 20)
    let figures = CapacityReplay(come, in: model).figures(of: come, in: model, period: 0..<400)
    #expect(figures[0].count == 6 && figures[0].neverBegun == 2)
    #expect(figures[0].waits.count == 4 && figures[0].inTime == 3)
    #expect(figures[0].compliance == 0.75 && figures[0].utilisation == 0.4)
  }

  @Test("An operator attends one machine at a time, and goes to whoever came first")
  func operators() {
    let model = CapacityModel(
      pools: ["A", "B"],
      work: [
        .init(assay: "a", pool: 0, service: 0, handling: 0, promised: .max),
        .init(assay: "b", pool: 1, service: 0, handling: 0, promised: .max),
      ],
      machines: [
        .init(name: "A-1", pool: 0, runs: [0], open: [0..<1000]),
        .init(name: "B-1", pool: 1, runs: [1], open: [0..<1000]),
      ], operators: 1)
    let come = [
      Arrival(time: 0, work: 0, service: 10), Arrival(time: 1, work: 1, service: 10),
      Arrival(time: 2, work: 0, service: 10), Arrival(time: 3, work: 1, service: 10),
    ]
    #expect(CapacityReplay(come, in: model).starts == [0, 10, 20, 30])
    var two = model
    two.operators = 2
    #expect(CapacityReplay(come, in: two).starts == [0, 1, 10, 11])
    #expect(CapacityReplay(come, in: two).longestQueues == [1, 1])
    #expect(CapacityReplay(come, in: model).longestQueue == 3)
  }

  @Test(
    "A specimen takes the least versatile machine, and one that only one machine runs waits for it")
  func eligibility() {
    let model = CapacityModel(
      pools: ["M"],
      work: [
        .init(assay: "common", pool: 0, service: 0, handling: 0, promised: .max),
        .init(assay: "rare", pool: 0, service: 0, handling: 0, promised: .max),
      ],
      machines: [
        .init(name: "all", pool: 0, runs: [0, 1], open: [0..<1000]),
        .init(name: "some", pool: 0, runs: [0], open: [0..<1000]),
      ])
    let come = [
      Arrival(time: 0, work: 0, service: 10), Arrival(time: 0, work: 0, service: 10),
      Arrival(time: 1, work: 1, service: 10), Arrival(time: 2, work: 0, service: 10),
      Arrival(time: 3, work: 1, service: 10),
    ]
    let replay = CapacityReplay(come, in: model)
    #expect(replay.machines == [1, 0, 0, 1, 0])
    #expect(replay.starts == [0, 0, 10, 10, 20])
  }

  @Test("Waits are those of Lindley's recursion, and with more machines of Kiefer and Wolfowitz'")
  func recursions() throws {
    let rows = try Fixture.rows("waits")
    for row in rows {
      let times = Fixture.numbers(row["arrivals"]).map { Int($0) }
      let services = Fixture.numbers(row["services"]).map { Int($0) }
      let machines = try #require(row["machines"].flatMap { Int($0) })
      let come = zip(times, services).map { Arrival(time: $0, work: 0, service: $1) }
      let replay = CapacityReplay(come, in: onePool(machines: machines))
      let waits = zip(replay.starts, times).map { $0 - $1 }
      #expect(waits == Fixture.numbers(row["waits"]).map { Int($0) }, "\(machines) machines")
      #expect(replay.longestQueue == row["longest_queue"].flatMap { Int($0) })
    }
    #expect(rows.count == 12)
  }

  @Test("Little's law holds to the millisecond: the line over all times is the sum of all waits")
  func littlesLaw() {
    for machines in 1...4 {
      var draw = Draw(seed: UInt64(machines))
      let come = draw.arrivals(2000, gap: 100, service: 95 * machines)
      let replay = CapacityReplay(come, in: onePool(machines: machines))
      // The line grows at each arrival and shrinks at each start.
      var steps = come.map { ($0.time, 1) } + replay.starts.map { ($0, -1) }
      steps.sort { $0.0 < $1.0 }
      var area = 0
      var line = 0
      for (i, step) in steps.enumerated() {
        if i > 0 { area += line * (step.0 - steps[i - 1].0) }
        line += step.1
      }
      #expect(area == zip(replay.starts, come).map { $0 - $1.time }.reduce(0, +))
      #expect(line == 0 && area > 0)
    }
  }

  @Test("A machine more never makes the waiting of one pool longer, nor do shorter services")
  func monotone() {
    for seed in 1...40 as ClosedRange<UInt64> {
      var draw = Draw(seed: seed)
      let come = draw.arrivals(300, gap: 60, service: 150)
      var before = Int.max
      for machines in 1...6 {
        let replay = CapacityReplay(come, in: onePool(machines: machines))
        let waits = zip(replay.starts, come).map { $0 - $1.time }
        #expect(waits.allSatisfy { $0 >= 0 })
        #expect(waits.reduce(0, +) <= before)
        before = waits.reduce(0, +)
        let shorter = come.map {
          Arrival(time: $0.time, work: 0, service: $0.service * 4 / 5)
        }
        let relieved = CapacityReplay(shorter, in: onePool(machines: machines))
        #expect(zip(relieved.starts, replay.starts).allSatisfy { $0 <= $1 })
      }
    }
  }

  @Test("No machine ever does two things at once, and none idles while somebody waits for it")
  func conservation() {
    for seed in 1...20 as ClosedRange<UInt64> {
      var draw = Draw(seed: seed)
      let come = draw.arrivals(500, gap: 50, service: 120)
      let replay = CapacityReplay(come, in: onePool(machines: 3))
      for machine in 0..<3 {
        let own = come.indices.filter { replay.machines[$0] == machine }
        for (one, next) in zip(own, own.dropFirst()) {
          #expect(replay.starts[one] + come[one].service <= replay.starts[next])
        }
      }
      // Who waited began the moment that some machine ended what it did.
      let ends = Set(come.indices.map { replay.starts[$0] + come[$0].service })
      for i in come.indices where replay.starts[i] > come[i].time {
        #expect(ends.contains(replay.starts[i]))
      }
      #expect(zip(replay.starts, replay.starts.dropFirst()).allSatisfy { $0 <= $1 })
    }
  }

  @Test("Without arrivals, and without machines, there is an answer too")
  func empty() {
    let model = onePool(machines: 1)
    let figures = CapacityReplay([], in: model).figures(of: [], in: model, period: 0..<100)
    #expect(figures.count == 2 && figures[0].compliance == nil && figures[0].meanWait == nil)
    #expect(figures[1].pool == nil && figures[0].utilisation == 0)
    let none = onePool(machines: 0)
    let come = arrivals([1, 2], service: 5)
    let replay = CapacityReplay(come, in: none)
    #expect(replay.starts == [CapacityReplay.never, CapacityReplay.never])
    #expect(replay.figures(of: come, in: none, period: 0..<9)[0].utilisation == nil)
  }
}

/// Numbers that look random and are the same in every run.
struct Draw {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  /// Gaps and service times are even up to twice their mean.
  mutating func arrivals(_ count: Int, gap: Int, service: Int) -> [Arrival] {
    var time = 0
    return (0..<count).map { _ in
      time += below(2 * gap)
      return Arrival(time: time, work: 0, service: 1 + below(2 * service))
    }
  }
}
