import Tables
import Testing

@testable import Lab

@Suite("A run and its steps")
struct RunStepTests {
  private static let run = Key<Run>(1)

  @Test(
    "A start writes the run, its version, each step that is not retired in its order, the event")
  func start() throws {
    let lab = try TemporaryLab(TemporaryLab.procedures)
    let run = try lab.write {
      try $0.startRun(of: Key(1), by: Key(1), at: .at("08:00"), notes: "Trial")
    }
    #expect(run.id == Key(1))
    #expect(run.procedureVersion == 2)
    #expect(
      try lab.text("runs") == """
        id,procedure_id,start_time,end_time,status,notes,procedure_version,user_id
        1,1,2026-11-20T08:00:00Z,,in_progress,Trial,2,1

        """)
    #expect(
      try lab.text("run_steps") == """
        id,run_id,step_id,completed,completed_at,notes
        1,1,11,false,,
        2,1,12,false,,
        3,1,13,false,,

        """)
    #expect(
      try lab.text("run_events") == """
        id,run_id,event,at,user_id,reason
        1,1,start,2026-11-20T08:00:00Z,1,

        """)
    #expect(try lab.faults() == [])
  }

  @Test("Several runs of a procedure may be open, each with its own steps and pauses")
  func several() throws {
    let lab = try TemporaryLab.withRun(.running)
    let second = try lab.write { try $0.startRun(of: Key(1), at: .at("08:30")) }
    try lab.write { try $0.pause(second.id, at: .at("08:40")) }
    try lab.write { try $0.complete(step: 2, of: Self.run, at: .at("08:45")) }
    let first = try #require(try lab.read { try $0.record(of: Self.run) })
    let other = try #require(try lab.read { try $0.record(of: second.id) })
    #expect(first.openLines.map(\.number) == [3])
    #expect(other.openLines.map(\.number) == [1, 2, 3])
    #expect(first.progress(at: .at("09:00")).state == .running)
    #expect(other.progress(at: .at("09:00")).state == .paused(since: .at("08:40")))
  }

  @Test("Nobody can follow what has no steps, or is not there")
  func nothingToFollow() throws {
    let lab = try TemporaryLab(TemporaryLab.procedures)
    #expect(
      try lab.refusals { try $0.startRun(of: Key(2), at: .at("08:00")) } == [
        "procedure 2, 'Nothing', has no steps that a run could follow. Give it steps first."
      ])
    #expect(
      try lab.refusals { try $0.startRun(of: Key(9), at: .at("08:00")) }[0]
        .hasPrefix("there is no procedure 9"))
  }

  @Test("A step is done once, at a time of the run, with its note")
  func complete() throws {
    let lab = try TemporaryLab.withRun(.running)
    try lab.write { try $0.complete(step: 3, of: Self.run, at: .at("08:10"), note: " 21 °C ") }
    #expect(try lab.text("run_steps").contains("3,1,13,true,2026-11-20T08:10:00Z,21 °C\n"))
    #expect(
      try lab.refusals { try $0.complete(step: 3, of: Self.run, at: .at("08:30")) } == [
        "step 3 of run 1 is done already, at 2026-11-20T08:10:00Z. To correct the time, undo the "
          + "step, and do it again with '--at TIME'."
      ])
    #expect(
      try lab.refusals { try $0.complete(step: 4, of: Self.run, at: .at("08:30")) } == [
        "run 1 has no step 4. Its steps are 1 to 3."
      ])
    #expect(try lab.refusals { try $0.complete(step: 0, of: Self.run, at: .at("08:30")) } != [])
  }

  @Test("A step is not done in a pause, and may be noted later as done before it or after")
  func pauses() throws {
    let lab = try TemporaryLab.withRun(.paused)
    #expect(
      try lab.refusals { try $0.complete(step: 2, of: Self.run, at: .at("08:50")) } == [
        "run 1 was paused at 2026-11-20T08:50:00Z: since 2026-11-20T08:40:00Z. Go on with 'plainlab "
          + "run resume 1', or give the time at which it was done."
      ])
    #expect(try lab.refusals { try $0.complete(step: 2, of: Self.run, at: .at("08:39")) } == [])
    try lab.write { try $0.resume(Self.run, at: .at("09:00")) }
    #expect(
      try lab.refusals { try $0.complete(step: 3, of: Self.run, at: .at("08:50")) } == [
        "run 1 was paused at 2026-11-20T08:50:00Z: since 2026-11-20T08:40:00Z until "
          + "2026-11-20T09:00:00Z. Give the time at which it was done."
      ])
    #expect(try lab.refusals { try $0.complete(step: 3, of: Self.run, at: .at("09:00")) } == [])
  }

  @Test("What is undone was done once, and that stays written")
  func undo() throws {
    let lab = try TemporaryLab.withRun(.running)
    try lab.write {
      try $0.undo(step: 1, of: Self.run, by: Key(1), at: .at("08:25"), reason: "wrong rack")
    }
    #expect(try lab.text("run_steps").contains("1,1,11,false,,\n"))
    #expect(
      try lab.text("run_events").hasSuffix(
        "2,1,note,2026-11-20T08:25:00Z,1,"
          + "Step 1 undone; it was done at 2026-11-20T08:20:00Z: wrong rack\n"))
    #expect(
      try lab.refusals { try $0.undo(step: 1, of: Self.run, at: .at("08:30")) } == [
        "step 1 of run 1 is not done, so there is nothing to undo"
      ])
  }

  @Test("Notes of a step are kept one after the other")
  func notes() throws {
    let lab = try TemporaryLab.withRun(.running)
    try lab.write { try $0.note("cold", atStep: 2, of: Self.run) }
    try lab.write { try $0.complete(step: 2, of: Self.run, at: .at("08:30"), note: "warm") }
    try lab.write { try $0.note("wet", atStep: 2, of: Self.run) }
    #expect(
      try lab.text("run_steps").contains("2,1,12,true,2026-11-20T08:30:00Z,cold; warm; wet\n"))
  }

  @Test("A step took the time since the one that was done before it, without the pauses")
  func durations() throws {
    let lab = try TemporaryLab.withRun(.running)
    try lab.write { change in
      try change.pause(Self.run, at: .at("08:25"))
      try change.resume(Self.run, at: .at("08:40"))
      try change.complete(step: 3, of: Self.run, at: .at("08:50"))
      try change.complete(step: 2, of: Self.run, at: .at("08:55"))
    }
    let record = try #require(try lab.read { try $0.record(of: Self.run) })
    let progress = record.progress(at: .at("09:00"))
    #expect(record.lines.map { record.secondsTaken(by: $0, progress) } == [1200, 300, 900])
    #expect(record.lastDone == .at("08:55"))
  }
}

@Suite("The words that a run followed")
struct RunVersionTests {
  private func lines(_ version: String, _ steps: String? = nil) throws -> [String] {
    let lab = try TemporaryLab.withRun(.running)
    var files = try lab.everything()
    files["runs.csv"] = try lab.text("runs").replacing(",2,1\n", with: ",\(version),1\n")
    if let steps { files["steps.csv"] = steps }
    let other = try TemporaryLab(
      Dictionary(uniqueKeysWithValues: files.map { (String($0.key.dropLast(4)), $0.value) }))
    let record = try #require(try other.read { try $0.record(of: Key(1)) })
    return record.lines.map {
      "\($0.number) \($0.description) \($0.estimatedMinutes.map(String.init) ?? "-")"
    }
  }

  @Test("Of the version that is followed now, they stand in the table of steps")
  func now() throws { #expect(try lines("2") == ["1 Fill 15", "2 Shake 5", "3 Dry -"]) }

  @Test("Of an older version, they stand in its snapshot")
  func older() throws { #expect(try lines("1") == ["1 Taste 1", "2 Pour -", "3 Stir 4"]) }

  @Test("Of a version that nobody kept or knows, they are the steps' own")
  func unknown() throws {
    #expect(try lines("") == ["1 Fill 15", "2 Shake 5", "3 Dry -"])
    #expect(try lines("7") == ["1 Fill 15", "2 Shake 5", "3 Dry -"])
  }

  @Test("Steps that were retired since are numbered as the run had them")
  func retired() throws {
    let steps = """
      id,procedure_id,order,description,estimated_duration
      11,1,2,Fill,15
      12,1,,Shake,5
      14,1,1,Look,

      """
    #expect(
      try lines("", steps) == ["1 Fill 15", "2 Shake 5", "3 step 13, which is not there -"])
  }
}

@Suite("Who writes something down")
struct ActingPersonTests {
  private func person(_ code: String, at time: String = "08:00") throws -> [String] {
    try TemporaryLab(TemporaryLab.procedures).refusals { change in
      let key = try change.person(Code(code), actingAt: .at(time))
      try change.startRun(of: Key(1), by: key, at: .at(time))
    }
  }

  @Test("A person who works in the lab may")
  func operators() throws {
    #expect(try person("ADA") == [])
    #expect(try person("TMP", at: "08:59") == [])
  }

  @Test("Nobody else may, and it is said why")
  func refused() throws {
    #expect(try person("AAD") == ["nobody has the code 'AAD'. Did you mean 'ADA'?"])
    #expect(
      try person("XYZ-1")[0].hasPrefix("nobody has the code 'XYZ-1'. 'plainlab list users"))
    #expect(
      try person("VIC") == [
        "Vic Viewer (VIC) is a viewer, who changes nothing. Name the person who does it with --user "
          + "CODE."
      ])
    #expect(try person("GON")[0].hasPrefix("Gon Away (GON) has left"))
    #expect(
      try person("TMP", at: "09:00")[0].hasPrefix(
        "Tim Porary (TMP) has no access since 2026-11-20T09:00:00Z"))
  }
}

@Suite("Runs on one line each")
struct RunSummaryTests {
  @Test("They are the newest first, with how far each is")
  func summaries() throws {
    let lab = try TemporaryLab.withRun(.paused)
    try lab.write { try $0.startRun(of: Key(1), at: .at("10:00")) }
    let all = try lab.read { try $0.runSummaries(at: .at("10:30")) { _ in true } }
    #expect(all.map(\.run.id) == [Key(2), Key(1)])
    #expect(all.map(\.procedure) == ["Rinse", "Rinse"])
    #expect(all.map(\.user) == [nil, Code("ADA")])
    #expect(all.map(\.stepsDone) == [0, 1])
    #expect(all.map(\.steps) == [3, 3])
    #expect(all.map(\.progress.secondsWorked) == [30 * 60, 40 * 60])
    #expect(all[1].progress.state == .paused(since: .at("08:40")))
    let some = try lab.read { try $0.runSummaries(at: .at("10:30")) { run in run.id == Key(1) } }
    #expect(some.map(\.run.id) == [Key(1)])
    #expect(try lab.read { try $0.runSummaries(at: .at("10:30")) { _ in false } }.isEmpty)
  }
}
