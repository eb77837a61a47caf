internal import CSVText
internal import Tables

/// What ended in a lab by day, assay and machine: small enough for a page, which adds up what a
/// person selects.
///
/// Counts, sums and extremes are exact. Of the times only the bin of `TimeBins` is kept, so that a
/// percentile of a selection is right to within 2.5 %.
public struct DayCube: SpecimenGathering {
  /// What ended on one day, of one assay on one machine.
  public struct Cell: Sendable, Equatable {
    /// The day on the lab's calendar, in days since 1970.
    public let day: Int
    /// Places in `assays` and `machines`.
    public let assay: Int
    public let machine: Int
    public var counts: Counts
  }

  /// The times are in seconds from reception to result, of results whose times are in order.
  public struct Counts: Sendable, Equatable {
    public internal(set) var completed = 0
    public internal(set) var errors = 0
    /// How many results have a time.
    public internal(set) var timed = 0
    public internal(set) var sum = 0
    public internal(set) var shortest = Int.max
    public internal(set) var longest = 0
    /// Those that took longer than the lab aims for.
    public internal(set) var overTarget = 0
    /// Those that took longer than was promised.
    public internal(set) var late = 0
    /// How many times are in each bin.
    public internal(set) var bins: [Int: Int] = [:]
  }

  private struct Address: Hashable {
    let day: Int
    let assay: Int
    let machine: Int
  }

  private let period: Range<Int>
  private let promises: Promises
  private var calendar: CalendarBuckets
  private var today = (bucket: 0..<0, day: 0)
  private var counts: [Address: Counts] = [:]
  /// Of each assay's number the seconds that are promised, and those that the lab aims for.
  private var promised: [(promised: Double, target: Int?)] = []
  /// The names of what has ended in the period, in their order; there once the scan has ended.
  public private(set) var assays: [String] = []
  public private(set) var machines: [String] = []
  /// In the order of days, assays and machines.
  public private(set) var cells: [Cell] = []

  /// - Parameter question: Its period and zone are looked at.
  public init(_ question: Question, _ promises: Promises) {
    period = question.period
    self.promises = promises
    calendar = CalendarBuckets(.day, in: question.zone)
  }

  /// How many numbers a page has to hold: a cell has a few, and two for each bin.
  public var size: Int { cells.reduce(0) { $0 + 10 + 2 * $1.counts.bins.count } }
}

extension DayCube {
  public var needed: Set<SpecimenColumns.Name> {
    [.assay, .machine, .status, .receivedAt, .processedAt]
  }

  public mutating func add(_ specimens: SpecimenColumns) {
    while promised.count < specimens.assay.values.count {
      let assay = specimens.assay.values.text(promised.count)
      let target = promises.targetMinutes[assay].map { $0 * 60 }
      promised.append((promises.seconds(ofAssay: assay), target))
    }
    let (assays, machines) = (specimens.assay.codes, specimens.machine.codes)
    let (states, received) = (specimens.status.codes, specimens.received.seconds)
    for (i, stop) in specimens.processed.seconds.enumerated() {
      let isError = states[i] == specimens.failed
      guard isError || states[i] == specimens.completed, stop > InstantColumn.unreadable,
        period.contains(stop)
      else { continue }
      let address = Address(day: day(of: stop), assay: assays[i], machine: machines[i])
      if isError {
        counts[address, default: Counts()].errors += 1
      } else {
        counts[address, default: Counts()].add(received[i], stop, promised[assays[i]])
      }
    }
  }

  private mutating func day(of instant: Int) -> Int {
    if !today.bucket.contains(instant) {
      today = (calendar.bucket(of: instant), calendar.zone.day(at: instant).days)
    }
    return today.day
  }

  public mutating func merge(_ other: DayCube) {
    promised += other.promised.dropFirst(promised.count)
    counts.merge(other.counts) { $0.adding($1) }
  }

  public mutating func finish(_ names: SpecimenColumns, lost: Int) {
    let assayPlaces = places(names.assay.values, counts.keys.map(\.assay), &assays)
    let machinePlaces = places(names.machine.values, counts.keys.map(\.machine), &machines)
    cells = counts.map { address, counts in
      Cell(
        day: address.day, assay: assayPlaces[address.assay] ?? 0,
        machine: machinePlaces[address.machine] ?? 0, counts: counts)
    }.sorted { ($0.day, $0.assay, $0.machine) < ($1.day, $1.assay, $1.machine) }
    counts = [:]
  }

  /// Puts names in their order, whatever number a scan gave them.
  private func places(
    _ values: ValueNumbers, _ numbers: [Int], _ names: inout [String]
  ) -> [Int: Int] {
    let named = Set(numbers).map { (number: $0, name: values.text($0)) }
      .sorted { $0.name < $1.name }
    names = named.map(\.name)
    return Dictionary(
      uniqueKeysWithValues: named.enumerated().map { ($0.element.number, $0.offset) })
  }
}

extension DayCube.Counts {
  fileprivate mutating func add(
    _ start: Int, _ stop: Int, _ promise: (promised: Double, target: Int?)
  ) {
    completed += 1
    guard start > InstantColumn.unreadable, start <= stop else { return }
    let time = stop - start
    timed += 1
    sum += time
    shortest = min(shortest, time)
    longest = max(longest, time)
    if let target = promise.target, time > target { overTarget += 1 }
    if Double(time) > promise.promised { late += 1 }
    bins[TimeBins.bin(of: time), default: 0] += 1
  }

  fileprivate func adding(_ other: Self) -> Self {
    var all = self
    all.completed += other.completed
    all.errors += other.errors
    all.timed += other.timed
    all.sum += other.sum
    all.shortest = min(all.shortest, other.shortest)
    all.longest = max(all.longest, other.longest)
    all.overTarget += other.overTarget
    all.late += other.late
    all.bins.merge(other.bins, uniquingKeysWith: +)
    return all
  }
}
