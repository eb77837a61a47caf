import CommandLineKit
import JSONText
import Testing

@testable import plainlab

@Suite("plainlab run")
struct RunCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writeRinsing()
  }

  @Test("A day of a run: each command says in a line what was made, and check has nothing to say")
  func day() throws {
    #expect(
      folder.at("08:00", "run", "start", "Rinse", "--user", "ADA") == (
        .success, "Run 1 of 'Rinse' (version 2) started at 2026-11-20T08:00:00Z.\n", ""
      ))
    #expect(
      folder.at("08:20", "run", "step", "1", "1", "--done", "--note", "21 °C").out
        == "Step 1 of run 1 done at 2026-11-20T08:20:00Z: 1 of 3 steps done.\n")
    #expect(
      folder.at("08:25", "run", "pause", "1", "--reason", "Lunch").out
        == "Run 1 paused at 2026-11-20T08:25:00Z.\n")
    #expect(
      folder.at("08:55", "run", "resume", "1").out
        == "Run 1 resumed at 2026-11-20T08:55:00Z, after a pause of 30 min 00 s.\n")
    #expect(
      folder.at("09:05", "run", "step", "1", "2", "--done", "--at", "09:00").out
        == "Step 2 of run 1 done at 2026-11-20T09:00:00Z: 2 of 3 steps done.\n")
    #expect(
      folder.at("09:06", "run", "step", "1", "2", "--undo", "--note", "wrong rack").out
        == "Step 2 of run 1 undone at 2026-11-20T09:06:00Z: 1 of 3 steps done.\n")
    #expect(
      folder.at("09:07", "run", "step", "1", "2", "--note", "cold").out
        == "Noted at step 2 of run 1.\n")
    #expect(
      folder.at(
        "09:08", ["run", "note", "1", "a smell"], environment: ["PLAINLAB_USER": "ADA"]
      ).out
        == "Noted on run 1.\n")
    #expect(
      folder.at("09:10", "run", "step", "1", "2", "--done").out
        == "Step 2 of run 1 done at 2026-11-20T09:10:00Z: 2 of 3 steps done.\n")
    #expect(
      folder.at("09:15", "run", "finish", "1", "--skip", "3=dry already").out
        == "Run 1 completed at 2026-11-20T09:15:00Z, after 45 min 00 s of work.\n")
    #expect(folder.at("09:20", "check") == (.success, "", ""))
    #expect(
      folder.at("12:00", "run", "show", "1").out == """
        Run 1  Rinse, version 2
        Started 2026-11-20 08:00 UTC by Ada Byron, expected 20 min
        Completed 09:15, 2 of 3 steps done, 45 min 00 s of work in 1 h 15 min

        ✓ 1  Fill   08:20     20 min 00 s  of 15 min  ████████▶
             21 °C
        ✓ 2  Shake  09:10     20 min 00 s  of 5 min   ████████▶
             cold
        – 3  Dry    left out
             dry already

        Pauses
          08:25 to 08:55  30 min 00 s  Lunch

        Notes
          09:06  Step 2 undone; it was done at 2026-11-20T09:00:00Z: wrong rack
          09:08  ADA  a smell

        """)
  }

  @Test("What is refused is said with exit status 1, and changes nothing")
  func refused() throws {
    _ = folder.at("08:00", "run", "start", "1")
    let before = try folder.tables()
    let finish = folder.at("09:00", "run", "finish", "1")
    #expect(finish.status == .findings)
    #expect(finish.out == "")
    #expect(finish.error.contains("run 1 has open steps: 1, 2 and 3"))
    #expect(finish.error.contains("--skip 1=REASON --skip 2=REASON --skip 3=REASON"))
    #expect(folder.at("09:00", "run", "resume", "1").status == .findings)
    #expect(folder.at("09:00", "run", "pause", "2").error.contains("there is no run 2"))
    #expect(
      folder.at("09:00", "run", "pause", "1", "--user", "AAD").error
        .contains("Did you mean 'ADA'?"))
    #expect(try folder.tables() == before)
  }

  @Test("A dry run shows each line that would be written, and writes none")
  func dryRun() throws {
    let before = try folder.tables()
    let run = folder.at("08:00", "run", "start", "1", "--user", "ADA", "--dry-run")
    #expect(run.status == .success)
    let added = run.out.split(separator: "\n").filter { $0.hasPrefix("+") && !$0.hasPrefix("+++") }
    #expect(
      added == [
        "+id,procedure_id,start_time,end_time,status,notes,procedure_version,user_id",
        "+1,1,2026-11-20T08:00:00Z,,in_progress,,2,1",
        "+id,run_id,step_id,completed,completed_at,notes",
        "+1,1,11,false,,", "+2,1,12,false,,", "+3,1,13,false,,",
        "+id,run_id,event,at,user_id,reason", "+1,1,start,2026-11-20T08:00:00Z,1,",
      ])
    #expect(!run.out.contains("started"))
    #expect(try folder.tables() == before)
  }

  @Test(
    "Every command that writes has a dry run, which writes nothing",
    arguments: [
      ["start", "1"], ["step", "1", "1", "--done"], ["step", "1", "1", "--note", "x"],
      ["note", "1", "x"], ["pause", "1"], ["cancel", "1", "--reason", "x"],
      ["finish", "1", "--skip", "1=a", "--skip", "2=b", "--skip", "3=c"],
    ])
  func everyDryRun(words: [String]) throws {
    _ = folder.at("08:00", "run", "start", "1")
    let before = try folder.tables()
    let run = folder.run(
      arguments: ["run"] + words + ["--at", "2026-11-20T09:00:00Z", "--dry-run"])
    #expect(run.status == .success)
    #expect(run.out.contains("\n+"))
    #expect(try folder.tables() == before)
  }

  @Test("Words that make no sense are told before anything is written")
  func usage() throws {
    _ = folder.at("08:00", "run", "start", "1")
    let before = try folder.tables()
    let said = { (words: [String]) -> String in
      let run = folder.run(arguments: ["run"] + words)
      #expect(run.status == .usage)
      return run.error
    }
    #expect(said(["start", "Rins"]).contains("Did you mean 'Rinse'?"))
    #expect(said(["start", "9"]).contains("There is no procedure '9'"))
    #expect(said(["step", "1", "1"]).contains("--done, --undo or --note"))
    #expect(said(["step", "1", "1", "--done", "--undo"]).contains("exclude each other"))
    #expect(said(["finish", "1", "--skip", "no need"]).contains("3='not needed'"))
    #expect(said(["finish", "1", "--skip", "3="]).contains("3='not needed'"))
    #expect(
      said(["finish", "1", "--skip", "3=a", "--skip", "3=b"]).contains("names step 3 twice"))
    #expect(said(["cancel", "1"]).contains("--reason is missing"))
    #expect(said(["pause", "1", "--at", "half past eight"]).contains("--at needs a time like"))
    #expect(try folder.tables() == before)
  }

  @Test("A run that is open while its procedure is edited goes on with the words it began with")
  func edited() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("data")
    _ = folder.at(
      "07:00",
      ["procedure", "create", "Rinse", "--step", "Fill", "--step", "Shake", "--step", "Dry"])
    _ = folder.at("08:00", "run", "start", "Rinse")
    _ = folder.at("08:10", "run", "step", "1", "1", "--done")
    #expect(
      folder.at(
        "08:11", ["procedure", "edit", "1", "--drop-step", "2", "--add-step", "Look"]
      ).status == .success)
    #expect(
      folder.at("08:15", "run", "show", "1").out == """
        Run 1  Rinse, version 1
        Started 2026-11-20 08:00 UTC
        Running, 1 of 3 steps done, 15 min 00 s of work

        ✓ 1  Fill   08:10  10 min 00 s
        ▸ 2  Shake          5 min 00 s
        · 3  Dry

        """)
    #expect(folder.at("08:20", "run", "step", "1", "2", "--done").status == .success)
    #expect(folder.at("08:30", "run", "finish", "1", "--skip", "3=dry").status == .success)
    _ = folder.at("09:00", "run", "start", "Rinse")
    #expect(folder.at("09:00", "run", "show", "2").out.contains("version 2"))
    #expect(folder.at("09:00", "run", "show", "2").out.contains("· 2  Dry\n· 3  Look\n"))
    #expect(folder.at("10:00", "check") == (.success, "", ""))
  }

  @Test("Where there is no procedure yet, that is said")
  func none() throws {
    let empty = try TemporaryFolder()
    try empty.makeFolder("data")
    #expect(
      empty.plainlab("run start 1").error
        .contains("There is no procedure '1'. There is none yet.\n"))
  }

  @Test("Two procedures of one name are told apart by their numbers")
  func ambiguous() throws {
    try folder.write(
      try folder.text("data/procedures.csv")
        + "5,Rinse,,2026-01-01T08:00:00Z,2026-01-01T08:00:00Z,1\n",
      to: "data/procedures.csv")
    #expect(
      folder.at("08:00", "run", "start", "Rinse").error
        .contains("'Rinse' is the name of 1 and 5. Name one by its id."))
    #expect(folder.at("08:00", "run", "start", "1").status == .success)
  }

  @Test("Runs are listed with how far they are, and chosen by what is asked for")
  func list() throws {
    _ = folder.at("08:00", "run", "start", "1", "--user", "ADA")
    _ = folder.at("08:30", "run", "start", "1")
    _ = folder.at("08:40", "run", "step", "2", "2", "--done")
    _ = folder.at("08:45", "run", "cancel", "1", "--reason", "leak")
    _ = folder.at("08:50", "run", "pause", "2")
    #expect(
      folder.at("09:30", "run", "list").out == """
        run  procedure  state      done  steps  started           worked_minutes  user  ended
          2  Rinse      paused        1      3  2026-11-20 08:30            20.0  -     -
          1  Rinse      cancelled     0      3  2026-11-20 08:00            45.0  ADA   2026-11-20 08:45

        """)
    #expect(
      folder.at("09:30", "run", "list", "--open", "--format", "csv").out == """
        run,procedure,state,done,steps,started,worked_minutes,user,ended
        2,Rinse,paused,1,3,2026-11-20T08:30:00Z,20.0,,

        """)
    let runs = { (words: [String]) in
      folder.run(arguments: ["run", "list", "--format", "csv"] + words).out
        .split(separator: "\n").dropFirst().map { $0.prefix(1) }
    }
    #expect(runs(["--status", "cancelled"]) == ["1"])
    #expect(runs(["--since", "2026-11-20T08:30:00Z"]) == ["2"])
    #expect(runs(["--procedure", "Rinse"]) == ["2", "1"])
    #expect(runs(["--limit", "1"]) == ["2"])
    #expect(runs(["--status", "completed"]) == [])
    #expect(folder.at("09:30", "run", "list", "--status", "completed").error == "No runs.\n")
    let asOf = folder.at("09:30", "run", "list", "--as-of", "2026-11-20T08:40:00Z").out
    #expect(
      asOf == """
        run  procedure  state    done  steps  started           worked_minutes  user  ended
          2  Rinse      running     1      3  2026-11-20 08:30            10.0  -     -
          1  Rinse      running     0      3  2026-11-20 08:00            40.0  ADA   -

        """)
  }

  @Test("An open run shows what is done now, and for how long")
  func open() throws {
    _ = folder.at("08:00", "run", "start", "1")
    _ = folder.at("08:05", "run", "step", "1", "1", "--done")
    #expect(
      folder.at("08:08", "run", "show", "1").out == """
        Run 1  Rinse, version 2
        Started 2026-11-20 08:00 UTC, expected 20 min
        Running, 1 of 3 steps done, 8 min 00 s of work

        ✓ 1  Fill   08:05   5 min 00 s  of 15 min  ██▋
        ▸ 2  Shake          3 min 00 s  of 5 min   ████▊
        · 3  Dry

        """)
    _ = folder.at("08:09", "run", "pause", "1")
    #expect(
      folder.at("08:30", "run", "show", "1").out
        .contains("Paused since 08:09, 1 of 3 steps done, 9 min 00 s of work in 30 min 00 s"))
  }

  @Test("On a narrow terminal descriptions are wrapped, and no control character is obeyed")
  func narrow() throws {
    try folder.write(
      """
      id,procedure_id,order,description,estimated_duration
      11,1,1,Fill the basin with water of the right temperature up to the upper mark,15
      12,1,2,Shake\u{1B}[31m,5

      """, to: "data/steps.csv")
    _ = folder.at("08:00", "run", "start", "1")
    let out = folder.at("08:08", "run", "show", "1", isTerminal: true).out
    #expect(out.contains("▸ 1  Fill the basin with water of the right     8 min 00 s  of 15 min"))
    #expect(out.contains("\n     temperature up to the upper mark\n"))
    #expect(out.contains("Shake\\u{1B}[31m"))
    #expect(!out.contains("\u{1B}[31m"))
    for line in out.split(separator: "\n").dropFirst(3) { #expect(line.count <= 80, "\(line)") }
  }

  @Test("As JSON a run is one object")
  func json() throws {
    _ = folder.at("08:00", "run", "start", "1", "--user", "ADA")
    _ = folder.at("08:05", "run", "step", "1", "1", "--done")
    let run = folder.at("08:08", "run", "show", "1", "--format", "json")
    let json = try JSON(parsing: run.out)
    #expect(json["state"]?.string == "running")
    #expect(json["user"]?.string == "ADA")
    #expect(json["worked_seconds"]?.int == 480)
    #expect(json["steps"]?.array?.map { $0["taken_seconds"]?.int } == [300, nil, nil])
    #expect(json["events"]?.array?.map { $0["event"]?.string } == ["start"])
    #expect(folder.at("08:08", "run", "show", "9").status == .findings)
  }
}

extension TemporaryFolder {
  /// A lab with a procedure of three steps, in its second version, and a person who follows it.
  func writeRinsing() throws {
    try write(
      """
      id,name,description,created_at,updated_at,version
      1,Rinse,,2026-01-01T08:00:00Z,2026-02-01T08:00:00Z,2

      """, to: "data/procedures.csv")
    try write(
      """
      id,procedure_id,order,description,estimated_duration
      11,1,1,Fill,15
      12,1,2,Shake,5
      13,1,3,Dry,

      """, to: "data/steps.csv")
    try write(
      """
      id,code,username,full_name,email,is_active,date_joined,role
      1,ADA,ada,Ada Byron,,true,,operator

      """, to: "data/users.csv")
    try write("key,value,description\ntime_zone,UTC,\n", to: "data/settings.csv")
  }
}
