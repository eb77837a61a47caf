public import Statistics
internal import Tables

/// How many specimens ended in an error, of those that ended.
///
/// The error rate is ERROR / (COMPLETED + ERROR). Specimens count in the period in which they were
/// processed; those that are open have neither.
public struct Errors: Sendable {
  /// The errors of one group of specimens.
  public struct Group: Sendable {
    public let name: String
    public let errors: Int
    public let completed: Int
    /// Where its rate lies beside those of all; `nil` where it is the only one, or has none.
    public let standing: Standing?

    public var ended: Int { errors + completed }
    /// From 0 to 1; `nil` when none has ended.
    public var rate: Double? { ended > 0 ? Double(errors) / Double(ended) : nil }
    /// The 95 % interval of the rate.
    public var interval: WilsonInterval? { WilsonInterval(errors, of: ended) }
  }

  /// Where a rate lies beside the funnel limits around that of all.
  public enum Standing: String, Sendable {
    case above998 = "above 99.8 %"
    case above95 = "above 95 %"
    case inside
    case below95 = "below 95 %"
    case below998 = "below 99.8 %"
  }

  private struct Counts {
    var errors = 0
    var completed = 0
  }

  let question: Question
  let grouping: Grouping
  private var counts: [Counts] = []
  /// In the order of their names, or by code the most frequent first; there once the scan has ended.
  public private(set) var groups: [Group] = []
  /// All of them together.
  public private(set) var whole = Group(name: "all", errors: 0, completed: 0, standing: nil)
  /// Specimens that ended, at a time that is missing or cannot be read.
  public private(set) var withoutTime = 0
  public private(set) var open = 0
  public private(set) var outsidePeriod = 0
  /// What the codes mean, of those that the lab describes.
  public var descriptions: [String: String] = [:]
}

extension Errors: SpecimenMeasurement {
  static let grouping = Grouping.option(
    .machine, of: [.machine, .code, .assay, .operator, .none])

  public init(_ question: Question, _ promises: Promises) {
    self.question = question
    grouping = question[Self.grouping]
  }

  public var needed: Set<SpecimenColumns.Name> {
    Set([.status, .processedAt] + [grouping.column].compactMap { $0 })
  }

  public mutating func add(_ specimens: SpecimenColumns) {
    add(
      by: specimens.column(of: grouping)?.codes, status: specimens.status.codes,
      completed: specimens.completed, failed: specimens.failed,
      processed: specimens.processed.seconds)
  }

  private mutating func add(
    by groups: [Int]?, status: [Int], completed: Int, failed: Int, processed: [Int]
  ) {
    let period = question.period
    let isUnbounded = period == .min..<(.max)
    for i in status.indices {
      let isError = status[i] == failed
      guard isError || status[i] == completed else {
        open &+= 1
        continue
      }
      let stop = processed[i]
      // Whenever it was, it was in a period without ends.
      if stop <= InstantColumn.unreadable, !isUnbounded {
        withoutTime &+= 1
      } else if stop > InstantColumn.unreadable, !period.contains(stop) {
        outsidePeriod &+= 1
      } else {
        let group = groups?[i] ?? 0
        while counts.count <= group { counts.append(Counts()) }
        if isError { counts[group].errors &+= 1 } else { counts[group].completed &+= 1 }
      }
    }
  }

  public mutating func merge(_ other: Errors) {
    counts.merge(other.counts, empty: Counts()) {
      $0.errors += $1.errors
      $0.completed += $1.completed
    }
    withoutTime += other.withoutTime
    open += other.open
    outsidePeriod += other.outsidePeriod
  }

  public mutating func finish(_ names: SpecimenColumns, lost: Int) {
    let texts = names.column(of: grouping)?.values
    let sum = counts.reduce(into: Counts()) {
      $0.errors += $1.errors
      $0.completed += $1.completed
    }
    whole = Group(name: "all", errors: sum.errors, completed: sum.completed, standing: nil)
    let present = counts.indices.filter {
      counts[$0].errors + (grouping == .code ? 0 : counts[$0].completed) > 0
    }
    let isFunnel = grouping == .machine && present.count > 1
    groups = present.map { number in
      let count = counts[number]
      return Group(
        name: texts?.text(number) ?? "all", errors: count.errors, completed: count.completed,
        standing: isFunnel ? Self.standing(count.errors, count.completed, whole.rate) : nil)
    }
    if grouping == .code {
      groups.sort { ($1.errors, $0.name) < ($0.errors, $1.name) }
    } else {
      groups.sort { $0.name < $1.name }
    }
    counts = []
  }

  private static func standing(_ errors: Int, _ completed: Int, _ target: Double?) -> Standing? {
    let ended = errors + completed
    guard let target, let usual = FunnelLimits(of: ended, around: target),
      let strict = FunnelLimits(of: ended, around: target, .strict)
    else { return nil }
    let rate = Double(errors) / Double(ended)
    if rate > strict.upper { return .above998 }
    if rate > usual.upper { return .above95 }
    if rate < strict.lower { return .below998 }
    if rate < usual.lower { return .below95 }
    return .inside
  }
}
