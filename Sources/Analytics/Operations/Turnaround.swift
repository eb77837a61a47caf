public import Statistics
internal import Tables

/// Turnaround time (TAT): from a specimen's reception to its result, of completed specimens.
///
/// A result counts in the period in which it was completed. Specimens without a result have no
/// turnaround yet; they are left out and counted, as are rows whose times cannot be.
public struct Turnaround: Sendable {
  /// The turnaround of one group of specimens, in minutes.
  public struct Group: Sendable {
    public let name: String
    public let samples: OrderedSamples
    /// The arithmetic mean in minutes.
    public let mean: Double?

    /// A percentile in minutes.
    public func percentile(_ p: Double, _ method: PercentileMethod = .r7) -> Double? {
      samples.percentile(p, method).map { $0 / 60 }
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
  }

  private let question: Question
  private let grouping: Grouping
  private var tallies: [Tally] = []
  /// In the order of their names; there once the scan has ended.
  public private(set) var groups: [Group] = []
  public private(set) var leftOut = LeftOut()
}

extension Turnaround: SpecimenMeasurement {
  static let grouping = Grouping.option(.assay, of: [.assay, .machine, .operator, .none])

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
      completed: specimens.completed, received: specimens.received.seconds,
      processed: specimens.processed.seconds)
  }

  /// The loop, on plain arrays, as each access to a property of a class costs a check.
  private mutating func add(
    by groups: [Int]?, status: [Int], completed: Int, received: [Int], processed: [Int]
  ) {
    let period = question.period
    for i in status.indices {
      guard status[i] == completed else {
        leftOut.notCompleted &+= 1
        continue
      }
      let start = received[i]
      let end = processed[i]
      if start <= InstantColumn.unreadable || end <= InstantColumn.unreadable {
        leftOut.withoutTimes &+= 1
      } else if !period.contains(end) {
        leftOut.outsidePeriod &+= 1
      } else if end < start {
        leftOut.processedBeforeReceived &+= 1
      } else {
        let group = groups?[i] ?? 0
        while tallies.count <= group { tallies.append(Tally()) }
        tallies[group].add(end &- start)
      }
    }
  }

  public mutating func finish(_ names: SpecimenColumns, lost: Int) {
    leftOut.lost = lost
    let texts = names.column(of: grouping)?.values
    groups = tallies.indices.filter { tallies[$0].count > 0 }.map { group in
      Group(
        name: texts?.text(group) ?? "all", samples: OrderedSamples(tallies[group]),
        mean: tallies[group].mean.map { $0 / 60 })
    }.sorted { $0.name < $1.name }
    tallies = []
  }
}
