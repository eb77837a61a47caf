/// What happened to arrivals in a model of the lab: when each began to be served, and where.
///
/// A discrete-event simulation without any chance in it: the clock goes from one thing that happens
/// to the next (A. M. Law, “Simulation Modeling and Analysis”, 5th edition (2015), section 1.3). At
/// one instant machines become free or open first, then arrivals join their line, and then the
/// specimen that came first among those that a free machine can take goes first. Of several free
/// machines it takes the one that can run the fewest assays, then the first in the model's order.
public struct CapacityReplay: Sendable, Equatable {
  /// Stands for a specimen that was never begun: no machine that takes it opens again.
  public static let never = Int.min

  /// For each arrival when its service began, in milliseconds since 1970, or `never`.
  public private(set) var starts: [Int]
  /// For each arrival the place of its machine; -1 where it was never begun.
  public private(set) var machines: [Int]
  /// For each pool the most specimens that waited at the same time.
  public private(set) var longestQueues: [Int]
  /// The most specimens that waited at the same time in all pools.
  public private(set) var longestQueue = 0

  private init(arrivals: Int, pools: Int) {
    starts = Array(repeating: Self.never, count: arrivals)
    machines = Array(repeating: -1, count: arrivals)
    longestQueues = Array(repeating: 0, count: pools)
  }

  /// Replays arrivals, which ascend in time.
  ///
  /// - Complexity: O(*n* (*m* + log *m* + *l*)) for *n* arrivals, *m* machines of a pool and *l* lines:
  ///   sets of machines that some assay shares.
  public init(_ arrivals: [Arrival], in model: CapacityModel) {
    var floor = Floor(model, arrivals)
    self.init(arrivals: arrivals.count, pools: model.pools.count)
    floor.run(into: &self)
  }
}

extension CapacityReplay {
  /// Specimens that wait for the same machines, the first in front.
  private struct Line {
    let pool: Int
    /// The machines that take them, the least versatile first.
    let machines: [Int]
    /// All that ever join it, by their places among the arrivals, in order of time.
    var members: [Int] = []
    /// Which of the members is in front, and where the next will join.
    var front = 0
    var back = 0
    /// Whether none of its machines is free at this instant.
    var isStuck = false

    /// The place among the arrivals of the specimen in front; `nil` where nobody waits.
    var first: Int? { front < back ? members[front] : nil }
  }

  private struct MachineState {
    var isIdle = true
    /// The first time of opening that is not over yet.
    var opening = 0
  }

  /// The lab at one instant.
  private struct Floor {
    let model: CapacityModel
    let arrivals: [Arrival]
    /// The line of each work.
    var lineOfWork: [Int] = []
    var lines: [Line] = []
    var states: [MachineState]
    var events = EventHeap()
    var freeOperators: Int
    /// How many wait in each pool, and in all.
    var waiting: [Int]
    var allWaiting = 0

    init(_ model: CapacityModel, _ arrivals: [Arrival]) {
      self.model = model
      self.arrivals = arrivals
      states = Array(repeating: MachineState(), count: model.machines.count)
      freeOperators = model.operators ?? .max
      waiting = Array(repeating: 0, count: model.pools.count)
      var places: [[Int]: Int] = [:]
      for (work, kind) in model.work.enumerated() {
        let machines = model.machines.indices.filter { model.machines[$0].runs.contains(work) }
          .sorted {
            (model.machines[$0].runs.count, $0) < (model.machines[$1].runs.count, $1)
          }
        // Work that no machine takes has a line of its own, where it waits for ever.
        let place = places[machines] ?? lines.count
        if place == lines.count { lines.append(Line(pool: kind.pool, machines: machines)) }
        places[machines] = place
        lineOfWork.append(place)
      }
      for (i, arrival) in arrivals.enumerated() {
        lines[lineOfWork[arrival.work]].members.append(i)
      }
    }

    mutating func run(into replay: inout CapacityReplay) {
      var next = 0
      while true {
        guard next < arrivals.count || events.first != nil else { return }
        let arrival = next < arrivals.count ? arrivals[next].time : .max
        let now = min(arrival, events.first?.time ?? .max)
        while let event = events.first, event.time == now {
          _ = events.popFirst()
          states[event.machine].isIdle = true
          if event.endsService { freeOperators += model.operators == nil ? 0 : 1 }
        }
        while next < arrivals.count, arrivals[next].time == now {
          join(next)
          next += 1
        }
        serve(at: now, into: &replay)
        for pool in waiting.indices where waiting[pool] > replay.longestQueues[pool] {
          replay.longestQueues[pool] = waiting[pool]
        }
        replay.longestQueue = max(replay.longestQueue, allWaiting)
      }
    }

    private mutating func join(_ arrival: Int) {
      let line = lineOfWork[arrivals[arrival].work]
      lines[line].back += 1
      waiting[lines[line].pool] += 1
      allWaiting += 1
    }

    /// Begins all that can begin.
    private mutating func serve(at now: Int, into replay: inout CapacityReplay) {
      guard allWaiting > 0 else { return }
      for line in lines.indices { lines[line].isStuck = false }
      while freeOperators > 0, let line = lineInFront(), let arrival = lines[line].first {
        guard let machine = freeMachine(of: line, at: now) else {
          lines[line].isStuck = true
          continue
        }
        lines[line].front += 1
        waiting[lines[line].pool] -= 1
        allWaiting -= 1
        if model.operators != nil { freeOperators -= 1 }
        states[machine].isIdle = false
        events.insert(
          .init(time: now + arrivals[arrival].service, machine: machine, endsService: true))
        replay.starts[arrival] = now
        replay.machines[arrival] = machine
      }
    }

    /// The line whose front came first, among those that are not stuck.
    private func lineInFront() -> Int? {
      var best: (line: Int, arrival: Int)?
      for line in lines.indices where !lines[line].isStuck {
        guard let first = lines[line].first else { continue }
        if first < best?.arrival ?? .max { best = (line, first) }
      }
      return best?.line
    }

    /// A machine that is idle and open. One that is found closed will be heard of when it opens.
    private mutating func freeMachine(of line: Int, at now: Int) -> Int? {
      for machine in lines[line].machines where states[machine].isIdle {
        let open = model.machines[machine].open
        var place = states[machine].opening
        while place < open.count, open[place].upperBound <= now { place += 1 }
        states[machine].opening = place
        guard place < open.count else { continue }
        if open[place].lowerBound <= now { return machine }
        states[machine].isIdle = false
        events.insert(.init(time: open[place].lowerBound, machine: machine, endsService: false))
      }
      return nil
    }
  }
}
