public import Statistics

/// How long the steps of procedures took, in completed runs: where the time goes.
///
/// A step takes from when the step was done that was done before it, or from the start of the run,
/// to when it was done itself, without the pauses. Before means in time: steps are done in any
/// order, and the list says nothing of when. Of steps done in the same second the first in the
/// procedure has the time, and the others none. What lies between the last step and the end of the
/// run belongs to no step.
///
/// A step that was reworded is another one: each is called as it was in the version that the run
/// followed.
public struct StepTimes: Sendable {
  public struct Step: Sendable {
    /// The procedure's number and name.
    public let procedure: Int
    public let title: String
    /// The version that was followed; `nil` where it is not known, or was not asked for.
    public let version: Int?
    /// Its place in the procedure now; `nil` where it is followed no more, or reads otherwise now.
    public let number: Int?
    public let description: String
    /// How long it took, in seconds.
    public let samples: OrderedSamples
    /// The arithmetic mean in minutes.
    public let mean: Double?
    /// Of all the time that was worked in the runs of the procedure, from 0 to 1; `nil` where they
    /// took none.
    public let share: Double?
    /// The mean of what it was thought to take in these runs, in minutes, and the minutes it took as
    /// a share of it; `nil` where it has no estimate.
    public let estimatedMean: Double?
    public let ofEstimate: Double?
    /// How often it was done at a time that nobody wrote down.
    public let withoutTime: Int
    public let state: State
    /// Its number in the table of steps, and its times as they were counted, to be compared.
    let id: Int
    let tally: Tally
  }

  public enum State: Sendable, Equatable {
    case followed
    /// It reads otherwise now.
    case reworded
    case retired
  }

  /// The slowest first, by their medians.
  public private(set) var steps: [Step] = []
  /// What the report looks at: those of the 90 days up to the end of the period.
  private(set) var watched: [Step] = []
  /// How a command asks for those.
  private(set) var watchedSince = ""
  private(set) var leftOut = EndedRuns.LeftOut()
  /// Steps of these runs that were not done.
  public private(set) var notDone = 0
}

extension StepTimes: RunMeasurement {
  public static let parts: RunHistory.Parts = [.steps, .pauses]
  static let grouping = MetricOption(
    "by", default: RunGrouping.procedure, of: [.procedure, .version],
    "Whether the versions of a procedure are looked at together or apart")

  public init(_ question: Question, _ runs: NamedRuns) throws {
    let ended = try EndedRuns(question, runs)
    leftOut = ended.leftOut
    (steps, notDone) = StepGathering.steps(of: ended, runs, by: question[Self.grouping])
    if question.asOf != nil {
      let asked = question.lookingBack(days: 90)
      watched = StepGathering.steps(of: try EndedRuns(asked, runs), runs, by: .procedure).0
      watchedSince = asked.sinceOption
    }
  }
}

/// The times of the steps while they are counted.
private struct StepGathering {
  /// The runs whose time a step shares: those of a procedure, or of one of its versions.
  struct Whole: Hashable {
    let procedure: Int
    let version: Int?
  }

  /// A step by its row, the runs that it was part of, and what it was called.
  struct Name: Hashable {
    let whole: Whole
    let step: Int
    let text: String
  }

  struct Edition: Hashable {
    let procedure: Int
    let version: Int
    let steps: [Int]
  }

  struct Sums {
    var tally = Tally()
    var seconds = 0.0
    var withoutTime = 0
    var estimatedSeconds = 0.0
    var estimates = 0
    var secondsOfEstimated = 0.0
  }

  private let runs: NamedRuns
  private let isByVersion: Bool
  private var numbers: [Name: Int] = [:]
  private var names: [Name] = []
  private var sums: [Sums] = []
  private var worked: [Whole: Double] = [:]
  /// The numbers and the estimated minutes of the steps of a run, in their order, of the last edition
  /// and of all: as many runs have the same steps, they are asked for once.
  private var known: [Edition: [(number: Int, minutes: Int?)]] = [:]
  private var last: (edition: Edition, lines: [(number: Int, minutes: Int?)])?
  var notDone = 0

  init(_ runs: NamedRuns, by grouping: RunGrouping) {
    self.runs = runs
    isByVersion = grouping == .version
  }

  /// The steps of these runs, the slowest first, and how many were not done.
  static func steps(
    of ended: EndedRuns, _ runs: NamedRuns, by grouping: RunGrouping
  ) -> ([StepTimes.Step], notDone: Int) {
    var gathering = StepGathering(runs, by: grouping)
    for run in ended.places { gathering.add(run) }
    return (gathering.steps(), gathering.notDone)
  }

  mutating func add(_ run: Int) {
    let history = runs.history
    let places = history.steps(of: run)
    worked[whole(of: run), default: 0] += Double(history.secondsWorked(run) ?? 0)
    guard !places.isEmpty else { return }
    let lines = lines(of: run, places)
    for (i, place) in places.enumerated() where history.steps.times[place] == RunHistory.missing {
      if history.steps.areDone[place] {
        sums[lines[i].number].withoutTime += 1
      } else {
        notDone += 1
      }
    }
    for step in history.secondsOfSteps(run) {
      let line = lines[step.place - places.lowerBound]
      sums[line.number].add(step.seconds, minutes: line.minutes)
    }
  }

  private func whole(of run: Int) -> Whole {
    let version = runs.history.versions[run]
    return Whole(
      procedure: runs.history.procedures[run],
      version: isByVersion && version != RunHistory.missing ? version : nil)
  }

  private mutating func lines(
    of run: Int, _ places: Range<Int>
  ) -> [(number: Int, minutes: Int?)] {
    let history = runs.history
    let procedure = history.procedures[run]
    let version = history.versions[run]
    let steps = Array(history.steps.steps[places])
    let edition = Edition(procedure: procedure, version: version, steps: steps)
    if let last, last.edition == edition { return last.lines }
    if let lines = known[edition] {
      last = (edition, lines)
      return lines
    }
    // As a run is shown: a version has the words of its snapshot where it has as many steps.
    let written = runs.book.lines(of: procedure, version: version)
    let lines = steps.enumerated().map { place, step in
      let line =
        written.flatMap { $0.count == steps.count ? $0[place] : nil }
        ?? runs.book.line(ofStep: step)
      return (
        number(of: Name(whole: whole(of: run), step: step, text: line.text)), line.minutes
      )
    }
    known[edition] = lines
    last = (edition, lines)
    return lines
  }

  private mutating func number(of name: Name) -> Int {
    if let number = numbers[name] { return number }
    numbers[name] = names.count
    names.append(name)
    sums.append(Sums())
    return names.count - 1
  }

  func steps() -> [StepTimes.Step] {
    let steps = names.indices.map { step(names[$0], sums[$0]) }
    // The medians are looked up once, and places are sorted: a step is large, and there are many.
    let medians = steps.map { $0.samples.percentile(0.5) ?? -1 }
    let order = steps.indices.sorted { one, other in
      if medians[one] != medians[other] { return medians[one] > medians[other] }
      let (one, other) = (steps[one], steps[other])
      return (one.title, one.procedure, one.version ?? 0, one.number ?? .max, one.description)
        < (
          other.title, other.procedure, other.version ?? 0, other.number ?? .max, other.description
        )
    }
    return order.map { steps[$0] }
  }

  private func step(_ name: Name, _ sums: Sums) -> StepTimes.Step {
    let worked = worked[name.whole] ?? 0
    let procedure = name.whole.procedure
    let isRetired = runs.book.isRetired(step: name.step)
    let isReworded = !isRetired && runs.book.line(ofStep: name.step).text != name.text
    return StepTimes.Step(
      procedure: procedure, title: runs.book.title(of: procedure), version: name.whole.version,
      number: isReworded ? nil : runs.book.number(ofStep: name.step), description: name.text,
      samples: OrderedSamples(sums.tally), mean: sums.tally.mean.map { $0 / 60 },
      share: worked > 0 ? sums.seconds / worked : nil,
      estimatedMean: sums.estimates == 0
        ? nil : sums.estimatedSeconds / 60 / Double(sums.estimates),
      ofEstimate: sums.estimatedSeconds > 0
        ? sums.secondsOfEstimated / sums.estimatedSeconds : nil,
      withoutTime: sums.withoutTime,
      state: isRetired ? .retired : isReworded ? .reworded : .followed, id: name.step,
      tally: sums.tally)
  }
}

extension StepGathering.Sums {
  fileprivate mutating func add(_ seconds: Int, minutes: Int?) {
    tally.add(seconds)
    self.seconds += Double(seconds)
    guard let minutes, minutes >= 0 else { return }
    estimates += 1
    estimatedSeconds += Double(minutes) * 60
    secondsOfEstimated += Double(seconds)
  }
}
