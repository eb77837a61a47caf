import CommandLineKit
import Testing

@testable import plainlab

@Suite("plainlab run do")
struct RunDialogueTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writeRinsing()
  }

  private func talk(_ time: String, _ answers: String...) -> Answer {
    folder.at(time, "run", "do", "Rinse", "--user", "ADA", answers: answers)
  }

  @Test("A run from its first step to its end, as it stands on the screen")
  func whole() throws {
    #expect(
      talk("08:00", "yes", "d", "done warm", "n", "a smell", "d", "f") == (
        .success,
        """
        Rinse, version 2

        Begin a run? [y]es or [q]uit: Run 1 started at 2026-11-20T08:01:00Z.

        Step 1 of 3  expected 15 min, on it for 0 s, run 0 s
          Fill
        [d]one  [n]ote  [b]ack  [g]o on  [p]ause  [c]ancel  [q]uit > \

        Step 2 of 3  expected 5 min, on it for 0 s, run 1 min 00 s
          Shake
        [d]one  [n]ote  [b]ack  [g]o on  [p]ause  [c]ancel  [q]uit > \

        Step 3 of 3  on it for 0 s, run 2 min 00 s
          Dry
        [d]one  [n]ote  [b]ack  [g]o on  [p]ause  [c]ancel  [q]uit > Note: \

        Step 3 of 3  on it for 2 min 00 s, run 4 min 00 s
          Dry
          a smell
        [d]one  [n]ote  [b]ack  [g]o on  [p]ause  [c]ancel  [q]uit > \

        All steps are done  5 min 00 s of work
        [f]inish  [n]ote  [b]ack  [p]ause  [c]ancel  [q]uit > \
        Run 1 is completed, after 6 min 00 s of work.

        """, ""
      ))
    #expect(
      try folder.text("data/run_steps.csv") == """
        id,run_id,step_id,completed,completed_at,notes
        1,1,11,true,2026-11-20T08:02:00Z,
        2,1,12,true,2026-11-20T08:03:00Z,warm
        3,1,13,true,2026-11-20T08:06:00Z,a smell

        """)
    #expect(folder.at("09:00", "check") == (.success, "", ""))
  }

  @Test("A closed terminal loses nothing, and the next one goes on where it was")
  func closed() throws {
    let first = talk("08:00", "y", "d")
    #expect(first.status == .success)
    #expect(
      first.out.hasSuffix(
        "[q]uit > \nRun 1 stays open; all is saved. 'plainlab run do 1' goes on with it.\n"))
    #expect(try folder.text("data/run_steps.csv").contains("1,1,11,true,2026-11-20T08:02:00Z,\n"))
    let second = talk("09:00", "", "d", "q")
    #expect(
      second.out.contains(
        "Run 1 is open: started 2026-11-20 08:01 UTC by ADA, 1 of 3 steps done, running\n"
          + "Go on with it? [y]es, a [n]ew run, or [q]uit: \nStep 2 of 3"))
    #expect(second.out.contains("on it for 59 min 00 s, run 1 h 00 min\n  Shake"))
    #expect(try folder.text("data/run_steps.csv").contains("2,1,12,true,2026-11-20T09:02:00Z,\n"))
    #expect(try folder.text("data/runs.csv").split(separator: "\n").count == 2)
    #expect(folder.at("09:10", "check") == (.success, "", ""))
  }

  @Test(
    "Wherever the terminal is closed, the rest can be said in the next and nothing twice",
    arguments: 1...10)
  func anywhere(count: Int) throws {
    let answers = ["y", "d", "n", "warm", "p", "lunch", "r", "d", "d", "n hot", "f"]
    let first = folder.at("08:00", "run", "do", "1", answers: Array(answers.prefix(count)))
    #expect(first.status == .success)
    // A question in a question is asked again: what the note is, and why the pause.
    let rest = answers.dropFirst(["n", "p"].contains(answers[count - 1]) ? count - 1 : count)
    let second = folder.at("09:00", "run", "do", "1", answers: ["y"] + rest)
    #expect(second.status == .success)
    #expect(first.error + second.error == "")
    let steps = try folder.text("data/run_steps.csv").split(separator: "\n").dropFirst()
    #expect(steps.map { $0.split(separator: ",")[3] } == ["true", "true", "true"])
    #expect(steps.map { $0.hasSuffix(",warm") } == [false, true, false])
    let events = try folder.text("data/run_events.csv").split(separator: "\n").dropFirst()
    #expect(
      events.map { $0.split(separator: ",")[2] }
        == ["start", "pause", "resume", "note", "complete"])
    #expect(try folder.text("data/runs.csv").split(separator: "\n").count == 2)
    #expect(folder.at("10:00", "check") == (.success, "", ""))
  }

  @Test("Nothing is begun when nobody says so")
  func nobody() throws {
    for answers in [[], ["q"], ["quit"], ["what"]] {
      let run = folder.at("08:00", "run", "do", "1", answers: answers)
      #expect(run.status == .success)
      #expect(!run.out.contains("started"))
    }
    #expect(try !folder.names(in: "data").contains("runs.csv"))
  }

  @Test("Of several open runs one is named, or another begun")
  func several() throws {
    _ = talk("08:00", "y")
    #expect(talk("08:10", "n").out.contains("Run 2 started at 2026-11-20T08:11:00Z."))
    let both = talk("08:20", "7", "y", "", "2", "d")
    #expect(both.out.contains("Run 1 is open: started 2026-11-20 08:01 UTC"))
    #expect(both.out.contains("Run 2 is open: started 2026-11-20 08:11 UTC"))
    #expect(both.out.contains("'plainlab run do 1' goes on"))
    #expect(try folder.text("data/run_steps.csv").contains("4,2,11,true,2026-11-20T08:25:00Z,\n"))
    #expect(talk("08:30", "n").out.contains("Run 3 started"))
    #expect(talk("08:40", "q").status == .success)
  }

  @Test("One goes back to a step, and takes back that it is done")
  func back() throws {
    let run = talk("08:00", "y", "b", "d", "b", "u wrong rack", "d")
    #expect(run.out.contains("This is the first step."))
    #expect(
      run.out.contains(
        "Step 1 of 3  expected 15 min, done 2026-11-20 08:03 UTC, took 2 min 00 s, run 3 min 00 s\n"
          + "  Fill\n[u]ndo  [n]ote  [b]ack"))
    #expect(try folder.text("data/run_steps.csv").contains("1,1,11,true,2026-11-20T08:06:00Z,\n"))
    #expect(
      try folder.text("data/run_events.csv").contains(
        "note,2026-11-20T08:05:00Z,1,"
          + "Step 1 undone; it was done at 2026-11-20T08:03:00Z: wrong rack\n"))
  }

  @Test("A pause is no time of work, and lasts until somebody goes on")
  func pause() throws {
    let first = talk("08:00", "y", "p lunch")
    #expect(first.out.contains("Paused for 0 s: lunch\n[r]esume  [n]ote  [c]ancel  [q]uit > "))
    let second = talk("09:00", "y", "n still away", "resume", "d")
    #expect(second.out.contains("0 of 3 steps done, paused"))
    #expect(second.out.contains("Paused for 59 min 00 s: lunch\n"))
    #expect(second.out.contains("Step 1 of 3  expected 15 min, on it for 1 min 00 s"))
    #expect(second.out.contains("run 2 min 00 s\n  Shake"))
    #expect(try folder.text("data/run_events.csv").contains("note,2026-11-20T09:02:00Z,1,still"))
  }

  @Test("Steps that are left open need a reason each before the run is over")
  func leftOpen() throws {
    let run = talk("08:00", "y", "g", "d", "g", "f", "not needed", "", "g", "f", "a", "b")
    #expect(run.out.contains("Steps 1 and 3 are open  "))
    #expect(run.out.contains("Why is step 1 left out? (Enter: it is not) "))
    #expect(run.out.hasSuffix("Run 1 is completed, after 10 min 00 s of work.\n"))
    #expect(
      try folder.text("data/run_steps.csv") == """
        id,run_id,step_id,completed,completed_at,notes
        1,1,11,false,,a
        2,1,12,true,2026-11-20T08:03:00Z,
        3,1,13,false,,b

        """)
  }

  @Test("A run is given up for a reason, and not by a slip")
  func cancel() throws {
    let run = talk("08:00", "y", "c", "", "c", "leak")
    #expect(run.out.contains("Why is it given up? (Enter: it is not) \nStep 1 of 3"))
    #expect(run.out.hasSuffix("Run 1 is cancelled, after 4 min 00 s of work.\n"))
    #expect(try folder.text("data/run_events.csv").contains("cancel,2026-11-20T08:05:00Z,1,leak\n"))
  }

  @Test("A word that means nothing here is told, and Enter shows how long it has been")
  func words() throws {
    let run = talk("08:00", "y", "x", "resume", "", "D")
    #expect(run.out.contains("There is no 'x' here: a letter or a word of those."))
    #expect(run.out.contains("There is no 'resume' here"))
    #expect(run.out.contains("on it for 3 min 00 s"))
    #expect(run.out.contains("Step 2 of 3"))
  }

  @Test("What somebody else did meanwhile is seen, and no fault of the person's")
  func meanwhile() throws {
    _ = talk("08:00", "y")
    // The clock of this computer is behind the one on which the step was noted.
    _ = folder.at("10:00", "run", "step", "1", "1", "--done")
    let run = talk("09:00", "y", "p soon", "q")
    #expect(run.status == .success)
    #expect(
      run.error.contains(
        "Not done: run 1 cannot be paused at 2026-11-20T09:02:00Z: step 1 was done at"))
    _ = folder.at("10:10", "run", "cancel", "1", "--reason", "leak")
    #expect(talk("11:00", "q").out.contains("Begin a run?"))
  }

  @Test("A person whom nobody knows begins no run")
  func unknownPerson() throws {
    let run = folder.at("08:00", "run", "do", "1", "--user", "XXX", answers: ["y"])
    #expect(run.status == .findings)
    #expect(run.error.contains("nobody has the code 'XXX'"))
    #expect(try !folder.names(in: "data").contains("runs.csv"))
  }
}
