internal import CSVText
public import Statistics
internal import Synchronization
internal import Tables

/// Turnaround time (TAT): from a specimen's reception to its result, of completed specimens.
///
/// A result counts in the period in which it was completed. Specimens without a result have no
/// turnaround yet; they are left out and counted, as are rows whose times cannot be. What that hides
/// while work piles up, the curve beside it shows: see `Group.curve`.
public struct Turnaround: Sendable {
  /// The turnaround of one group of specimens, in minutes.
  public struct Group: Sendable {
    public let name: String
    public let samples: OrderedSamples
    /// The arithmetic mean in minutes.
    public let mean: Double?
    /// How many had no result yet at the end of the period, or at the moment that was looked at.
    public let open: Int
    /// The turnaround in seconds with those that have no result yet.
    public let curve: KaplanMeier
    /// How often each time in seconds occurred.
    fileprivate let times: Tally

    /// A percentile in minutes.
    public func percentile(_ p: Double, _ method: PercentileMethod = .r7) -> Double? {
      samples.percentile(p, method).map { $0 / 60 }
    }
    /// How many results took longer than so many minutes; as long is not longer.
    func count(overMinutes target: Int) -> Int {
      samples.count - samples.count(notAbove: Double(target) * 60)
    }
    public var shortest: Double? { samples.lowest.map { Double($0) / 60 } }
    public var longest: Double? { samples.highest.map { Double($0) / 60 } }
  }

  /// Rows that are in no group, and why.
  public struct LeftOut: Sendable, Equatable {
    public var notCompleted = 0
    public var processedBeforeReceived = 0
    /// One of the times is missing or cannot be read.
    public var withoutTimes = 0
    public var outsidePeriod = 0
    /// Records that could not be read.
    public var lost = 0

    mutating func merge(_ other: LeftOut) {
      notCompleted += other.notCompleted
      processedBeforeReceived += other.processedBeforeReceived
      withoutTimes += other.withoutTimes
      outsidePeriod += other.outsidePeriod
      lost += other.lost
    }
  }

  /// What is counted of a group during the scan, in seconds.
  fileprivate struct Counts {
    var ended = Tally()
    /// When those were received that had no result at the end of the period.
    var openSince = Tally()
    /// How long those had waited that ended in an error.
    var broken = Tally()
    /// How old those were just before the period began that had been received before.
    var entries = Tally()

    mutating func note(openSince start: Int, _ since: Int) {
      openSince.add(start)
      if start < since { entries.add(since &- 1 &- start) }
    }

    /// Adds other counts; those that are empty become the others, without a copy.
    mutating func merge(_ other: Counts) {
      ended.add(other.ended)
      openSince.add(other.openSince)
      broken.add(other.broken)
      entries.add(other.entries)
    }
  }

  let question: Question
  let grouping: Grouping
  private var counts: [Counts] = []
  /// What other threads have counted.
  private var others: [[Counts]] = []
  private var newest = Int.min
  /// The minutes that the lab aims for, by assay.
  let targetMinutes: [String: Int]
  /// In the order of their names, those with results; there once the scan has ended.
  public private(set) var groups: [Group] = []
  /// Groups that have open specimens and no result.
  public private(set) var withoutResults: [Group] = []
  /// The moment up to which open specimens were followed, in seconds since 1970; `nil` where no file
  /// has a time.
  public private(set) var moment: Int?
  public private(set) var leftOut = LeftOut()
}

extension Turnaround: SpecimenMeasurement {
  static let grouping = Grouping.option(.assay, of: [.assay, .machine, .operator, .none])

  public init(_ question: Question, _ promises: Promises) {
    self.question = question
    grouping = question[Self.grouping]
    targetMinutes = promises.targetMinutes
  }

  public var needed: Set<SpecimenColumns.Name> {
    Set([.status, .receivedAt, .processedAt] + [grouping.column].compactMap { $0 })
  }

  public mutating func add(_ specimens: SpecimenColumns) {
    add(
      by: specimens.column(of: grouping)?.codes,
      of: specimens.column(of: grouping)?.values.count ?? 1, status: specimens.status.codes,
      completed: specimens.completed, failed: specimens.failed,
      received: specimens.received.seconds, processed: specimens.processed.seconds)
  }

  /// The loop, on plain arrays, as each access to a property of a class costs a check.
  private mutating func add(
    by groups: [Int]?, of all: Int, status: [Int], completed: Int, failed: Int,
    received: [Int], processed: [Int]
  ) {
    let since = question.period.lowerBound
    // What came later than the moment that is looked at did not exist yet.
    let end = min(question.period.upperBound, question.asOf.map { $0.seconds &+ 1 } ?? .max)
    while counts.count < all { counts.append(Counts()) }
    var (latest, left) = (newest, LeftOut())
    var counts = counts.mutableSpan
    for i in status.indices {
      let isCompleted = status[i] == completed
      let (start, stop) = (received[i], processed[i])
      latest = max(latest, start, stop)
      let group = groups?[i] ?? 0
      // Most are completed, and at a time that matters.
      if isCompleted, start > InstantColumn.unreadable, start >= since, stop >= start, stop < end {
        counts[group].ended.add(stop &- start)
        continue
      }
      if !isCompleted { left.notCompleted &+= 1 }
      guard start > InstantColumn.unreadable else {
        if isCompleted { left.withoutTimes &+= 1 }
        continue
      }
      guard isCompleted || status[i] == failed else {
        // Open, whatever else its row says.
        if start < end { counts[group].note(openSince: start, since) }
        continue
      }
      guard stop > InstantColumn.unreadable else {
        if isCompleted { left.withoutTimes &+= 1 }
        continue
      }
      if stop >= end, start < end { counts[group].note(openSince: start, since) }
      if stop < since || stop >= end {
        if isCompleted { left.outsidePeriod &+= 1 }
      } else if stop < start {
        if isCompleted { left.processedBeforeReceived &+= 1 }
      } else {
        if isCompleted {
          counts[group].ended.add(stop &- start)
        } else {
          counts[group].broken.add(stop &- start)
        }
        if start < since { counts[group].entries.add(since &- 1 &- start) }
      }
    }
    newest = latest
    leftOut.merge(left)
  }

  public mutating func merge(_ other: Turnaround) {
    others += [other.counts] + other.others
    newest = max(newest, other.newest)
    leftOut.merge(other.leftOut)
  }

  public mutating func finish(_ names: SpecimenColumns, lost: Int) {
    leftOut.lost = lost
    moment = newest > InstantColumn.unreadable ? newest : nil
    if let asOf = question.asOf { moment = asOf.seconds }
    moment = moment.map { min($0, question.period.upperBound) }
    let texts = names.column(of: grouping)?.values
    // Groups are added up side by side, each where it is, as nobody else has it any more.
    let parts = Mutex([counts] + others)
    (counts, others) = ([], [])
    let most = parts.withLock { $0.map(\.count).max() ?? 0 }
    let all = (0..<most).mapAtOnce { [self] group in
      var sum = Counts()
      for part in parts.withLock({ $0.take(group) }) { sum.merge(part) }
      return self.group(named: texts?.text(group) ?? "all", sum)
    }.sorted { $0.name < $1.name }
    groups = all.filter { $0.samples.count > 0 }
    withoutResults = all.filter { $0.samples.count == 0 && $0.open > 0 }
  }

  /// All turnaround times together, in seconds. Added up and put in order each time.
  public var whole: OrderedSamples {
    OrderedSamples(groups.reduce(into: Tally()) { $0.add($1.times) })
  }

  private func group(named name: String, _ counts: Counts) -> Group {
    // Before the period has begun nobody was watched.
    var curve = KaplanMeier(ended: Tally(), censored: Tally())
    if let moment, moment >= question.period.lowerBound {
      var censored = counts.broken
      for (start, times) in counts.openSince.ascending {
        censored.add(moment &- start, times: times)
      }
      curve = KaplanMeier(ended: counts.ended, censored: censored, entries: counts.entries)
    }
    return Group(
      name: name, samples: OrderedSamples(counts.ended), mean: counts.ended.mean.map { $0 / 60 },
      open: counts.openSince.count, curve: curve, times: counts.ended)
  }
}

extension [[Turnaround.Counts]] {
  /// Takes out what each part has of a group.
  fileprivate mutating func take(_ group: Int) -> [Turnaround.Counts] {
    indices.compactMap { part in
      guard group < self[part].count else { return nil }
      var taken = Turnaround.Counts()
      swap(&taken, &self[part][group])
      return taken
    }
  }
}
