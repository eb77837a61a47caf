public import Tables

/// One thing that could be otherwise in the lab.
public enum CapacityChange: Sendable, Equatable {
  /// How many there are: a number more or fewer, or just so many.
  public enum Count: Sendable, Equatable {
    case by(Int)
    case to(Int)

    func applied(to count: Int) -> Int {
      switch self {
      case .to(let count): count
      case .by(let change):
        // What does not fit into a number is beyond any limit that is checked next.
        count.addingReportingOverflow(change).overflow ? (change > 0 ? .max : -1) : count + change
      }
    }
  }

  /// Machines of a pool, or of every pool. One more can run all that any of its pool can; the last
  /// by code go first.
  case machines(pool: String?, Count)
  case without(machine: String)
  case operators(Count)
  /// Minutes that a machine is busy with a specimen of one assay.
  case service(assay: String, minutes: Double)
  /// What every service time is multiplied by.
  case serviceFactor(Double)
  case shifts(Shifts)
  /// How many times as many specimens come.
  case load(Double)
}

/// Why a change cannot be thought through.
public enum CapacityRefusal: Error, Sendable, Equatable {
  case unknownPool(String, known: [String])
  case unknownMachine(String, known: [String])
  case unknownAssay(String, known: [String])
  /// No pool has fewer than one machine, or more than 10,000.
  case machineCount(Int, pool: String)
  /// Some machine must be left that can run each assay that came.
  case nobodyRuns(assay: String)
  case operatorCount(Int)
  case serviceTime(Double)
  case factor(Double)
  case load(Double)
}

extension CapacityBaseline {
  /// The model with changes made one after another, and the arrivals as they would be.
  ///
  /// Of a load, each assay's specimens are taken in turn, so many times as brings their number
  /// nearest below the multiple: of 1.2 every fifth comes twice, at the same instant, of 0.5 every
  /// other. So the hours in which they come and the mix stay as they were, and nothing is drawn by lot.
  ///
  /// - Parameters:
  ///   - changes: A number of operators more or fewer is of those that an earlier change set, else of
  ///     none.
  ///   - hours: As in the making of the baseline.
  public func changed(
    by changes: [CapacityChange], zone: LocalZone, hours: (String) -> OpeningHours
  ) throws(CapacityRefusal) -> (model: CapacityModel, arrivals: [Arrival]) {
    var model = model
    var load = 1.0
    for change in changes {
      switch change {
      case .machines(let pool, let count): try model.setMachines(of: pool, count)
      case .without(let machine): try model.remove(machine)
      case .operators(let count):
        let number = count.applied(to: model.operators ?? 0)
        guard (1...10_000).contains(number) else { throw .operatorCount(number) }
        model.operators = number
      case .service(let assay, let minutes): try model.setService(of: assay, to: minutes)
      case .serviceFactor(let factor):
        guard factor > 0, factor <= 1000 else { throw .factor(factor) }
        for i in model.work.indices {
          model.work[i].service = max(1, Int((Double(model.work[i].service) * factor).rounded()))
        }
      case .shifts(let shifts):
        for i in model.machines.indices {
          model.machines[i].open = hours(model.machines[i].name).replaced(by: shifts)
            .open(over: history.period, zone: zone)
        }
      case .load(let factor):
        load *= factor
        guard factor > 0, load > 0, load <= 1000 else { throw .load(load) }
      }
    }
    if let orphan = model.work.indices.first(where: { work in
      !model.machines.contains { $0.runs.contains(work) }
    }) {
      throw .nobodyRuns(assay: model.work[orphan].assay)
    }
    return (model, arrivals(in: model, load: load))
  }

  private func arrivals(in model: CapacityModel, load: Double) -> [Arrival] {
    var seen = Array(repeating: 0, count: model.work.count)
    var changed: [Arrival] = []
    changed.reserveCapacity(arrivals.count)
    for arrival in arrivals {
      let before = (Double(seen[arrival.work]) * load).rounded(.down)
      seen[arrival.work] += 1
      let after = (Double(seen[arrival.work]) * load).rounded(.down)
      let copy = Arrival(
        time: arrival.time, work: arrival.work, service: model.work[arrival.work].service)
      changed.append(contentsOf: repeatElement(copy, count: Int(after - before)))
    }
    return changed
  }
}

extension CapacityModel {
  fileprivate mutating func setMachines(
    of name: String?, _ count: CapacityChange.Count
  ) throws(CapacityRefusal) {
    if let name, !pools.contains(name) { throw .unknownPool(name, known: pools) }
    for pool in pools.indices where name == nil || pools[pool] == name {
      let own = machines.indices.filter { machines[$0].pool == pool }
      let wanted = count.applied(to: own.count)
      guard (1...10_000).contains(wanted) else { throw .machineCount(wanted, pool: pools[pool]) }
      if wanted <= own.count {
        for place in own.dropFirst(wanted).reversed() { machines.remove(at: place) }
      } else {
        for number in 1...(wanted - own.count) {
          machines.append(newMachine(of: pool, like: own, number: number))
        }
      }
    }
  }

  /// A machine that can run all that those of a pool can, and is open as the first of them.
  private func newMachine(of pool: Int, like own: [Int], number: Int) -> Machine {
    Machine(
      name: "\(pools[pool])+\(number)", pool: pool,
      runs: own.reduce(into: []) { $0.formUnion(machines[$1].runs) },
      open: own.first.map { machines[$0].open } ?? [])
  }

  fileprivate mutating func remove(_ machine: String) throws(CapacityRefusal) {
    guard let place = machines.firstIndex(where: { $0.name == machine }) else {
      throw .unknownMachine(machine, known: machines.map(\.name))
    }
    machines.remove(at: place)
  }

  fileprivate mutating func setService(
    of assay: String, to minutes: Double
  ) throws(CapacityRefusal) {
    guard let place = work.firstIndex(where: { $0.assay == assay }) else {
      throw .unknownAssay(assay, known: work.map(\.assay))
    }
    guard let service = CapacityBaseline.milliseconds(minutes) else { throw .serviceTime(minutes) }
    work[place].service = service
  }
}
