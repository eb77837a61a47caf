import CommandLineKit
import Foundation
import Testing

@testable import plainlab

@Suite("plainlab procedure")
struct ProcedureCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What the program does with these words, at noon of a day in 2026.
  @discardableResult
  private func run(
    _ words: String..., isTerminal: Bool = false, width: Int = 80,
    environment: [String: String] = [:]
  ) -> Answer {
    let captured = Console.captured(
      isTerminal: isTerminal, width: width,
      environment: environment.merging(["PATH": "/usr/bin:/bin"]) { given, _ in given },
      workingDirectory: folder.url.path, now: { 1_795_262_400 })
    let status = Plainlab.program.run(arguments: words, console: captured.console)
    return (status, captured.out, captured.error)
  }

  private func makeRinsing() throws {
    try folder.makeFolder("data")
    run("procedure", "create", "Rinsing", "--step", "Rinse (5 min)", "--step", "Dry (1 h)")
  }

  @Test("A procedure is created, shown, found and deleted")
  func life() throws {
    try folder.makeFolder("data")
    #expect(run("label", "create", "wet") == (.success, "Created label 1 'wet', in #1F77B4.\n", ""))
    #expect(
      run(
        "procedure", "create", "Rinsing", "--description", "Before each test.", "--step", "Rinse",
        "--step", "Dry", "--duration", "5", "--duration", "1h", "--label", "wet")
        == (.success, "Created procedure 1 'Rinsing': version 1, 2 steps.\n", ""))
    #expect(
      run("procedure", "show", "Rinsing") == (
        .success,
        """
        Rinsing
        procedure 1, version 1, 2026-11-21  ·  wet

        Before each test.

        1  Rinse   5 min
        2  Dry    60 min
           Total  65 min

        """, ""
      ))
    #expect(
      run("procedure", "list", "--search", "DRY", "--label", "wet", "--format", "csv").out == """
        id,name,version,steps,minutes,labels,updated_at
        1,Rinsing,1,2,65,wet,2026-11-21T12:00:00Z

        """)
    #expect(run("procedure", "list", "--search", "weigh").error == "No procedures.\n")
    #expect(
      run("procedure", "delete", "1").out
        == "Deleted procedure 1 'Rinsing', and with it 2 rows of steps, 1 row of versions and "
        + "1 row of procedure_labels.\n")
    #expect(folder.plainlab("check --strict").status == .success)
  }

  @Test("Edits, versions, differences and restoring")
  func versions() throws {
    try makeRinsing()
    #expect(
      run("procedure", "edit", "1", "--add-step", "Pack", "--name", "Wet cleaning").out
        == "Changed procedure 1 'Wet cleaning', now at version 2: name changed, step 3 added.\n")
    #expect(
      run("procedure", "edit", "1", "--drop-step", "1", "-m", "Not needed").out
        == "Changed procedure 1 'Wet cleaning', now at version 3: former step 1 dropped.\n")
    #expect(
      run("procedure", "edit", "1", "--duration", "2h", "--duration", "-").out
        == "Changed procedure 1 'Wet cleaning', now at version 4: step 1 re-timed.\n")
    #expect(
      run("procedure", "versions", "1").out == """
        version  created_at            steps  change_description
              1  2026-11-21T12:00:00Z      2  First version
              2  2026-11-21T12:00:00Z      3  Name changed, step 3 added
              3  2026-11-21T12:00:00Z      2  Not needed
              4  2026-11-21T12:00:00Z      2  Step 1 re-timed

        """)
    #expect(
      run("procedure", "diff", "1", "2", "4").out == """
        --- procedure 1, version 2
        +++ procedure 1, version 4
        @@ -1,6 +1,5 @@
         name: Wet cleaning
         description:
         
        -1. Rinse  (5 min)
        -2. Dry  (60 min)
        -3. Pack
        +1. Dry  (120 min)
        +2. Pack

        """)
    #expect(run("procedure", "diff", "1").out.contains("-1. Dry  (60 min)\n+1. Dry  (120 min)\n"))
    #expect(run("procedure", "diff", "1", "4") == (.success, "", "They say the same.\n"))
    #expect(
      run("procedure", "restore", "1", "1").out
        == "Changed procedure 1 'Rinsing', now at version 5: name changed, step 2 re-timed, step "
        + "1 added, former step 2 dropped.\n")
    #expect(
      run("procedure", "show", "1", "3").out.hasPrefix(
        "Wet cleaning\nprocedure 1, version 3 of 5, 2026-11-21\n"))
    #expect(folder.plainlab("check --strict").status == .success)
  }

  @Test("A dry run shows the lines that would change, and changes none")
  func dryRun() throws {
    try makeRinsing()
    let before = try folder.text("data/steps.csv")
    let edit = run("procedure", "edit", "1", "--add-step", "Pack", "--dry-run")
    #expect(edit.status == .success && edit.error == "")
    #expect(edit.out.contains("+3,1,3,Pack,\n") && edit.out.contains("+2,1,2,"))
    for words in [
      ["create", "B"], ["delete", "1"], ["restore", "1", "1"], ["edit", "1", "--name", "B"],
    ] {
      let answer = folder.run(arguments: ["procedure"] + words + ["--dry-run"])
      #expect(!answer.out.contains("Created") && !answer.out.contains("Deleted"))
    }
    #expect(try folder.text("data/steps.csv") == before)
    #expect(run("procedure", "list", "--format", "csv").out.split(separator: "\n").count == 2)
  }

  @Test("What cannot be done is refused, with what to do instead")
  func refusals() throws {
    try makeRinsing()
    try folder.write(
      "id,procedure_id,start_time,status\n7,1,2026-11-02T08:00:00Z,in_progress\n",
      to: "data/runs.csv")
    #expect(
      run("procedure", "delete", "1") == (
        .findings, "",
        "plainlab procedure delete: procedure 1 cannot be deleted: 1 run followed it, the last one "
          + "on 2026-11-02 (run 7)\n"
      ))
    #expect(
      run("procedure", "edit", "1", "--name", "Rinsing") == (
        .findings, "",
        "plainlab procedure edit: procedure 1 says this already: it stays at version 1\n"
      ))
    #expect(
      run("procedure", "restore", "1", "4").error
        == "plainlab procedure restore: no version 4 of procedure 1 is kept; there is 1\n")
    #expect(run("procedure", "create", " ").error.contains("a procedure needs a name"))
  }

  @Test(
    "Words that make no sense are told",
    arguments: [
      (["show", "Rinsin"], "There is no procedure 'Rinsin'. Did you mean 'Rinsing'?"),
      (["show", "7"], "There is no procedure '7'. There is Rinsing."),
      (["list", "--label", "wet"], "There is no label 'wet'."),
      (["create", "A", "--label", "wet"], "There is no label 'wet'."),
      (
        ["create", "A", "--step", "B", "--step", "C", "--duration", "5"],
        "There are 2 steps and 1 duration: give one for each step, in their order, and '-' for one "
          + "that is not estimated."
      ),
      (["create", "A", "--step", "B (1.5 h)"], "'(1.5 h)' is not a duration in whole minutes"),
      (["create", "A", "--duration", "soon"], "--duration needs whole minutes like 90 or 1h30min"),
      (["edit", "1", "--drop-step", "3"], "There is no step 3 to drop; there are steps 1 to 2."),
      (["edit", "1", "--step", "A", "--add-step", "B"], "--step gives all steps anew"),
      (["edit", "1"], "No editor is set. Set VISUAL or EDITOR"),
      (["edit", "1", "--from", "x", "--name", "B"], "--from gives the whole text"),
    ])
  func nonsense(words: [String], message: String) throws {
    try makeRinsing()
    let answer = folder.run(arguments: ["procedure"] + words)
    #expect(answer.status == .usage && answer.out == "")
    #expect(answer.error.contains(message), "\(answer.error)")
  }

  @Test("Two procedures of one name are told apart by their ids")
  func namesakes() throws {
    try makeRinsing()
    #expect(
      run("procedure", "create", "Rinsing").error
        == "Note: procedure 1 'Rinsing' has the same name.\n")
    #expect(
      run("procedure", "show", "Rinsing").error.contains(
        "'Rinsing' is the name of 1 and 2. Name one by its id."))
    #expect(run("procedure", "show", "2").status == .success)
  }

  @Test("A page fits the terminal, and long words too")
  func narrow() throws {
    try folder.makeFolder("data")
    run(
      "procedure", "create", "A name that is rather long for a terminal like this", "--description",
      String(repeating: "x", count: 70), "--step",
      "Warm up the simulator until three flashes agree within 0.3 % (15 min)", "--step",
      "First\nsecond (1200 min)")
    let page = run("procedure", "show", "1", isTerminal: true, width: 40).out
    #expect(page.split(separator: "\n").allSatisfy { $0.count <= 40 }, "\(page)")
    #expect(
      page.hasSuffix(
        """
        1  Warm up the simulator until    15 min
           three flashes agree within
           0.3 %
        2  First                        1200 min
           second
           Total                        1215 min

        """))
  }

  @Test("The last runs stand below the steps")
  func runs() throws {
    try makeRinsing()
    try folder.write(
      """
      id,procedure_id,start_time,end_time,status,procedure_version
      1,1,2026-11-01T08:00:00Z,2026-11-01T09:02:00Z,completed,1
      2,1,2026-11-02T08:00:00Z,2026-11-02T08:00:30Z,cancelled,
      10,1,2026-11-03T08:00:00Z,,in_progress,1
      4,1,2026-10-01T08:00:00Z,2026-10-01T08:30:00Z,completed,1

      """, to: "data/runs.csv")
    #expect(
      run("procedure", "show", "1").out.hasSuffix(
        """

        Runs  4: 1 cancelled, 2 completed, 1 in progress
          10  2026-11-03T08:00:00Z  in progress              version 1
           2  2026-11-02T08:00:00Z  cancelled    30 s
           1  2026-11-01T08:00:00Z  completed    1 h 02 min  version 1

        """))
  }

  @Test("Rows that were edited by hand since the last version are mentioned")
  func editedByHand() throws {
    try makeRinsing()
    let steps = try folder.text("data/steps.csv")
    try folder.write(steps.replacing("Dry", with: "Dry well"), to: "data/steps.csv")
    let answer = run("procedure", "show", "1")
    #expect(answer.out.contains("2  Dry well"))
    #expect(
      answer.error
        == "The rows were edited by hand since version 1 was kept; the next edit makes a "
        + "version of what they say.\n")
  }

  @Test("Control characters of a hand-made table never reach the terminal")
  func controlCharacters() throws {
    try folder.write(
      "id,name,created_at,updated_at,version\n"
        + "1,A\u{1B}[2J,2026-01-01T08:00:00Z,2026-01-01T08:00:00Z,1\n", to: "data/procedures.csv")
    for words in [
      ["show", "1"], ["list"], ["edit", "1", "--add-step", "B\u{7}"], ["diff", "1", "1"],
    ] {
      let answer = folder.run(arguments: ["procedure"] + words)
      #expect(!(answer.out + answer.error).contains { "\u{1B}\u{7}".contains($0) }, "\(words)")
    }
  }

  @Test("As JSON it has all that a program needs")
  func json() throws {
    try makeRinsing()
    #expect(
      run("procedure", "show", "1", "--format", "json").out
        == #"{"id":1,"name":"Rinsing","description":null,"version":1,"#
        + #""created_at":"2026-11-21T12:00:00Z","updated_at":"2026-11-21T12:00:00Z","#
        + #""change_description":"First version","labels":[],"steps":[{"id":1,"order":1,"#
        + #""description":"Rinse","estimated_duration":5},{"id":2,"order":2,"description":"Dry","#
        + #""estimated_duration":60}]}"# + "\n")
  }
}
