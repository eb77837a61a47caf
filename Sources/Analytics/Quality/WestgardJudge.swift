/// A control's result, as the rules look at it.
public struct ControlPoint: Sendable, Equatable {
  /// Which material was measured.
  public let material: Int
  /// Which materials belong together: those of one measurement on one instrument.
  public let group: Int
  /// The analytical run, within its group.
  public let run: Int
  /// Distance from the expected mean, in standard deviations.
  public let z: Double

  public init(material: Int, group: Int, run: Int, z: Double) {
    self.material = material
    self.group = group
    self.run = run
    self.z = z
  }
}

/// Judges results of controls in the order of time.
///
/// A rule across results of one run names each of them that takes part, as the run is judged as a
/// whole. A rule across runs names the result with which it is broken, and again each one that goes on.
public struct WestgardJudge: Sendable {
  public let ranges: RangeRule
  public let scope: LevelScope

  public init(ranges: RangeRule = .withinRun, scope: LevelScope = .across) {
    self.ranges = ranges
    self.scope = scope
  }

  /// The rules that each point breaks, in the order of `WestgardRule`. O(*n*), besides O(*m*²) for
  /// runs of *m* results when `ranges` is `range`.
  public func judge(_ points: [ControlPoint]) -> [[WestgardRule]] {
    var materials: [Int: History] = [:]
    var groups: [Int: History] = [:]
    var runs: [Run: [Int]] = [:]
    var broken = points.map { point -> Set<WestgardRule> in
      var rules: Set<WestgardRule> = []
      if abs(point.z) > 2 { rules.insert(.oneTwoS) }
      if abs(point.z) > 3 { rules.insert(.oneThreeS) }
      rules.formUnion(materials[point.material, default: History()].add(point.z, ranges))
      let together = groups[point.group, default: History()].add(point.z, ranges)
      if scope == .across { rules.formUnion(together.intersection([.fourOneS, .tenX])) }
      return rules
    }
    for (place, point) in points.enumerated() {
      runs[Run(group: point.group, run: point.run), default: []].append(place)
    }
    for places in runs.values where places.count > 1 {
      for (rule, place) in judge(run: places, of: points) { broken[place].insert(rule) }
    }
    return broken.map { rules in WestgardRule.allCases.filter(rules.contains) }
  }

  private struct Run: Hashable {
    let group: Int
    let run: Int
  }

  /// What results of one run break together, each with its place.
  private func judge(run places: [Int], of points: [ControlPoint]) -> [(WestgardRule, Int)] {
    let high = places.filter { points[$0].z > 2 }
    let low = places.filter { points[$0].z < -2 }
    var found: [(WestgardRule, Int)] = []
    for side in [high, low] where Set(side.map { points[$0].material }).count > 1 {
      found += side.map { (.twoTwoS, $0) }
    }
    switch ranges {
    case .withinRun where !high.isEmpty && !low.isEmpty:
      found += (high + low).map { (.rangeFourS, $0) }
    case .range:
      // Rounding cannot make a difference of 4 more: of two distances of up to 4 it rounds to 4 or
      // less, and a distance above 4 breaks 1-3s by itself.
      found += places.filter { place in
        places.contains { abs(points[place].z - points[$0].z) > 4 }
      }.map { (.rangeFourS, $0) }
    case .withinRun, .consecutive: break
    }
    return found
  }
}

/// What came before, of one material or of one group.
private struct History {
  private var last: Double?
  /// How many in a row exceed 1 s on the side of the last; below 0 on the low side.
  private var beyondOne = 0
  /// How many in a row lie on the side of the last; below 0 on the low side.
  private var onSide = 0

  /// Takes the next result and returns what it breaks with those before it.
  mutating func add(_ z: Double, _ ranges: RangeRule) -> Set<WestgardRule> {
    var rules: Set<WestgardRule> = []
    if let last, min(abs(last), abs(z)) > 2 {
      if (last > 0) == (z > 0) {
        rules.insert(.twoTwoS)
      } else if ranges == .consecutive {
        rules.insert(.rangeFourS)
      }
    }
    last = z
    beyondOne = longer(beyondOne, z, beyond: 1)
    onSide = longer(onSide, z, beyond: 0)
    if abs(beyondOne) >= 4 { rules.insert(.fourOneS) }
    if abs(onSide) >= 10 { rules.insert(.tenX) }
    return rules
  }

  private func longer(_ length: Int, _ z: Double, beyond limit: Double) -> Int {
    if z > limit { return max(length, 0) + 1 }
    if z < -limit { return min(length, 0) - 1 }
    return 0
  }
}
