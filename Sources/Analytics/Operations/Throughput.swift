internal import Statistics
internal import Tables

/// How many specimens were completed in each hour, day, week or month of the lab's clock.
public struct Throughput: Sendable {
  /// What one group completed in one piece of time.
  struct Count: Sendable {
    let bucket: TimeBucket
    let group: String
    let completed: Int
  }

  let question: Question
  let grouping: Grouping
  private let grain: Grain
  private var clock: LocalClock
  /// For each group the instants at which its hours began, or its days on the lab's clock.
  private var tallies: [Tally] = []
  /// In the order of time, then of the groups' names; there once the scan has ended. Pieces of time
  /// without any are 0 in a period that has a start and an end, and else left out.
  private(set) var counts: [Count] = []
  /// How many were completed in the whole period.
  public private(set) var total = 0
  /// Completed specimens whose time of completion is missing or cannot be read.
  public private(set) var withoutTime = 0
  public private(set) var outsidePeriod = 0
}

extension Throughput: SpecimenMeasurement {
  static let grouping = Grouping.option(.none, of: [.assay, .machine, .operator, .none])

  public init(_ question: Question, _ promises: Promises) {
    self.question = question
    grouping = question[Self.grouping]
    grain = question[Grain.option]
    clock = LocalClock(question.zone)
  }

  public var needed: Set<SpecimenColumns.Name> {
    Set([.status, .processedAt] + [grouping.column].compactMap { $0 })
  }

  public mutating func add(_ specimens: SpecimenColumns) {
    add(
      by: specimens.column(of: grouping)?.codes, status: specimens.status.codes,
      completed: specimens.completed, processed: specimens.processed.seconds)
  }

  private mutating func add(by groups: [Int]?, status: [Int], completed: Int, processed: [Int]) {
    let period = question.period
    for i in status.indices where status[i] == completed {
      let stop = processed[i]
      if stop <= InstantColumn.unreadable {
        withoutTime &+= 1
      } else if !period.contains(stop) {
        outsidePeriod &+= 1
      } else {
        let group = groups?[i] ?? 0
        while tallies.count <= group { tallies.append(Tally()) }
        let offset = clock.offset(at: stop)
        // Weeks and months are put together from days at the end.
        tallies[group].add(
          grain == .hour
            ? (stop + offset).rounded(downTo: 3600) - offset
            : CalendarDate(ofSeconds: stop + offset).days)
        total &+= 1
      }
    }
  }

  public mutating func finish(_ names: SpecimenColumns, lost: Int) {
    let texts = names.column(of: grouping)?.values
    let groups = tallies.indices.filter { tallies[$0].count > 0 }
      .map { (number: $0, name: texts?.text($0) ?? "all") }.sorted { $0.name < $1.name }
    var found: [TimeBucket: [Int: Int]] = [:]
    for group in groups {
      for (key, count) in tallies[group.number].ascending {
        found[bucket(key), default: [:]][group.number, default: 0] += count
      }
    }
    let isFilled = question.isBounded
    let buckets = isFilled ? Set(found.keys).union(asked()) : Set(found.keys)
    let shown = groups.isEmpty && grouping == .none ? [(number: 0, name: "all")] : groups
    counts = buckets.sorted().flatMap { bucket in
      shown.compactMap { group in
        let count = found[bucket]?[group.number]
        return count == nil && !isFilled
          ? nil : Count(bucket: bucket, group: group.name, completed: count ?? 0)
      }
    }
    tallies = []
  }

  private mutating func bucket(_ key: Int) -> TimeBucket {
    grain == .hour
      ? TimeBucket(.hour, at: key, &clock) : TimeBucket(grain, ofDay: CalendarDate(days: key))
  }

  /// The pieces of time that the period touches.
  private mutating func asked() -> Set<TimeBucket> {
    var buckets: Set<TimeBucket> = []
    // Steps that pass over none; clocks change on quarters of an hour.
    let step =
      switch grain {
      case .hour: 900
      case .day: 43_200
      case .week, .month: 432_000
      }
    for instant in stride(
      from: question.period.lowerBound, to: question.period.upperBound, by: step)
    {
      buckets.insert(TimeBucket(grain, at: instant, &clock))
    }
    if !question.period.isEmpty {
      buckets.insert(TimeBucket(grain, at: question.period.upperBound - 1, &clock))
    }
    return buckets
  }
}
