public import Statistics

/// How long completed runs took: by the clock, and without the pauses.
///
/// A run counts in the period in which it ended. What it was thought to take is the sum of the
/// estimated minutes of the steps of the version that it followed.
public struct RunDuration: Sendable {
  public struct Group: Sendable {
    public let group: RunGroup
    /// From the start to the end, in seconds.
    public let wall: OrderedSamples
    /// The same without pauses, in seconds.
    public let worked: OrderedSamples
    /// Arithmetic means in minutes.
    public let wallMean: Double?
    public let workedMean: Double?
    /// The mean of what the runs were thought to take, in minutes, and the minutes worked as a share
    /// of it; `nil` where no run has an estimate.
    public let estimatedMean: Double?
    public let ofEstimate: Double?
    /// How it differs from the version before; `nil` where there is none, and in other groups.
    public fileprivate(set) var change: VersionChange?
  }

  /// In the order of their names and versions.
  public private(set) var groups: [Group] = []
  /// Each version that has runs beside the one before it; where runs are grouped by version.
  public private(set) var changes: [VersionChange] = []
  /// What the report looks at: versions that are followed now, and were first followed in the 90 days
  /// up to the end of the period.
  private(set) var newVersions: [VersionChange] = []
  /// How a command asks for the year in which they are compared.
  private(set) var watchedSince = ""
  private(set) var leftOut = EndedRuns.LeftOut()
}

extension RunDuration: RunMeasurement {
  public static let parts: RunHistory.Parts = .pauses

  public init(_ question: Question, _ runs: NamedRuns) throws {
    let ended = try EndedRuns(question, runs)
    leftOut = ended.leftOut
    let history = runs.history
    var sorter = RunSorter(question[RunOptions.grouping])
    var tallies: [Tallies] = []
    for run in ended.places {
      guard let wall = history.secondsElapsed(run), let worked = history.secondsWorked(run) else {
        continue
      }
      let number = sorter.group(of: run, history)
      if number == tallies.count { tallies.append(Tallies()) }
      tallies[number].add(
        wall: wall, worked: worked,
        estimate: runs.book.estimatedMinutes(
          of: history.procedures[run], version: history.versions[run]))
    }
    groups = tallies.indices.map { Group(sorter.group($0, runs), tallies[$0]) }
      .sorted { $0.group < $1.group }
    if question.asOf != nil {
      let first = question.lookingBack(days: 90).period.lowerBound
      let asked = question.lookingBack(days: 365)
      newVersions = VersionChange.all(of: try EndedRuns(asked, runs), runs)
        .filter { $0.firstRun >= first && runs.book.isCurrent($0.version, of: $0.procedure) }
      watchedSince = asked.sinceOption
    }
    guard sorter.grouping == .version else { return }
    changes = VersionChange.all(of: ended, runs)
    for i in groups.indices {
      groups[i].change = changes.first {
        $0.procedure == groups[i].group.id && $0.version == groups[i].group.version
      }
    }
  }
}

/// The durations of one group while they are counted.
private struct Tallies {
  var wall = Tally()
  var worked = Tally()
  var estimatedRuns = 0
  var estimatedMinutes = 0.0
  var workedOfEstimated = 0.0

  mutating func add(wall: Int, worked: Int, estimate: Int?) {
    self.wall.add(wall)
    self.worked.add(worked)
    guard let estimate else { return }
    estimatedRuns += 1
    estimatedMinutes += Double(estimate)
    workedOfEstimated += Double(worked) / 60
  }
}

extension RunDuration.Group {
  fileprivate init(_ group: RunGroup, _ tallies: Tallies) {
    self.group = group
    wall = OrderedSamples(tallies.wall)
    worked = OrderedSamples(tallies.worked)
    wallMean = tallies.wall.mean.map { $0 / 60 }
    workedMean = tallies.worked.mean.map { $0 / 60 }
    let runs = Double(tallies.estimatedRuns)
    estimatedMean = tallies.estimatedRuns == 0 ? nil : tallies.estimatedMinutes / runs
    ofEstimate =
      tallies.estimatedMinutes > 0 ? tallies.workedOfEstimated / tallies.estimatedMinutes : nil
  }
}
