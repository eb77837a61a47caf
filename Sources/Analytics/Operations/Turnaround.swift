public import Statistics
public import Tables

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
  }

  /// In the order of their names.
  public let groups: [Group]
  public let leftOut: LeftOut
}

extension Turnaround {
  /// Collects specimens block by block; a block is the columns' content at the call.
  public struct Collector: Sendable {
    /// Only results completed in this period, in seconds since 1970; the end is not in it.
    public let period: Range<Int>
    private var tallies: [Tally] = []
    private var leftOut = LeftOut()

    public init(period: Range<Int> = .min..<(.max)) { self.period = period }

    /// Adds the specimens of a block.
    ///
    /// - Parameters:
    ///   - groups: What each specimen is grouped by; `nil` puts all into one group.
    ///   - completed: The code in `status` of completed specimens.
    public mutating func add(
      by groups: CodedColumn?, status: CodedColumn, completed: Int, received: InstantColumn,
      processed: InstantColumn
    ) {
      for i in status.codes.indices {
        guard status.codes[i] == completed else {
          leftOut.notCompleted &+= 1
          continue
        }
        let start = received.seconds[i]
        let end = processed.seconds[i]
        if start <= InstantColumn.unreadable || end <= InstantColumn.unreadable {
          leftOut.withoutTimes &+= 1
        } else if !period.contains(end) {
          leftOut.outsidePeriod &+= 1
        } else if end < start {
          leftOut.processedBeforeReceived &+= 1
        } else {
          let group = groups?.codes[i] ?? 0
          while tallies.count <= group { tallies.append(Tally()) }
          tallies[group].add(end &- start)
        }
      }
    }

    /// The figures of all that was added; `names` gives each group's, by its number.
    public func figures(names: (Int) -> String) -> Turnaround {
      let groups = tallies.indices.filter { tallies[$0].count > 0 }.map { group in
        Group(
          name: names(group), samples: OrderedSamples(tallies[group]),
          mean: tallies[group].mean.map { $0 / 60 })
      }
      return Turnaround(groups: groups.sorted { $0.name < $1.name }, leftOut: leftOut)
    }
  }
}
