public import Statistics

/// What a replay says of one pool of machines, or of all.
public struct CapacityFigures: Sendable {
  /// The pool's name; `nil` of all pools together.
  public let pool: String?
  public let machines: Int
  /// How many specimens came.
  public let count: Int
  /// How many of them were never begun, as no machine opens again: they are in no other figure.
  public let neverBegun: Int
  /// From arrival to the start of service, in milliseconds.
  public let waits: OrderedSamples
  /// The mean wait in milliseconds; `nil` where nobody was served.
  public let meanWait: Double?
  /// From arrival to result, in milliseconds.
  public let turnaround: OrderedSamples
  /// How many had their result within what their assay promises; exactly in time is in time.
  public let inTime: Int
  /// The share of the open time that machines were busy, within the period; `nil` where they are
  /// never open in it. More than 1 is possible, where what was begun is ended after closing.
  public let utilisation: Double?
  /// The most specimens that waited at the same time.
  public let longestQueue: Int

  /// The share of results in time, of those that were begun; `nil` where there are none.
  public var compliance: Double? {
    turnaround.count == 0 ? nil : Double(inTime) / Double(turnaround.count)
  }
}

extension CapacityReplay {
  /// The figures of each pool in the model's order, and then of all together.
  ///
  /// - Parameters:
  ///   - arrivals: Those that were replayed.
  ///   - period: For the utilisation, in milliseconds since 1970.
  public func figures(
    of arrivals: [Arrival], in model: CapacityModel, period: Range<Int>
  ) -> [CapacityFigures] {
    var totals = Array(repeating: Totals(), count: model.pools.count)
    for (i, arrival) in arrivals.enumerated() {
      let work = model.work[arrival.work]
      totals[work.pool].add(arrival, work, start: starts[i], period: period)
    }
    for machine in model.machines {
      totals[machine.pool].machines += 1
      totals[machine.pool].openTime += machine.open.overlap(with: period)
    }
    var all = Totals()
    for total in totals { all.add(total) }
    return zip(model.pools, zip(totals, longestQueues)).map { name, rest in
      rest.0.figures(name, longestQueue: rest.1)
    } + [all.figures(nil, longestQueue: longestQueue)]
  }

  private struct Totals {
    var machines = 0
    var count = 0
    var neverBegun = 0
    var waits = Tally()
    var turnaround = Tally()
    var inTime = 0
    var busyTime = 0
    var openTime = 0

    mutating func add(
      _ arrival: Arrival, _ work: CapacityModel.Work, start: Int, period: Range<Int>
    ) {
      count += 1
      guard start != CapacityReplay.never else {
        neverBegun += 1
        return
      }
      let wait = start - arrival.time
      let whole = wait + arrival.service + work.handling
      waits.add(wait)
      turnaround.add(whole)
      if whole <= work.promised { inTime += 1 }
      busyTime += (start..<start + arrival.service).clamped(to: period).count
    }

    mutating func add(_ other: Totals) {
      machines += other.machines
      count += other.count
      neverBegun += other.neverBegun
      waits.add(other.waits)
      turnaround.add(other.turnaround)
      inTime += other.inTime
      busyTime += other.busyTime
      openTime += other.openTime
    }

    func figures(_ pool: String?, longestQueue: Int) -> CapacityFigures {
      CapacityFigures(
        pool: pool, machines: machines, count: count, neverBegun: neverBegun,
        waits: OrderedSamples(waits), meanWait: waits.mean, turnaround: OrderedSamples(turnaround),
        inTime: inTime, utilisation: openTime > 0 ? Double(busyTime) / Double(openTime) : nil,
        longestQueue: longestQueue)
    }
  }
}

extension [Range<Int>] {
  /// How much of a period these ranges, which are apart from each other, cover.
  func overlap(with period: Range<Int>) -> Int {
    reduce(0) { $0 + $1.clamped(to: period).count }
  }
}
