internal import Tables

/// What became of the lab's promises: which results came in time, which did not, and which open
/// specimens are late or will be.
///
/// A promise is broken when a result takes strictly longer than was promised; as long is in time.
public struct Promised: Sendable {
  /// What became of a promise.
  public enum State: String, Sendable, CaseIterable {
    case within
    case closedBreached = "closed_breached"
    case openBreached = "open_breached"
    /// Open, and at least 80 % of the time are over.
    case atRisk = "at_risk"
    case openInTime = "open_in_time"
  }

  /// Which of the specimens `--list` names.
  enum Listed: String, Sendable, CaseIterable {
    case openBreached = "open-breached"
    case atRisk = "at-risk"
    case closedBreached = "closed-breached"
    case all

    /// The one state of those that are named; `nil` for all three.
    var state: State? {
      switch self {
      case .openBreached: .openBreached
      case .atRisk: .atRisk
      case .closedBreached: .closedBreached
      case .all: nil
      }
    }
  }

  /// The promises of one assay.
  public struct Group: Sendable {
    public let assay: String
    /// Hours within which a result is promised.
    public let promisedHours: Double
    var counts: [State: Int] = [:]

    public func count(_ state: State) -> Int { counts[state] ?? 0 }
    public var total: Int { counts.values.reduce(0, +) }
    /// Those of which it is known whether the promise was kept: all that are closed, and those open
    /// that are late already.
    public var decided: Int { count(.within) + count(.closedBreached) + count(.openBreached) }
    /// From 0 to 1; `nil` when nothing is decided.
    public var compliance: Double? {
      decided > 0 ? Double(count(.within)) / Double(decided) : nil
    }
  }

  /// A specimen that is late, will be, or was.
  public struct Specimen: Sendable {
    public let name: String
    public let assay: String
    public let machine: String
    /// Seconds since 1970.
    public let received: Int
    /// Seconds from reception to the result, or to the moment that is looked at.
    public let taken: Int
    public let promised: Double
    public let state: State
  }

  /// A specimen of which nothing can be said before the scan has ended.
  private struct Pending {
    let assay: Int
    let received: Int
    let machine: Int
    let name: String
  }

  let question: Question
  let isListing: Bool
  private let promises: Promises
  /// The promise in seconds by the assay's number.
  private var promised: [Double] = []
  private var within: [Int] = []
  private var late: [Int] = []
  private var open = InOrder<Pending>()
  private var found = InOrder<(pending: Pending, taken: Int)>()
  private var newest = Int.min
  /// In the order of their names; there once the scan has ended.
  public private(set) var groups: [Group] = []
  /// With `--list`: those that are late, will be, or were, or those of them that were asked for; of each
  /// the worst first.
  public private(set) var specimens: [Specimen] = []
  /// The moment from which open work was looked at, in seconds since 1970.
  public private(set) var moment: Int?
  /// Specimens that ended in an error: there is no result that could be late.
  public private(set) var errors = 0
  /// A time that is needed is missing, cannot be read, or lies before the reception.
  public private(set) var withoutTimes = 0
  public private(set) var outsidePeriod = 0
}

extension Promised: SpecimenMeasurement {
  package static let list = MetricOption.flag(
    "list", "Name the specimens that are late, will be, or were, the worst first")
  static let listed = MetricOption(
    "state", default: Listed.all, "Only with --list: which of those specimens")
  /// The part of the promised time after which an open specimen is at risk.
  static let riskShare = 0.8

  public init(_ question: Question, _ promises: Promises) {
    self.question = question
    self.promises = promises
    isListing = question[Self.list]
  }

  public var needed: Set<SpecimenColumns.Name> {
    Set([.status, .assay, .receivedAt, .processedAt] + (isListing ? [.specimen, .machine] : []))
  }

  public mutating func add(_ specimens: SpecimenColumns) {
    let assays = specimens.assay
    while promised.count < assays.values.count {
      promised.append(promises.seconds(ofAssay: assays.values.text(promised.count)))
      within.append(0)
      late.append(0)
    }
    add(
      assays.codes, at: specimens.place, status: specimens.status.codes,
      completed: specimens.completed, failed: specimens.failed,
      received: specimens.received.seconds, processed: specimens.processed.seconds,
      machines: specimens.machine.codes
    ) { specimens.specimen.texts[$0] }
  }

  private mutating func add(
    _ assays: [Int], at place: BlockPlace, status: [Int], completed: Int, failed: Int,
    received: [Int], processed: [Int], machines: [Int], name: (Int) -> String
  ) {
    let since = question.period.lowerBound
    // What came later than the moment that is looked at did not exist yet.
    let end = min(question.period.upperBound, question.asOf.map { $0.seconds &+ 1 } ?? .max)
    for i in status.indices {
      let (start, stop) = (received[i], processed[i])
      newest = max(newest, start, stop)
      let hasEnded = status[i] == completed || status[i] == failed
      guard start > InstantColumn.unreadable, !hasEnded || stop > InstantColumn.unreadable else {
        withoutTimes &+= 1
        continue
      }
      guard start < end else {
        outsidePeriod &+= 1
        continue
      }
      let assay = assays[i]
      guard hasEnded, stop < end else {
        open.append(
          Pending(
            assay: assay, received: start, machine: isListing ? machines[i] : 0,
            name: isListing ? name(i) : ""), at: place)
        continue
      }
      if stop < since {
        outsidePeriod &+= 1
      } else if status[i] == failed {
        errors &+= 1
      } else if stop < start {
        withoutTimes &+= 1
      } else if Self.state(ofTurnaround: stop &- start, promised[assay]) == .closedBreached {
        late[assay] &+= 1
        guard isListing else { continue }
        let pending = Pending(
          assay: assay, received: start, machine: machines[i], name: name(i))
        found.append((pending, stop &- start), at: place)
      } else {
        within[assay] &+= 1
      }
    }
  }

  public mutating func merge(_ other: Promised) {
    // The promise for an assay is the same wherever it was looked up.
    promised += other.promised.dropFirst(promised.count)
    within.merge(other.within)
    late.merge(other.late)
    open.merge(other.open)
    found.merge(other.found)
    newest = max(newest, other.newest)
    errors += other.errors
    withoutTimes += other.withoutTimes
    outsidePeriod += other.outsidePeriod
  }

  public mutating func finish(_ names: SpecimenColumns, lost: Int) {
    moment = newest > InstantColumn.unreadable ? newest : nil
    if let asOf = question.asOf { moment = asOf.seconds }
    moment = moment.map { min($0, question.period.upperBound) }
    var all = promised.indices.map { assay in
      Group(
        assay: names.assay.values.text(assay), promisedHours: promised[assay] / 3600,
        counts: [.within: within[assay], .closedBreached: late[assay]])
    }
    var named = found.elements.map { specimen($0.pending, $0.taken, .closedBreached, names) }
    for pending in open.elements {
      let age = (moment ?? pending.received) - pending.received
      let state = Self.state(ofAge: age, promised[pending.assay])
      all[pending.assay].counts[state, default: 0] += 1
      if isListing, state != .openInTime { named.append(specimen(pending, age, state, names)) }
    }
    groups = all.filter { $0.total > 0 }.sorted { $0.assay < $1.assay }
    let asked = question[Self.listed].state
    specimens = named.filter { asked == nil || $0.state == asked }.sorted {
      ($0.state.urgency, $1.used, $0.received, $0.name)
        < ($1.state.urgency, $0.used, $1.received, $1.name)
    }
    found = InOrder()
    open = InOrder()
  }

  /// The state of an open specimen that was received so many seconds ago.
  package static func state(ofAge age: Int, _ promised: Double) -> State {
    let age = Double(age)
    return age > promised ? .openBreached : age >= riskShare * promised ? .atRisk : .openInTime
  }

  /// The state of a specimen whose result took so many seconds.
  package static func state(ofTurnaround time: Int, _ promised: Double) -> State {
    Double(time) > promised ? .closedBreached : .within
  }

  private func specimen(
    _ pending: Pending, _ taken: Int, _ state: State, _ names: SpecimenColumns
  ) -> Specimen {
    Specimen(
      name: pending.name, assay: names.assay.values.text(pending.assay),
      machine: names.machine.values.text(pending.machine), received: pending.received,
      taken: taken, promised: promised[pending.assay], state: state)
  }
}

extension Promised.Specimen {
  /// The time taken as a part of that promised.
  var used: Double { Double(taken) / promised }
}

extension Promised.State {
  /// What can still be helped comes first.
  fileprivate var urgency: Int {
    switch self {
    case .openBreached: 0
    case .atRisk: 1
    case .openInTime: 2
    case .closedBreached: 3
    case .within: 4
    }
  }
}
