internal import Statistics

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

    public init(
      received: Int, assay: Int, machine: Int, operatorPlace: Int, turnaround: Int?
    ) {
      self.received = received
      self.assay = assay
      self.machine = machine
      self.operatorPlace = operatorPlace
      self.turnaround = turnaround
    }
  }

  /// Rows that are in no figure, and why.
  public struct LeftOut: Sendable, Equatable {
    public var outsidePeriod = 0
    /// The time of reception is missing or cannot be read.
    public var withoutTime = 0
    /// The whole record cannot be read.
    public var lost = 0

    public init() {}
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

  /// The history of records whose places are those in lists of names; each list ascends, and the
  /// records of one second stay in their order. O(*n*) where the records are in order of time.
  public init(
    assays: [String], machines: [String], operators: [String], records: [Record],
    period: Range<Int>, leftOut: LeftOut = LeftOut()
  ) {
    self.assays = assays
    self.machines = machines
    self.operators = operators
    self.period = period
    self.leftOut = leftOut
    if zip(records, records.dropFirst()).allSatisfy({ $0.received <= $1.received }) {
      self.records = records
    } else {
      let places = records.indices.sorted {
        (records[$0].received, $0) < (records[$1].received, $1)
      }
      self.records = places.map { records[$0] }
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
