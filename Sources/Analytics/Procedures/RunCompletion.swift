public import Statistics
internal import Tables

/// What became of the runs that were started in a period: completed, cancelled, or open at a moment.
///
/// The rate is completed / (completed + cancelled): a run that is open has not been decided. Its
/// interval is that of E. B. Wilson, “Probable Inference, the Law of Succession, and Statistical
/// Inference”, Journal of the American Statistical Association 22 (1927).
public struct RunCompletion: Sendable {
  public struct Group: Sendable {
    public let group: RunGroup
    public fileprivate(set) var completed = 0
    public fileprivate(set) var cancelled = 0
    public fileprivate(set) var open = 0
    /// Steps of completed runs that were not done, and of how many.
    public fileprivate(set) var stepsLeftOut = 0
    public fileprivate(set) var stepsOfCompleted = 0

    public var started: Int { completed + cancelled + open }
    /// From 0 to 1; `nil` while no run has ended.
    public var rate: Double? {
      let ended = completed + cancelled
      return ended == 0 ? nil : Double(completed) / Double(ended)
    }
    /// The 95 % interval of the rate.
    public var interval: WilsonInterval? { WilsonInterval(completed, of: completed + cancelled) }
  }

  /// Runs that are in no group, and why.
  public struct LeftOut: Sendable, Equatable {
    public var withoutStart = 0
    public var startedLater = 0
    public var outsidePeriod = 0
    public var withoutStatus = 0
    public var lost = 0
  }

  /// In the order of their names.
  public private(set) var groups: [Group] = []
  public private(set) var leftOut = LeftOut()
  /// The moment of which it is told what was open, in seconds since 1970; `nil` where no row has a
  /// time.
  public let asOf: Int?
  /// Runs, whenever they were started, that had been open for more than a day.
  public private(set) var openForMoreThanADay = 0
}

extension RunCompletion: RunMeasurement {
  public static let parts: RunHistory.Parts = [.steps, .pauses]

  public init(_ question: Question, _ runs: NamedRuns) throws {
    let history = runs.history
    let only = try question[RunOptions.procedure].map { try runs.book.procedure(named: $0) }
    asOf = question.asOf?.seconds ?? history.newest
    leftOut.lost = history.lost
    guard let asOf else { return }
    var sorter = RunSorter(question[RunOptions.grouping])
    for run in 0..<history.count where only == nil || history.procedures[run] == only {
      let start = history.starts[run]
      guard let end = history.outcome(of: run, at: asOf) else {
        leftOut.withoutStatus += 1
        continue
      }
      guard start != RunHistory.missing else {
        leftOut.withoutStart += 1
        continue
      }
      if end == .inProgress, start < asOf, asOf - start > 86_400 { openForMoreThanADay += 1 }
      if start > asOf {
        leftOut.startedLater += 1
      } else if !question.period.contains(start) {
        leftOut.outsidePeriod += 1
      } else {
        let number = sorter.group(of: run, history)
        if number == groups.count { groups.append(Group(group: sorter.group(number, runs))) }
        groups[number].add(end, history, run)
      }
    }
    groups.sort { $0.group < $1.group }
  }
}

extension RunCompletion.Group {
  fileprivate mutating func add(_ state: RunHistory.Status, _ history: RunHistory, _ run: Int) {
    switch state {
    case .cancelled: cancelled += 1
    case .inProgress, .unknown: open += 1
    case .completed:
      completed += 1
      let steps = history.steps(of: run)
      stepsOfCompleted += steps.count
      for step in steps where !history.steps.areDone[step] { stepsLeftOut += 1 }
    }
  }
}

extension RunHistory {
  /// What had become of a run at a moment; `nil` where its status is none. One that has ended at a
  /// time that nobody wrote down counts as ended.
  fileprivate func outcome(of run: Int, at moment: Int) -> Status? {
    switch states[run] {
    case .unknown: nil
    case .inProgress: .inProgress
    case .completed, .cancelled:
      ends[run] == Self.missing || ends[run] <= moment ? states[run] : .inProgress
    }
  }
}
