internal import Statistics
internal import Tables

/// The open specimens and how old they are.
///
/// A specimen is open while it has neither a result nor an error. At an earlier moment that is looked
/// at, those that ended later were open, and those that came later were not there.
public struct Backlog: Sendable {
  /// The open specimens of one group.
  public struct Group: Sendable {
    public let name: String
    /// How many are of each age, as in `Backlog.ages`.
    public let counts: [Int]
    public let open: Int
    /// Seconds from reception to the moment that is looked at.
    public let oldest: Int?
    /// The median age in seconds.
    public let median: Double?
  }

  /// The ages that are told apart, in hours: each from its own on, up to the next.
  static let ages: [(name: String, fromHours: Int)] = [
    ("under_1h", 0), ("from_1h", 1), ("from_2h", 2), ("from_4h", 4), ("from_8h", 8),
    ("from_1d", 24), ("from_3d", 72),
  ]

  let question: Question
  let grouping: Grouping
  private var tallies: [Tally] = []
  private var newest = Int.min
  /// In the order of their names; there once the scan has ended.
  public private(set) var groups: [Group] = []
  public private(set) var whole = Group(
    name: "all", counts: ages.map { _ in 0 }, open: 0, oldest: nil, median: nil)
  /// In seconds since 1970.
  public private(set) var moment: Int?
  /// Open specimens whose reception is missing or cannot be read.
  public private(set) var withoutTime = 0
}

extension Backlog: SpecimenMeasurement {
  static let grouping = Grouping.option(.assay, of: [.assay, .machine, .none])

  public init(_ question: Question, _ promises: Promises) {
    self.question = question
    grouping = question[Self.grouping]
  }

  public var needed: Set<SpecimenColumns.Name> {
    Set([.status, .receivedAt, .processedAt] + [grouping.column].compactMap { $0 })
  }

  public mutating func add(_ specimens: SpecimenColumns) {
    add(
      by: specimens.column(of: grouping)?.codes, status: specimens.status.codes,
      completed: specimens.completed, failed: specimens.failed,
      received: specimens.received.seconds, processed: specimens.processed.seconds)
  }

  private mutating func add(
    by groups: [Int]?, status: [Int], completed: Int, failed: Int, received: [Int],
    processed: [Int]
  ) {
    let asOf = question.asOf?.seconds ?? .max
    for i in status.indices {
      let (start, stop) = (received[i], processed[i])
      newest = max(newest, start, stop)
      // What ended at a time that nobody knows is not open.
      if status[i] == completed || status[i] == failed, stop <= asOf { continue }
      if start <= InstantColumn.unreadable {
        withoutTime &+= 1
      } else if start <= asOf {
        let group = groups?[i] ?? 0
        while tallies.count <= group { tallies.append(Tally()) }
        tallies[group].add(start)
      }
    }
  }

  public mutating func merge(_ other: Backlog) {
    tallies.merge(other.tallies, empty: Tally()) { $0.add($1) }
    newest = max(newest, other.newest)
    withoutTime += other.withoutTime
  }

  public mutating func finish(_ names: SpecimenColumns, lost: Int) {
    moment = question.asOf?.seconds ?? (newest > InstantColumn.unreadable ? newest : nil)
    let texts = names.column(of: grouping)?.values
    var all = Tally()
    for tally in tallies { all.add(tally) }
    whole = group("all", all)
    groups = tallies.indices.filter { tallies[$0].count > 0 }
      .map { group(texts?.text($0) ?? "all", tallies[$0]) }.sorted { $0.name < $1.name }
    tallies = []
  }

  private func group(_ name: String, _ received: Tally) -> Group {
    var counts = Self.ages.map { _ in 0 }
    var ages = Tally()
    for (start, times) in received.ascending {
      let age = (moment ?? start) - start
      ages.add(age, times: times)
      let place = Self.ages.lastIndex { age >= $0.fromHours * 3600 } ?? 0
      counts[place] += times
    }
    let ordered = OrderedSamples(ages)
    return Group(
      name: name, counts: counts, open: ages.count, oldest: ordered.highest,
      median: ordered.percentile(0.5))
  }
}
