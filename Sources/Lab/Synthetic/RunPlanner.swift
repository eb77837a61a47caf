internal import Tables

/// One run as it went: what the rows of its three tables are made of.
struct RunPlan: Sendable {
  /// The place of its procedure.
  let procedure: Int
  let start: Int
  /// When it ended, or will.
  let end: Int
  let user: Int
  /// When each step was finished, or will be.
  let stepEnds: [Int]
  let pause: (from: Int, until: Int, reason: String)?
  let isCancelled: Bool
  let notes: String?
}

/// Puts the runs behind the customers' executions among those of every day, in the order of time.
struct RunPlanner: Sendable {
  let count: Int
  private let ordinary: Int
  private let asOf: Int
  private let badWeek: BadWeek
  private let rhythm: Rhythm
  private let box: DiceBox
  private let workbench: Workbench
  private let weights: [Int]
  private let executionRuns: [Campaign.ExecutionRun]
  /// The places among all runs of those behind executions, ascending.
  private let places: [Int]
  private let runOfExecution: [Int: Int]

  init(options: SyntheticLab.Options, start: Int, workbench: Workbench, campaign: Campaign) {
    count = workbench.procedures == 0 ? 0 : max(options.runs, 0)
    self.workbench = workbench
    let box = DiceBox(seed: options.seed, "runs")
    let rhythm = Rhythm(
      start: start, hours: (options.asOf.seconds - start) / 3600, day: Self.byHour,
      week: [110, 105, 100, 100, 90, 12, 6], dice: DiceBox(seed: options.seed, "work"))
    let behind = Array(campaign.runs.filter { $0.start >= start }.prefix(count / 4))
    let ordinary = count - behind.count
    executionRuns = behind
    self.ordinary = ordinary
    let asOf = options.asOf.seconds
    self.asOf = asOf
    badWeek = BadWeek(options)
    self.box = box
    self.rhythm = rhythm
    let indices = Array(0..<ordinary)
    places = behind.enumerated().map { j, run in
      j
        + indices.partitioningIndex { i in
          var dice = box[i]
          return Self.start(of: i, among: ordinary, rhythm, asOf, &dice) > run.start
        }
    }
    runOfExecution = Dictionary(uniqueKeysWithValues: zip(behind.map(\.execution), places))
    // Everyday work goes on at the analyzers; the benches of the modules run for executions.
    let daily = [9, 3, 10, 8, 3, 2, 2, 1]
    weights = (0..<workbench.procedures).map { daily[$0 % daily.count] }
  }

  private static let byHour = [
    1, 1, 1, 1, 2, 18, 46, 64, 70, 62, 48, 40, 26, 44, 50, 42, 30, 18, 10, 8, 6, 5, 2, 1,
  ]

  /// The run behind an execution, if that has one.
  func run(ofExecution execution: Int) -> Key<Run>? {
    runOfExecution[execution].map { Key($0 + 1) }
  }

  /// The run of number `i`, from 0.
  func plan(_ i: Int) -> RunPlan {
    let after = places.partitioningIndex { $0 >= i }
    if after < places.count, places[after] == i { return plan(executionRuns[after]) }
    return everyday(i - after)
  }

  /// When the `i`th of the everyday runs starts: the last a few minutes ago, so that it goes on.
  private static func start(
    of i: Int, among count: Int, _ rhythm: Rhythm, _ asOf: Int, _ dice: inout Dice
  ) -> Int {
    let second = rhythm.second(of: i, among: count, dice: &dice)
    return i == count - 1 ? max(second, asOf - 11 * 60) : second
  }

  private func everyday(_ i: Int) -> RunPlan {
    var dice = box[i]
    let start = Self.start(of: i, among: ordinary, rhythm, asOf, &dice)
    let procedure = dice.weighted(weights)
    let kind = procedure % ProcedureTemplate.all.count
    let user =
      kind < ProcedureTemplate.flash
      ? Staff.technician(at: start) : dice.pick([Staff.moduleEngineer, Staff.moduleOperator])
    var now = start
    var ends: [Int] = []
    var pause: (from: Int, until: Int, reason: String)?
    let template = workbench.template(procedure)
    let pausedStep = dice.chance(perMille: 180) ? dice.below(template.steps.count) : nil
    for (place, step) in template.steps.enumerated() {
      let slowness =
        place == template.bottleneck ? badWeek.slowness(ofStepIn: kind, at: start) : 1000
      let seconds = step.minutes * 60 * dice.draw(.step) / 1000 * slowness / 1000
      if place == pausedStep {
        let from = now + seconds / 2
        let until = from + dice.number(in: 8...70) * 60
        pause = (from, until, dice.pick(Self.reasons))
        now += until - from
      }
      now += seconds + dice.below(50)
      ends.append(now)
    }
    let isCancelled = dice.chance(perMille: 45)
    let notes = dice.chance(perMille: 260) ? dice.pick(Self.notes) : nil
    if isCancelled {
      let last = dice.below(ends.count)
      now = ends[last] - dice.number(in: 1...40)
      ends = Array(ends[..<last])
      if let stopped = pause, stopped.until >= now { pause = nil }
    }
    return RunPlan(
      procedure: procedure, start: start, end: now, user: user, stepEnds: ends, pause: pause,
      isCancelled: isCancelled, notes: isCancelled ? dice.pick(Self.cancellations) : notes)
  }

  /// The steps of an execution's run share its time by their estimates.
  private func plan(_ run: Campaign.ExecutionRun) -> RunPlan {
    let steps = workbench.template(run.procedure).steps
    let total = steps.reduce(0) { $0 + $1.minutes }
    var minutes = 0
    let ends = steps.map { step in
      minutes += step.minutes
      return run.start + (run.end - run.start) * minutes / total
    }
    return RunPlan(
      procedure: run.procedure, start: run.start, end: run.end, user: run.user, stepEnds: ends,
      pause: nil, isCancelled: false, notes: nil)
  }

  private static let reasons = [
    "Urgent specimen came in between", "Waiting for reagent from the cold room",
    "Fire drill", "Colleague needed the bench", "Lunch", "Controls repeated first",
    "Printer out of labels",
  ]

  private static let notes = [
    "All as usual", "New reagent lot, see load list", "Second attempt, first had bubbles",
    "Done together with the trainee", "Room was warm, 26 °C", "Handed over at shift change",
    "Cable at connector 2 is worn, ordered", "Took longer: only one of us today",
  ]

  private static let cancellations = [
    "Analyzer asked for service", "Wrong rack, started again", "Not needed any more",
    "Water in the basin too cold",
  ]
}
