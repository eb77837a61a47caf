internal import Statistics
internal import Tables

/// How many specimens were completed in each hour, day, week or month of the lab's clock.
public struct Throughput: Sendable {
  /// What one group completed in one bucket.
  struct Count: Sendable {
    /// Seconds since 1970.
    let start: Int
    let bucket: String
    let group: String
    let completed: Int
  }

  let question: Question
  let grouping: Grouping
  private var buckets: CalendarBuckets
  /// For each group the first seconds of the buckets of its results.
  private var tallies: [Tally] = []
  /// In the order of time, then of the groups' names; there once the scan has ended. Buckets
  /// without any are 0 in a period that has a start and an end, and else left out.
  private(set) var counts: [Count] = []
  /// The part of a period with both ends of which the lab has results; `nil` where there is none.
  private(set) var recorded: Range<Int>?
  private var earliest = Int.max
  /// How many were completed in the whole period.
  public private(set) var total = 0
  /// Completed specimens whose time of completion is missing or cannot be read.
  public private(set) var withoutTime = 0
  public private(set) var outsidePeriod = 0
}

extension Throughput: SpecimenMeasurement {
  static let grain = Grain.option(.day)
  static let grouping = Grouping.option(.none, of: [.assay, .machine, .operator, .none])

  public init(_ question: Question, _ promises: Promises) {
    self.question = question
    grouping = question[Self.grouping]
    buckets = CalendarBuckets(question[Self.grain], in: question.zone)
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
        continue
      }
      earliest = min(earliest, stop)
      if !period.contains(stop) {
        outsidePeriod &+= 1
      } else {
        let group = groups?[i] ?? 0
        while tallies.count <= group { tallies.append(Tally()) }
        tallies[group].add(buckets.start(of: stop))
        total &+= 1
      }
    }
  }

  public mutating func merge(_ other: Throughput) {
    tallies.merge(other.tallies, empty: Tally()) { $0.add($1) }
    earliest = min(earliest, other.earliest)
    total += other.total
    withoutTime += other.withoutTime
    outsidePeriod += other.outsidePeriod
  }

  public mutating func finish(_ names: SpecimenColumns, lost: Int) {
    recorded = question.recorded(from: earliest)
    let texts = names.column(of: grouping)?.values
    let groups = tallies.indices.filter { tallies[$0].count > 0 }
      .map { (number: $0, name: texts?.text($0) ?? "all") }.sorted { $0.name < $1.name }
    var found: [Int: [Int: Int]] = [:]
    for group in groups {
      for (start, count) in tallies[group.number].ascending {
        found[start, default: [:]][group.number] = count
      }
    }
    let asked = question.isBounded ? buckets.starts(in: question.period, limit: Self.most) : nil
    let shown = groups.isEmpty && grouping == .none ? [(number: 0, name: "all")] : groups
    counts = Set(asked ?? []).union(found.keys).sorted().flatMap { start in
      let name = buckets.name(start)
      return shown.compactMap { group in
        let count = found[start]?[group.number]
        return count == nil && asked == nil
          ? nil
          : Count(
            start: start, bucket: name, group: group.name, completed: count ?? 0)
      }
    }
    tallies = []
  }
}
