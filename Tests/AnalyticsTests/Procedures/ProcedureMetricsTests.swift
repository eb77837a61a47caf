import Statistics
import Tables
import TestSupport
import Testing
import Wording

@testable import Analytics

@Suite("Figures of procedures")
struct ProcedureMetricsTests {
  /// Two procedures; the first has two versions, of which the first had a step more.
  private static let base = [
    "procedures": #"""
    id,name,created_at,updated_at,version
    1,Rinse,2026-01-01T00:00:00Z,2026-01-01T00:00:00Z,2
    2,"Calibrate ""X""",2026-01-01T00:00:00Z,2026-01-01T00:00:00Z,1

    """#,
    "steps": """
    id,procedure_id,order,description,estimated_duration
    11,1,1,Open the valve,10
    12,1,2,Rinse three times,5
    13,1,,Wipe,
    21,2,1,Run the standards,

    """,
    "versions": #"""
    id,procedure_id,version,created_at,procedure_snapshot
    1,1,1,2026-01-01T00:00:00Z,"{""description"":null,""name"":""Rinse"",""steps"":[{""description"":""Open the valve"",""estimated_duration"":10,""order"":1},{""description"":""Rinse twice"",""estimated_duration"":10,""order"":2},{""description"":""Wipe"",""estimated_duration"":null,""order"":3}],""version"":1}"

    """#,
    "users": """
    id,code,username,full_name,email,is_active,date_joined,role
    7,ANN,ann,Ann,ann@lab.example,true,2026-01-01T00:00:00Z,engineer

    """,
    "runs": """
    id,procedure_id,start_time,end_time,status,procedure_version,user_id
    1,1,2026-11-02T08:00:00Z,2026-11-02T09:00:00Z,completed,1,7
    2,1,2026-11-03T08:00:00Z,2026-11-03T08:30:00Z,completed,2,7
    3,1,2026-11-10T08:00:00Z,2026-11-10T08:10:00Z,cancelled,2,8
    4,2,2026-11-10T23:30:00Z,,in_progress,1,
    5,2,2026-11-12T08:00:00Z,2026-11-12T07:00:00Z,completed,1,7

    """,
    "run_steps": """
    id,run_id,step_id,completed,completed_at
    1,1,11,true,2026-11-02T08:40:00Z
    2,1,12,true,2026-11-02T08:10:00Z
    3,1,13,false,
    4,2,11,true,2026-11-03T08:12:00Z
    5,2,12,true,
    6,4,21,false,

    """,
    "run_events": """
    id,run_id,event,at
    1,1,pause,2026-11-02T08:15:00Z
    2,1,resume,2026-11-02T08:30:00Z

    """,
  ]

  private func runs(_ changes: [String: String] = [:]) throws -> NamedRuns {
    try NamedRuns(
      in: MemoryFolder.store(Self.base.merging(changes) { $1 }), [.steps, .pauses])
  }

  private func question(_ change: (inout Question) throws -> Void = { _ in }) rethrows -> Question {
    var question = Question()
    try change(&question)
    return question
  }

  /// What a command asks with `--since`.
  private func since(_ day: String, _ change: (inout Question) -> Void = { _ in }) throws
    -> Question
  {
    let start = try #require(CalendarDate(cellText: day))
    return question {
      $0.period = $0.zone.start(of: start)..<(.max)
      change(&$0)
    }
  }

  private func seconds(_ text: String) throws -> Int {
    try #require(Instant(cellText: text)).seconds
  }

  @Test("A run that is open counts in no rate, and steps left out are those of completed runs")
  func completion() throws {
    let completion = try RunCompletion(question(), runs())
    #expect(completion.groups.map(\.group.name) == ["Calibrate \"X\"", "Rinse"])
    let (other, rinse) = (completion.groups[0], completion.groups[1])
    #expect([rinse.started, rinse.completed, rinse.cancelled, rinse.open] == [3, 2, 1, 0])
    #expect(rinse.rate == 2.0 / 3)
    #expect(rinse.stepsLeftOut == 1)
    // `scipy.stats.binomtest(2, 3).proportion_ci(method="wilson")`, scipy 1.17.1.
    let interval = try #require(rinse.interval)
    #expect(abs(interval.lower - 0.20765960080204776) < 1e-12)
    #expect(abs(interval.upper - 0.9385080552796037) < 1e-12)
    #expect([other.started, other.completed, other.cancelled, other.open] == [2, 1, 0, 1])
    // As of the newest time, 2026-11-12T08:00, run 4 is open for more than a day.
    #expect(completion.openForMoreThanADay == 1)
    #expect(completion.attention(after: completion).map(\.command) == ["plainlab run list --open"])
  }

  @Test("What ended after the moment was open at it, and what was started later was not there")
  func completionAsOf() throws {
    let asked = try question { $0.asOf = Instant(seconds: try seconds("2026-11-02T08:30:00Z")) }
    let completion = try RunCompletion(asked, runs())
    #expect(completion.groups.map(\.open) == [1])
    #expect(completion.groups[0].rate == nil)
    #expect(completion.leftOut.startedLater == 4)
    #expect(
      completion.figures(asked).rows[0].suffix(5) == [
        .none, .none, .none, .none, .text("none has ended"),
      ])
    #expect(completion.openForMoreThanADay == 0)
  }

  @Test("By version, by person and not at all; who is not named is not known")
  func grouping() throws {
    let names = { (grouping: RunGrouping) in
      try RunCompletion(question { $0[RunOptions.grouping] = grouping }, runs()).groups.map {
        "\($0.group.name ?? "-") \($0.group.version.map(String.init) ?? "-") \($0.started)"
      }
    }
    #expect(
      try names(.version) == ["Calibrate \"X\" 1 2", "Rinse 1 1", "Rinse 2 2"])
    #expect(try names(.user) == ["- - 1", "ANN - 3", "user 8 - 1"])
    #expect(try names(.none) == ["all - 5"])
  }

  @Test("Worked time has no pauses, and estimates are those of the version that was followed")
  func duration() throws {
    let asked = question { $0[RunOptions.grouping] = .version }
    let duration = try RunDuration(asked, runs())
    #expect(duration.groups.map(\.group.version) == [1, 2])
    let (first, second) = (duration.groups[0], duration.groups[1])
    #expect(first.wall.percentile(0.5) == 3600)
    #expect(first.worked.percentile(0.5) == 2700)
    #expect(first.estimatedMean == 20)
    #expect(first.ofEstimate == 45.0 / 20)
    #expect(second.worked.percentile(0.5) == 1800)
    #expect(second.estimatedMean == 15)
    #expect(second.ofEstimate == 2)
    #expect(
      second.change?.note == "compared from 5 runs of each version on; version 2 has 1")
    #expect(
      duration.figures(asked).rows.map(\.last) == [
        .text("not compared: no earlier version was run in this time"),
        .text("compared from 5 runs of each version on; version 2 has 1"),
      ])
    #expect(
      duration.figures(asked).remarks.last
        == "'plainlab check' names the rows that are at fault.")
    #expect(duration.leftOut == EndedRuns.LeftOut(notCompleted: 2, endedBeforeStart: 1))
  }

  @Test("A step takes from when the one before it in time was done, by the words of its version")
  func steps() throws {
    let steps = try StepTimes(question(), runs())
    let told = steps.steps.map { step in
      "\(step.description) \(step.number ?? 0) \(step.samples.count) "
        + "\((step.samples.percentile(0.5) ?? 0) / 60) \(step.state)"
    }
    // Run 1 rinsed first, for 10 minutes, then opened the valve in 15 of 30, as it was paused.
    #expect(
      told == [
        "Open the valve 1 2 13.5 followed", "Rinse twice 0 1 10.0 reworded",
        "Rinse three times 2 0 0.0 followed", "Wipe 0 0 0.0 retired",
      ])
    #expect(steps.steps[2].withoutTime == 1)
    #expect(steps.notDone == 1)
    #expect(steps.steps[0].ofEstimate == 27.0 / 20)
    #expect(steps.steps[0].mean == 13.5)
    // 27 of 45 + 30 minutes that were worked.
    #expect(steps.steps[0].share == 27.0 / 75)
  }

  @Test("Runs are counted on the lab's calendar, weeks without any too")
  func frequency() throws {
    let weeks = try RunFrequency(question(), runs())
    #expect(weeks.buckets.map { "\($0.name) \($0.runs)" } == ["2026-W45 2", "2026-W46 3"])
    let days = try RunFrequency(
      question {
        $0[RunFrequency.grain] = .day
        $0.zone = try LocalZone("Europe/Berlin")
        $0.period = try seconds("2026-11-10T12:00:00Z")..<seconds("2026-11-12T12:00:00Z")
      }, runs())
    #expect(
      days.buckets.map { "\($0.name) \($0.runs)" } == [
        "2026-11-10 0", "2026-11-11 1", "2026-11-12 1",
      ])
    #expect(days.cutsFirst && days.cutsLast)
    let none = try RunFrequency(question { $0.period = 0..<86_400 * 14 }, runs())
    #expect(none.buckets.map(\.runs) == [0, 0, 0])
    #expect(
      try RunFrequency(question(), runs(["runs": "id,procedure_id,start_time,status\n"])).buckets
        .isEmpty)
  }

  @Test("By version, the runs and the steps of each stand apart, and a share is of its own time")
  func versions() throws {
    let weeks = try RunFrequency(question { $0[RunFrequency.grouping] = .version }, runs())
    #expect(
      weeks.buckets.map { "\($0.name) \($0.group.title) \($0.runs)" } == [
        #"2026-W45 Calibrate "X" (version 1) 0"#, "2026-W45 Rinse (version 1) 1",
        "2026-W45 Rinse (version 2) 1", #"2026-W46 Calibrate "X" (version 1) 2"#,
        "2026-W46 Rinse (version 1) 0", "2026-W46 Rinse (version 2) 1",
      ])
    let steps = try StepTimes(question { $0[StepTimes.grouping] = .version }, runs())
    let valve = steps.steps.filter { $0.description == "Open the valve" }
    #expect(valve.map(\.version) == [1, 2])
    #expect(valve.map(\.mean) == [15, 12])
    #expect(valve.map(\.share) == [15.0 / 45, 12.0 / 30])
  }

  /// A run of procedure 1 each Monday, longer by `slope` minutes each week, with one wild week.
  private func weekly(_ weeks: Int, slope: Int, version: (Int) -> Int = { _ in 2 }) -> String {
    "id,procedure_id,start_time,end_time,status,procedure_version\n"
      + (0..<weeks).map { week in
        let start = 1_782_108_000 + week * 604_800
        let minutes = week == 3 ? 500 : 30 + week * slope
        return "\(week),1,\(Instant(seconds: start).cellText),"
          + "\(Instant(seconds: start + minutes * 60).cellText),completed,\(version(week))\n"
      }.joined()
  }

  @Test("A rise from week to week is told in minutes a week, and one wild week changes little")
  func trend() throws {
    let trend = try DurationTrend(question(), runs(["runs": weekly(14, slope: 2)]))
    let group = try #require(trend.groups.first)
    #expect(group.weeks.count == 14)
    // As `scipy.stats.theilslopes` has it, scipy 1.17.1.
    #expect(group.slope?.slope == 2)
    #expect(group.isRising)
    let flat = try DurationTrend(question(), runs(["runs": weekly(14, slope: 0)]))
    #expect(flat.groups.first?.isRising == false)
  }

  @Test("Of few weeks nothing is said but how many there are")
  func fewWeeks() throws {
    let trend = try DurationTrend(question(), runs())
    #expect(trend.groups.map(\.note) == ["a trend takes 10 weeks with runs, and there is one"])
    #expect(trend.groups[0].pValue == nil)
    let weeks = trend.figures(question { $0[DurationTrend.list] = true })
    #expect(weeks.rows == [[.text("Rinse"), .text("2026-W45"), .count(2), .number(37.5)]])
  }

  @Test(
    "A report is told of a rise, of a slower version and of a slow step, and of nothing by few runs"
  )
  func attention() throws {
    let asked = question {
      let moment = 1_782_108_000 + 14 * 604_800
      $0.asOf = Instant(seconds: moment)
      $0.period = moment - 7 * 86_400..<moment
    }
    let runs = try runs(["runs": weekly(14, slope: 9) { $0 < 7 ? 1 : 2 }])
    let trend = try DurationTrend(asked, runs)
    #expect(
      trend.attention(after: trend).map(\.command) == [
        "plainlab metrics trends --procedure 1 --since 2026-03-31"
      ])
    // What the commands show is what the sentences say.
    let group = try #require(DurationTrend(try since("2026-03-31"), runs).groups.first)
    #expect(
      trend.attention(after: trend).map(\.sentence) == [
        "'Rinse' takes longer: by \(fixed(group.slope?.slope ?? 0, decimals: 2)) minutes a week, over "
          + "\(group.weeks.count) weeks"
      ])
    let duration = try RunDuration(asked, runs)
    #expect(
      duration.attention(after: duration).map(\.sentence) == [
        "Version 2 of 'Rinse' takes 54.0 minutes longer than version 1"
      ])
    #expect(
      duration.attention(after: duration).map(\.command) == [
        "plainlab metrics duration --by version --procedure 1 --since 2025-09-29"
      ])
    let year = try since("2025-09-29") { $0[RunOptions.grouping] = .version }
    #expect(try RunDuration(year, runs).changes.map(\.shift) == [54])
    let few = try self.runs()
    let calm = try question {
      $0.period = try seconds("2026-11-06T00:00:00Z")..<seconds("2026-11-13T00:00:00Z")
      $0.asOf = Instant(seconds: $0.period.upperBound)
    }
    #expect(try DurationTrend(calm, few).attention(after: DurationTrend(calm, few)).isEmpty)
    #expect(try RunDuration(calm, few).attention(after: RunDuration(calm, few)).isEmpty)
    #expect(try StepTimes(calm, few).attention(after: StepTimes(calm, few)).isEmpty)
  }

  /// A run of procedure 2 a day, whose only step takes so many minutes.
  private func daily(_ minutes: [Int]) throws -> NamedRuns {
    let starts = minutes.indices.map { 1_782_108_000 + $0 * 86_400 }
    let ends = zip(starts, minutes).map { Instant(seconds: $0 + $1 * 60).cellText }
    let lines = minutes.indices.map { day in
      "\(day + 1),2,\(Instant(seconds: starts[day]).cellText),\(ends[day]),completed,1\n"
    }
    let steps = minutes.indices.map { "\($0 + 1),\($0 + 1),21,true,\(ends[$0])\n" }
    return try runs([
      "runs": "id,procedure_id,start_time,end_time,status,procedure_version\n" + lines.joined(),
      "run_steps": "id,run_id,step_id,completed,completed_at\n" + steps.joined(),
      "run_events": "id,run_id,event,at\n",
    ])
  }

  @Test("A report is told of a step that takes longer than before, and not of one that varies")
  func slowerStep() throws {
    let told = { (minutes: [Int]) in
      let runs = try daily(minutes)
      let (start, day) = (1_782_108_000, 86_400)
      let now = try StepTimes(
        question { $0.period = start + 10 * day..<start + 20 * day }, runs)
      let before = try StepTimes(question { $0.period = start..<start + 10 * day }, runs)
      return now.attention(after: before).map(\.sentence)
    }
    let usual = [20, 22, 19, 25, 21, 21, 30, 18, 23, 20]
    #expect(try told(usual + usual.map { $0 + 2 }).isEmpty)
    #expect(try told(usual + [60]).isEmpty)
    #expect(
      try told(usual + usual.map { $0 * 3 }) == [
        "'Run the standards' takes 63.0 minutes, before it took 21.0 (Calibrate \"X\")"
      ])
  }

  @Test("A look back begins with a day of the zone, and ends where the question does")
  func lookBack() throws {
    let asked = try question {
      $0.zone = try LocalZone("Europe/Berlin")
      $0.period = try seconds("2026-11-13T23:00:00Z")..<seconds("2026-11-20T17:49:01Z")
    }
    let back = asked.lookingBack(days: 90)
    // Summer time, two hours ahead.
    let expected = try seconds("2026-08-22T22:00:00Z")..<seconds("2026-11-20T17:49:01Z")
    #expect(back.period == expected)
    #expect(back.sinceOption == " --since 2026-08-23")
    #expect(Question().lookingBack(days: 90).sinceOption == "")
  }

  @Test("Steps far over their estimates are one thing to look at")
  func farOver() throws {
    let runs = try daily(Array(repeating: 40, count: 12))
    let asked = question {
      $0.period = 1_782_108_000..<1_782_108_000 + 20 * 86_400
      $0.asOf = Instant(seconds: $0.period.upperBound)
    }
    let steps = try StepTimes(asked, runs)
    #expect(steps.attention(after: steps).isEmpty)
    let estimated = try self.runs([
      "runs": weekly(12, slope: 0),
      "run_steps": "id,run_id,step_id,completed,completed_at\n"
        + (0..<12).map { week in
          let done = Instant(seconds: 1_782_108_000 + week * 604_800 + 1740).cellText
          return "\(week),\(week),11,true,\(done)\n"
        }.joined(), "run_events": "id,run_id,event,at\n",
    ])
    let year = question {
      $0.period = 1_782_108_000..<1_782_108_000 + 12 * 604_800
      $0.asOf = Instant(seconds: $0.period.upperBound)
    }
    let late = try StepTimes(year, estimated)
    #expect(
      late.attention(after: late).map(\.sentence) == [
        "'Open the valve' (Rinse) takes 29.0 minutes for 10.0 estimated"
      ])
    let command = try #require(late.attention(after: late).first?.command)
    #expect(command == "plainlab metrics bottlenecks --procedure 1 --since 2026-06-17")
    let told = try StepTimes(since("2026-06-17"), estimated)
    #expect(told.steps.first?.samples.percentile(0.5) == 1740.0)
    #expect(told.steps.first?.estimatedMean == 10)
  }

  @Test("A procedure goes by its name or number; of one that is not there nothing is told")
  func procedures() throws {
    let count = { (word: String) in
      try RunFrequency(question { $0[RunOptions.procedure] = word }, runs()).buckets.reduce(0) {
        $0 + $1.runs
      }
    }
    #expect(try count("2") == 2)
    #expect(try count("rinse") == 3)
    #expect(throws: NoAnswer.self) { try count("Rinze") }
    #expect(throws: NoAnswer.self) { try count("\u{1B}[31m") }
  }

  @Test("An empty lab has no figures, and nothing fails", arguments: Metric.all)
  func empty(_ metric: Metric) throws {
    guard metric.noun == .metrics else { return }
    #expect(try metric.figures(of: MemoryFolder.store([:]), Question()).rows.isEmpty)
  }
}
