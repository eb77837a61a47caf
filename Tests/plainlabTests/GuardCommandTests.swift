import CommandLineKit
import Foundation
import Testing

@testable import plainlab

@Suite("plainlab guard")
struct GuardCommandTests {
  private let folder: TemporaryFolder

  private static let users = """
    id,code,username,full_name,email,is_active,date_joined,role,department,supervisor_id,access_expires_at
    1,ADA,ada,Ada Smith,ada@lab.example,true,,admin,,,
    2,ENG,eng,Emil Neri,eng@lab.example,true,,engineer,,,
    3,OPE,ope,Olga Petrova,ope@lab.example,true,,operator,,,
    4,VIE,vie,Vera Ito,vie@lab.example,true,,viewer,,,
    5,OLD,old,Otto Lund,old@lab.example,false,,admin,,,
    6,END,end,Eva Dahl,end@lab.example,true,,operator,,,2026-01-01T00:00:00Z

    """
  private static let labels = "id,name,color\n1,daily,#112233\n"
  private static let procedures = """
    id,name,description,created_at,updated_at,version
    1,Rinse,,2025-01-01T08:00:00Z,2025-01-01T08:00:00Z,1

    """
  private static let runs = """
    id,procedure_id,start_time,end_time,status,notes,procedure_version,user_id
    1,1,2025-01-02T08:00:00Z,,in_progress,,1,

    """
  private static let events =
    "id,run_id,event,at,user_id,reason\n1,1,start,2025-01-02T08:00:00Z,,\n"

  init() throws {
    folder = try TemporaryFolder()
    for (name, text) in [
      ("users", Self.users), ("labels", Self.labels), ("procedures", Self.procedures),
      ("runs", Self.runs), ("run_events", Self.events),
    ] { try folder.write(text, to: "data/\(name).csv") }
    try folder.git("init", "-q", "-b", "main")
    try commit("the lab", by: "ada")
  }

  // MARK: Working

  private func commit(_ message: String, by who: String, at date: String = "2026-02-01") throws {
    try folder.git("add", "-A")
    let author = ["GIT_AUTHOR_EMAIL": "\(who)@lab.example", "GIT_AUTHOR_DATE": date + "T12:00:00Z"]
    let done = try folder.git(["commit", "-qm", message], environment: author)
    try #require(done.status == 0, "\(done.text)")
  }

  private func append(_ line: String, to table: String) throws {
    try folder.write(folder.text("data/\(table).csv") + line + "\n", to: "data/\(table).csv")
  }

  private func edit(_ table: String, _ old: String, _ new: String) throws {
    let text = try folder.text("data/\(table).csv")
    try #require(text.contains(old))
    try folder.write(text.replacing(old, with: new), to: "data/\(table).csv")
  }

  private func head() throws -> String {
    String(try folder.git("rev-parse", "HEAD").text.prefix(8))
  }

  private func before() throws -> String {
    String(try folder.git("rev-parse", "HEAD~1").text.prefix(8))
  }

  /// The findings about some commits, without their hints.
  private func findings(_ range: String = "HEAD~1..HEAD") -> [String] {
    let run = folder.inRepository("guard", range)
    let lines = run.out.split(separator: "\n").filter { !$0.hasPrefix("  ") }.map(String.init)
    #expect(run.status == (lines.isEmpty ? .success : .findings), "\(run)")
    return lines
  }

  // MARK: Rights

  @Test("The usual rights: each role may change its own tables, and no other")
  func usual() throws {
    for (who, role, mayRuns, mayProcedures, mayUsers) in [
      ("ada", "Ada Smith (admin)", true, true, true),
      ("eng", "Emil Neri (engineer)", false, true, false),
      ("ope", "Olga Petrova (operator)", true, false, false),
      ("vie", "Vera Ito (viewer)", false, false, false),
    ] {
      for (table, old, line, may) in [
        ("runs", "in_progress,", 2, mayRuns), ("procedures", "Rinse,", 2, mayProcedures),
        ("users", "vie@lab.example,true,,viewer,", 5, mayUsers),
      ] {
        try edit(table, old, old + "\(who) ")
        try commit("\(who) changes \(table)", by: who)
        let expected =
          may
          ? []
          : [
            "\(try head()):data/\(table).csv:\(line):1: error[forbidden-change]: \(role) may not "
              + "change \(table) (1 row)"
          ]
        #expect(findings() == expected)
        try folder.git("revert", "--no-edit", "HEAD")
      }
    }
  }

  @Test("Who has left, whose access is over, or whom nobody knows changes nothing")
  func strangers() throws {
    for (who, reason) in [
      ("old", "Otto Lund has left: is_active is false"),
      ("end", "Eva Dahl has no access since 2026-01-01T00:00:00Z"),
      ("who", "nobody in users has the e-mail 'who@lab.example'"),
    ] {
      try append("9,1,2025-01-02T08:00:00Z,,in_progress,\(who),1,", to: "runs")
      try append("9,1,start,2025-01-02T08:00:00Z,,", to: "run_events")
      try commit(who, by: who)
      #expect(
        findings() == [
          "\(try head()):data/runs.csv:3:1: error[forbidden-change]: \(reason)"
        ])
      try folder.git("reset", "-q", "--hard", "HEAD~1")
    }
    // Before it was over.
    try append("9,1,2025-01-02T08:00:00Z,,in_progress,,1,", to: "runs")
    try commit("in time", by: "END", at: "2025-12-31")
    #expect(findings() == [])
  }

  @Test("Rights count as they were before the commit: nobody gives them to themselves")
  func asOfParent() throws {
    try edit(
      "users", "3,OPE,ope,Olga Petrova,ope@lab.example,true,,operator",
      "3,OPE,ope,Olga Petrova,ope@lab.example,true,,admin")
    try commit("a career", by: "ope")
    #expect(findings().count == 1)
    // From the next commit on.
    try edit("labels", "daily", "weekly")
    try commit("as admin", by: "ope")
    #expect(findings() == [])
    #expect(findings("HEAD~2..HEAD").count == 1)
  }

  @Test("The lab's own table of rights stands above the usual ones, as far as it goes")
  func ownRights() throws {
    let rights = "table_name,roles,append_only\n*,admin,false\nruns,engineer,true\nlabels,,false\n"
    try folder.write(rights, to: "data/rights.csv")
    try commit("rights", by: "ada")
    try append("2,1,2025-01-03T08:00:00Z,,in_progress,,1,", to: "runs")
    try commit("an engineer's run", by: "eng")
    #expect(findings() == [])
    try edit("runs", "2,1,2025", "2,1,2024")
    try commit("another start", by: "eng")
    #expect(
      findings() == [
        "\(try head()):data/runs.csv:3:1: error[append-only]: a row of runs was changed"
      ])
    try edit("labels", "daily", "weekly")
    try commit("a label", by: "eng")
    #expect(findings().first?.hasSuffix("may not change labels (1 row)") ?? false)
    // All may be told to everybody.
    try folder.write("table_name,roles,append_only\n*,viewer;admin,false\n", to: "data/rights.csv")
    try commit("rights", by: "ada")
    try edit("users", "Vera Ito", "Vera Itō")
    try commit("a name", by: "vie")
    #expect(findings() == [])
  }

  @Test("Files that hold no table are for those who may change everything")
  func otherFiles() throws {
    try folder.write("*.csv -text\n", to: "data/.gitattributes")
    try commit("attributes", by: "ope")
    #expect(
      findings() == [
        "\(try head()):data/.gitattributes: error[forbidden-change]: Olga Petrova (operator) may not "
          + "change this file"
      ])
    // What is not in the lab's folder is not the lab's.
    try folder.write("hello\n", to: "notes.txt")
    try commit("notes", by: "who")
    #expect(findings() == [])
  }

  // MARK: Tables that only grow

  @Test("Of an append-only table no row is changed or removed, not even by an admin")
  func appendOnly() throws {
    try append("2,1,pause,2025-01-02T09:00:00Z,,lunch", to: "run_events")
    try commit("a pause", by: "ope")
    #expect(findings() == [])
    try edit("run_events", "lunch", "tea")
    try commit("no, tea", by: "ada")
    #expect(
      findings() == [
        "\(try head()):data/run_events.csv:3:1: error[append-only]: a row of run_events was changed"
      ])
    try edit("run_events", "2,1,pause,2025-01-02T09:00:00Z,,tea\n", "")
    try commit("there was no pause", by: "ada")
    #expect(
      findings() == [
        "\(try before()):data/run_events.csv:3:1: error[append-only]: a row of run_events was removed"
      ])
  }

  // MARK: Errors

  @Test("A commit that brings an error is named, and one after it that leaves it is not")
  func inconsistent() throws {
    try append("2,7,2025-01-03T08:00:00Z,,in_progress,,1,", to: "runs")
    try commit("of no procedure", by: "ope")
    let broken = try head()
    try edit("labels", "daily", "weekly")
    try commit("a label", by: "eng")
    #expect(findings() == [])
    let all = findings("HEAD~2..HEAD")
    #expect(all.count == 1)
    #expect(all.first?.hasPrefix("\(broken):data/runs.csv:3:3: error[foreign-key]: ") ?? false)
  }

  @Test("Two sides that are right and do not go together: the merge is named")
  func merges() throws {
    try append("2,Dry,,2025-01-01T08:00:00Z,2025-01-01T08:00:00Z,1", to: "procedures")
    try commit("two procedures", by: "eng")
    try folder.git("checkout", "-q", "-b", "other")
    try append("2,2,2025-01-03T08:00:00Z,,in_progress,,1,", to: "runs")
    try commit("a run", by: "ope")
    try folder.git("checkout", "-q", "main")
    try edit("procedures", "2,Dry,,2025-01-01T08:00:00Z,2025-01-01T08:00:00Z,1\n", "")
    try commit("one procedure", by: "eng")
    try folder.git("merge", "-q", "--no-edit", "other")
    let merge = try head()
    let all = findings("HEAD~2..HEAD")
    #expect(all.count == 1)
    #expect(all.first?.hasPrefix("\(merge):data/runs.csv:3:3: error[foreign-key]: ") ?? false)
  }

  @Test("What a merge takes from its sides is not its author's; what it adds is")
  func mergedRows() throws {
    try folder.git("checkout", "-q", "-b", "other")
    try edit("procedures", "Rinse", "Wash")
    try commit("a name", by: "eng")
    try folder.git("checkout", "-q", "main")
    try append("2,1,2025-01-03T08:00:00Z,,in_progress,,1,", to: "runs")
    try commit("a run", by: "ope")
    try folder.git("merge", "-q", "--no-commit", "other")
    try commit("merged", by: "vie")
    #expect(findings("HEAD~2..HEAD") == [])
    try folder.git("reset", "-q", "--hard", "HEAD~1")
    try folder.git("merge", "-q", "--no-commit", "other")
    try edit(
      "users", "4,VIE,vie,Vera Ito,vie@lab.example,true,,viewer",
      "4,VIE,vie,Vera Ito,vie@lab.example,true,,admin")
    try commit("merged, and more", by: "vie")
    #expect(
      findings() == [
        "\(try head()):data/users.csv:5:1: error[forbidden-change]: Vera Ito (viewer) may not change "
          + "users (1 row)"
      ])
  }

  // MARK: Beginnings

  @Test("The first commits are held against the users that they bring")
  func beginnings() throws {
    #expect(findings("HEAD") == [])
    // But not where the lab had users before: a history without a beginning gives nobody rights.
    try folder.git("checkout", "-q", "--orphan", "island")
    try edit("users", "vie@lab.example,true,,viewer", "vie@lab.example,true,,admin")
    try commit("an island", by: "vie")
    #expect(findings("main..HEAD").first?.contains("Vera Ito (viewer) may not change") ?? false)
  }

  @Test("A history that was cut off is no beginning")
  func shallow() throws {
    try edit("labels", "daily", "weekly")
    try commit("a label", by: "eng")
    try folder.git("clone", "-q", "--depth", "1", "file://" + folder.url.path, "clone")
    let run = folder.at(
      "08:00", ["--data", "clone/data", "guard", "HEAD"], environment: folder.gitEnvironment)
    #expect(run.status != .success && run.error.contains("git fetch --unshallow"))
  }

  // MARK: Servers

  @Test("A server's hook lets in what is right, and nothing else")
  func server() throws {
    try folder.git("clone", "-q", "--bare", ".", "hub.git")
    try folder.write(
      """
      #!/bin/sh
      status=0
      while read -r old new ref; do '\(Child.plainlab)' guard "$old..$new" || status=1; done
      exit $status

      """, to: "hub.git/hooks/pre-receive")
    try folder.setMode(0o755, of: "hub.git/hooks/pre-receive")
    try folder.git("remote", "add", "hub", "hub.git")
    try edit("labels", "daily", "weekly")
    try commit("a label", by: "eng")
    let welcome = try folder.git("push", "hub", "main")
    #expect(welcome.status == 0 && welcome.text.contains("Looked at 1 commit"), "\(welcome)")
    try edit("labels", "weekly", "daily")
    try commit("a label", by: "ope")
    let refused = try folder.git("push", "hub", "main")
    #expect(refused.status != 0 && refused.text.contains("may not change labels (1 row)"))
    // Under the name of a new branch, too.
    #expect(try folder.git("push", "hub", "main:refs/heads/aside").status != 0)
    #expect(try folder.git("push", "hub", "main~1:refs/heads/aside").status == 0)
    #expect(try folder.git("push", "hub", ":refs/heads/aside").status == 0)
    #expect(
      try folder.git("-C", "hub.git", "log", "--format=%ae", "-1", "main").text
        == "eng@lab.example\n")
  }

  // MARK: Words

  @Test("A range is git's own words, and never an option")
  func ranges() throws {
    for range in [
      "--output=x..HEAD", "HEAD..--output=x", "--all", "nowhere", "nowhere..HEAD", "^HEAD",
    ] {
      let run = folder.at("08:00", ["guard", "--", range], environment: folder.gitEnvironment)
      #expect(
        run.status != .success && run.out == "" && run.error.contains("there is no commit"),
        "\(run)")
    }
    #expect(folder.inRepository("guard", "HEAD...main").status == .usage)
    #expect(
      folder.inRepository("guard", "..HEAD").error == "Looked at 0 commits of the lab's folder.\n")
    #expect(try folder.names() == [".git", "data"])
  }
}
