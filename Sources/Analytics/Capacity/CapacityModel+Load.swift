/// More work than can be done in a period: a queue that grows through it and settles at no length.
///
/// Over the period, the work that arrives is compared with the time that is open for it: no rule of
/// who goes first can do more. It is so for each set of machines that some assay shares with all the
/// assays that can run nowhere else, for each pool as a whole, and for the operators, who can work
/// while any machine is open.
public struct Overload: Sendable, Equatable {
  public enum Resource: Sendable, Equatable {
    /// Machines by their names, of a pool.
    case machines([String], pool: String)
    case operators(Int)
  }

  public let resource: Resource
  /// The work that arrives, in hours of one machine or operator.
  public let workHours: Double
  /// The hours that are open for it, of all machines or operators.
  public let openHours: Double
  /// How many machines or operators would do, open like those at hand; `nil` where none is open.
  public let needed: Int?
}

extension CapacityModel {
  /// What is overloaded when `arrivals` come within a period, in the order of the pools; empty where
  /// all can be done.
  public func overloads(by arrivals: [Arrival], in period: Range<Int>) -> [Overload] {
    var totals = Array(repeating: 0, count: work.count)
    for arrival in arrivals { totals[arrival.work] += arrival.service }
    return overloads(byWork: totals.map(Double.init), in: period)
  }

  /// As above, from how long each work would keep one machine busy, in milliseconds.
  func overloads(byWork totals: [Double], in period: Range<Int>) -> [Overload] {
    let open = machines.map { $0.open.overlap(with: period) }
    var overloads: [Overload] = []
    for pool in pools.indices {
      let own = work.indices.filter { work[$0].pool == pool && totals[$0] > 0 }
      let takers = own.map { kind in machines.indices.filter { machines[$0].runs.contains(kind) } }
      var sets = [machines.indices.filter { machines[$0].pool == pool }]
      for set in takers where !sets.contains(set) { sets.append(set) }
      // The smallest set first: it is the most particular to say.
      sets.sort { ($0.count, $0.first ?? 0) < ($1.count, $1.first ?? 0) }
      for set in sets {
        let bound = zip(own, takers).filter { Set($0.1).isSubset(of: set) }.map { totals[$0.0] }
        let names = set.map { machines[$0].name }
        guard
          let overload = Overload(
            .machines(names, pool: pools[pool]), count: set.count,
            open: set.reduce(0) { $0 + Double(open[$1]) }, work: bound.reduce(0, +))
        else { continue }
        overloads.append(overload)
        break
      }
    }
    if let operators {
      let together = machines.flatMap(\.open).united().overlap(with: period)
      let overload = Overload(
        .operators(operators), count: operators, open: Double(together) * Double(operators),
        work: totals.reduce(0, +))
      if let overload { overloads.append(overload) }
    }
    return overloads
  }
}

extension Overload {
  /// `nil` where the work fits into the open time.
  fileprivate init?(_ resource: Resource, count: Int, open: Double, work: Double) {
    guard work > open else { return nil }
    let each = open / Double(max(count, 1))
    self.init(
      resource: resource, workHours: work / 3_600_000, openHours: open / 3_600_000,
      needed: open > 0 && work / each < 0x1p53 ? Int((work / each).rounded(.up)) : nil)
  }
}
