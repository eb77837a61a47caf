import Tables
import Testing

@testable import Lab

@Suite("The moves of a run")
struct RunMoveTests {
  private static let run = Key<Run>(1)

  /// Something that is done with a run at 09:30, when it is allowed.
  enum Move: String, CaseIterable, Sendable {
    case complete, undo, noteStep, note, pause, resume, finish, cancel

    func make(_ change: inout Change, at time: Instant = .at("09:30")) throws {
      switch self {
      case .complete: try change.complete(step: 2, of: run, at: time)
      case .undo: try change.undo(step: 1, of: run, at: time)
      case .noteStep: try change.note("wet", atStep: 2, of: run)
      case .note: try change.note("wet", on: run, at: time)
      case .pause: try change.pause(run, at: time)
      case .resume: try change.resume(run, at: time)
      case .finish: try change.finish(run, at: time, skipping: [2: "dry", 3: "dry"])
      case .cancel: try change.cancel(run, at: time, reason: "leak")
      }
    }
  }

  private static let legal: [TemporaryLab.RunState: Set<Move>] = [
    .running: [.complete, .undo, .noteStep, .note, .pause, .finish, .cancel],
    .paused: [.undo, .noteStep, .note, .resume, .cancel],
    .completed: [],
    .cancelled: [],
  ]

  @Test(
    "Each is made where it is legal, and refused with every file as it was where it is not",
    arguments: TemporaryLab.RunState.allCases, Move.allCases)
  func everyMove(state: TemporaryLab.RunState, move: Move) throws {
    let lab = try TemporaryLab.withRun(state)
    let before = try lab.everything()
    let refusals = try lab.refusals { try move.make(&$0) }
    if Self.legal[state]?.contains(move) ?? false {
      #expect(refusals == [])
      #expect(try lab.everything() != before)
    } else {
      #expect(refusals.count == 1)
      #expect(try lab.everything() == before)
    }
    #expect(try lab.faults() == [])
  }

  @Test("What is refused is told in sentences, with what to do")
  func sentences() throws {
    let completed = try TemporaryLab.withRun(.completed)
    #expect(
      try completed.refusals { try $0.pause(Self.run, at: .at("09:30")) } == [
        "run 1 was completed at 2026-11-20T09:00:00Z: it cannot be paused. What is over stays as it "
          + "is. 'plainlab run start 1' begins another."
      ])
    let paused = try TemporaryLab.withRun(.paused)
    #expect(
      try paused.refusals { try $0.pause(Self.run, at: .at("09:30")) } == [
        "run 1 is paused already, since 2026-11-20T08:40:00Z. Go on with 'plainlab run resume 1'."
      ])
    #expect(
      try paused.refusals { try $0.finish(Self.run, at: .at("09:30")) } == [
        "run 1 is paused, since 2026-11-20T08:40:00Z. Go on with 'plainlab run resume 1' before you "
          + "finish it."
      ])
    let running = try TemporaryLab.withRun(.running)
    #expect(
      try running.refusals { try $0.resume(Self.run, at: .at("09:30")) } == [
        "run 1 is not paused, so it cannot be resumed. 'plainlab run show 1' shows what happened to "
          + "it."
      ])
    #expect(
      try running.refusals { try $0.pause(Key(7), at: .at("09:30")) } == [
        "there is no run 7. 'plainlab run list --open' shows those that are open."
      ])
  }

  @Test(
    "None is made before the run started",
    arguments: [Move.complete, .undo, .note, .pause, .finish, .cancel])
  func beforeStart(move: Move) throws {
    let lab = try TemporaryLab.withRun(.running)
    let refusals = try lab.refusals { try move.make(&$0, at: .at("07:59")) }
    #expect(refusals.count == 1)
    #expect(refusals[0].contains("at 2026-11-20T07:59:00Z: it started at 2026-11-20T08:00:00Z"))
  }

  @Test("None that turns the run is made before what happened to it last")
  func beforeLast() throws {
    let running = try TemporaryLab.withRun(.running)
    for move in [Move.pause, .finish, .cancel] {
      let refusals = try running.refusals { try move.make(&$0, at: .at("08:19")) }
      #expect(refusals.count == 1)
      #expect(refusals.first?.contains("step 1 was done at 2026-11-20T08:20:00Z") ?? false)
    }
    let paused = try TemporaryLab.withRun(.paused)
    for move in [Move.resume, .cancel] {
      let refusals = try paused.refusals { try move.make(&$0, at: .at("08:39")) }
      #expect(refusals.first?.contains("it was paused at 2026-11-20T08:40:00Z") ?? false)
    }
    // Within one second all of it may be written down.
    #expect(try paused.refusals { try $0.resume(Self.run, at: .at("08:40")) } == [])
    #expect(try running.refusals { try $0.pause(Self.run, at: .at("08:20")) } == [])
  }

  @Test("Pause, resume, completion and cancellation are events with who, when and why")
  func events() throws {
    let lab = try TemporaryLab.withRun(.running)
    try lab.write { change in
      try change.pause(Self.run, by: Key(1), at: .at("08:30"), reason: " Lunch ")
      try change.resume(Self.run, at: .at("09:00"))
      try change.note("wet, and cold", on: Self.run, by: Key(4), at: .at("08:45"))
      try change.cancel(Self.run, by: Key(1), at: .at("09:10"), reason: "Leak")
    }
    #expect(
      try lab.text("run_events") == """
        id,run_id,event,at,user_id,reason
        1,1,start,2026-11-20T08:00:00Z,1,
        2,1,pause,2026-11-20T08:30:00Z,1,Lunch
        3,1,resume,2026-11-20T09:00:00Z,,
        4,1,note,2026-11-20T08:45:00Z,4,"wet, and cold"
        5,1,cancel,2026-11-20T09:10:00Z,1,Leak

        """)
    let record = try #require(try lab.read { try $0.record(of: Self.run) })
    #expect(record.run.status == .cancelled)
    #expect(record.progress(at: .at("12:00")).secondsWorked == 40 * 60)
    #expect(try lab.faults() == [])
  }

  @Test("Finishing with open steps names them, and takes a reason for each")
  func openSteps() throws {
    let lab = try TemporaryLab.withRun(.running)
    #expect(
      try lab.refusals { try $0.finish(Self.run, at: .at("09:00")) } == [
        "run 1 has open steps: 2 and 3. Do them, or say why each is left out: --skip 2=REASON "
          + "--skip 3=REASON."
      ])
    #expect(
      try lab.refusals { try $0.finish(Self.run, at: .at("09:00"), skipping: [3: "no need"]) } == [
        "run 1 has an open step: 2. Do it, or say why it is left out: --skip 2=REASON."
      ])
    let finish = { (reasons: [Int: String]) in
      try lab.refusals { try $0.finish(Self.run, at: .at("09:00"), skipping: reasons) }
    }
    #expect(try finish([2: "a", 3: "  "])[0].contains("this one is empty"))
    #expect(try finish([1: "a", 2: "b", 3: "c"])[0].contains("step 1 of run 1 is done"))
    #expect(try finish([2: "a", 3: "b", 4: "c"])[0].contains("run 1 has no step 4"))
    try lab.write { change in
      try change.note("warm", atStep: 2, of: Self.run)
      try change.finish(
        Self.run, at: .at("09:00"), skipping: [2: "not shaken", 3: "dry already"], notes: "Quick")
    }
    #expect(
      try lab.text("run_steps") == """
        id,run_id,step_id,completed,completed_at,notes
        1,1,11,true,2026-11-20T08:20:00Z,
        2,1,12,false,,warm; not shaken
        3,1,13,false,,dry already

        """)
    #expect(
      try lab.text("runs").hasSuffix(
        "1,1,2026-11-20T08:00:00Z,2026-11-20T09:00:00Z,completed,Quick,2,1\n"))
    #expect(try lab.faults() == [])
  }

  @Test("A run is given up for a reason, and a note says something")
  func emptyWords() throws {
    let lab = try TemporaryLab.withRun(.running)
    #expect(try lab.refusals { try $0.cancel(Self.run, at: .at("09:00"), reason: " ") }.count == 1)
    #expect(try lab.refusals { try $0.note("\t", on: Self.run, at: .at("09:00")) }.count == 1)
    #expect(try lab.refusals { try $0.note("", atStep: 1, of: Self.run) }.count == 1)
    // A pause may go without.
    try lab.write { try $0.pause(Self.run, at: .at("09:00"), reason: " ") }
    #expect(try lab.text("run_events").hasSuffix("2,1,pause,2026-11-20T09:00:00Z,,\n"))
  }
}
