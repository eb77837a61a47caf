internal import Statistics
public import Tables

/// The specimens that reached a lab in a period: when, for which assay, on which machine, and how
/// long each took.
public struct CapacityHistory: Sendable {
  public struct Record: Sendable {
    /// When it was received, in seconds since 1970.
    public let received: Int
    /// Places in the lists of names.
    public let assay: Int
    public let machine: Int
    public let operatorPlace: Int
    /// From reception to result, in seconds; `nil` of a specimen without a result, or with one before
    /// its reception.
    public let turnaround: Int?
  }

  /// Rows that are in no figure, and why.
  public struct LeftOut: Sendable, Equatable {
    public var outsidePeriod = 0
    /// The time of reception is missing or cannot be read.
    public var withoutTime = 0
  }

  /// The assays, machines and operators that records name, each in the order of their names.
  public let assays: [String]
  public let machines: [String]
  public let operators: [String]
  /// In order of time; those of one second, in the order of the file.
  public let records: [Record]
  /// In seconds since 1970.
  public let period: Range<Int>
  public let leftOut: LeftOut
}

extension CapacityHistory {
  /// Collects specimens block by block; a block is the columns' content at the call.
  public struct Collector: Sendable {
    /// Only specimens received in this period, in seconds since 1970; the end is not in it.
    public let period: Range<Int>
    private var records: [Record] = []
    private var leftOut = LeftOut()

    public init(period: Range<Int> = .min..<(.max)) { self.period = period }

    /// Adds the specimens of a block.
    ///
    /// - Parameter completed: The code in `status` of completed specimens.
    public mutating func add(
      assay: CodedColumn, machine: CodedColumn, operators: CodedColumn, status: CodedColumn,
      completed: Int, received: InstantColumn, processed: InstantColumn
    ) {
      for i in status.codes.indices {
        let start = received.seconds[i]
        guard start > InstantColumn.unreadable else {
          leftOut.withoutTime += 1
          continue
        }
        guard period.contains(start) else {
          leftOut.outsidePeriod += 1
          continue
        }
        let end = processed.seconds[i]
        let hasResult = status.codes[i] == completed && end >= start
        records.append(
          Record(
            received: start, assay: assay.codes[i], machine: machine.codes[i],
            operatorPlace: operators.codes[i], turnaround: hasResult ? end - start : nil))
      }
    }

    /// The history of all that was added; a name function gives a value's by its code. Where the
    /// period has an open end, it is that of the day, in the zone, of the first or last specimen.
    ///
    /// `nil` where there are no specimens. O(*n*) where the file is in order of time.
    package func history(
      zone: LocalZone, assay: (Int) -> String, machine: (Int) -> String,
      operators: (Int) -> String
    ) -> CapacityHistory? {
      var ordered = records
      if !zip(records, records.dropFirst()).allSatisfy({ $0.received <= $1.received }) {
        let places = records.indices.sorted {
          (records[$0].received, $0) < (records[$1].received, $1)
        }
        ordered = places.map { records[$0] }
      }
      guard let first = ordered.first, let last = ordered.last else { return nil }
      let assays = Names(ordered.map(\.assay), assay)
      let machines = Names(ordered.map(\.machine), machine)
      let people = Names(ordered.map(\.operatorPlace), operators)
      let named = ordered.map {
        Record(
          received: $0.received, assay: assays.places[$0.assay],
          machine: machines.places[$0.machine], operatorPlace: people.places[$0.operatorPlace],
          turnaround: $0.turnaround)
      }
      let start = period.lowerBound == .min ? zone.midnight(before: first.received) : nil
      let end = period.upperBound == .max ? zone.midnight(before: last.received, daysLater: 1) : nil
      let lower = start ?? period.lowerBound
      return CapacityHistory(
        assays: assays.names, machines: machines.names, operators: people.names, records: named,
        period: lower..<max(lower, end ?? period.upperBound), leftOut: leftOut)
    }
  }

  /// The names of some codes in ascending order, and the place of each code's.
  private struct Names {
    var names: [String] = []
    /// By code; -1 where it is not among them.
    var places: [Int] = []

    init(_ codes: [Int], _ name: (Int) -> String) {
      var occurs = Array(repeating: false, count: (codes.max() ?? -1) + 1)
      for code in codes { occurs[code] = true }
      let named = occurs.indices.filter { occurs[$0] }.map { (name: name($0), code: $0) }
        .sorted { $0.name < $1.name }
      names = named.map(\.name)
      places = Array(repeating: -1, count: occurs.count)
      for (place, entry) in named.enumerated() { places[entry.code] = place }
    }
  }
}

extension CapacityHistory {
  /// The turnaround times of each assay, in seconds.
  func turnarounds() -> [OrderedSamples] {
    var tallies = Array(repeating: Tally(), count: assays.count)
    for record in records {
      if let turnaround = record.turnaround { tallies[record.assay].add(turnaround) }
    }
    return tallies.map { OrderedSamples($0) }
  }

  /// How many operators are at work together: in at least 95 of 100 clock hours in which specimens
  /// came, these name no more people than that; at least 1. At a change of shift an hour names both.
  public func operatorsAtOnce() -> Int {
    var tally = Tally()
    var hour = Int.min
    var people: Set<Int> = []
    for record in records {
      if record.received / 3600 != hour {
        if !people.isEmpty { tally.add(people.count) }
        people = []
        hour = record.received / 3600
      }
      people.insert(record.operatorPlace)
    }
    if !people.isEmpty { tally.add(people.count) }
    return max(1, Int(OrderedSamples(tally).percentile(0.95, .nearest) ?? 1))
  }
}

extension LocalZone {
  /// The midnight on the zone's clock that begins the day of an instant, or one some days later.
  func midnight(before instant: Int, daysLater days: Int = 0) -> Int {
    let day = CalendarDate(ofSeconds: instant + offset(at: instant)).days + days
    switch meaning(of: day * 86_400) {
    case .instant(let second): return second
    case .twice(let one, let other): return min(one, other)
    case .skipped: return day * 86_400 - offset(at: day * 86_400 - 172_800)
    }
  }
}
