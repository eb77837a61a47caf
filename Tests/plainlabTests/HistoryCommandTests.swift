import CommandLineKit
import Foundation
import JSONText
import Testing

@testable import plainlab

/// `diff`, `log`, `blame`, `audit`, `--at` and `--compare` in a repository with three commits, one of them
/// edited by hand.
@Suite("The lab's history")
struct HistoryCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.copySampleLab()
    try folder.git("init", "-q", "-b", "main")
    try commit("the lab", by: "a@lab.example", at: "2026-11-20T08:00:00Z")
    #expect(plainlab("set assays TSH sla_hours=9").status == .success)
    try commit("another promise", by: "ingrid@lab.example", at: "2026-11-21T08:00:00Z")
    try edit("labels.csv") { $0.replacing("clinical", with: "hospital") }
    try commit("by hand", by: "nobody@lab.example", at: "2026-11-22T08:00:00Z")
  }

  private func plainlab(_ line: String) -> Answer {
    folder.plainlab(line, environment: folder.gitEnvironment)
  }

  private func edit(_ file: String, _ change: (String) -> String) throws {
    let url = folder.url.appending(path: "data/" + file)
    let text = try String(contentsOf: url, encoding: .utf8)
    try Data(change(text).utf8).write(to: url)
  }

  private func commit(_ message: String, by email: String, at date: String) throws {
    let person = [
      "GIT_AUTHOR_EMAIL": email, "GIT_COMMITTER_EMAIL": email, "GIT_AUTHOR_DATE": date,
      "GIT_COMMITTER_DATE": date,
    ]
    try folder.git("add", "data")
    let end = try folder.git(["commit", "-q", "-m", message], environment: person)
    try #require(end.status == 0)
  }

  @Test("diff tells rows and cells, in the folder and between commits")
  func diff() throws {
    #expect(plainlab("diff").out.isEmpty)
    try edit("error_codes.csv") { $0.replacing("critical", with: "major") }
    #expect(plainlab("diff --table labels").out.isEmpty)
    #expect(
      plainlab("diff HEAD~2 HEAD").out == """
        labels: 1 changed
          ~ 1  name: clinical → hospital
        assays: 1 changed
          ~ TSH  sla_hours: 4 → 9

        """)
    #expect(
      plainlab("diff HEAD~1 HEAD --format csv").out == """
        table,key,change,column,old,new,file,line
        labels,1,changed,name,clinical,hospital,labels.csv,2

        """)
    let page = plainlab("diff --format html").out
    #expect(page.contains("<ins>major</ins>") && !page.contains("hospital"))
  }

  @Test("A page shows a hostile cell as text")
  func hostileCell() throws {
    try edit("labels.csv") { $0.replacing("hospital", with: "<script>&\"'\u{1B}[31m") }
    let page = plainlab("diff --format html").out
    #expect(page.contains("&lt;script&gt;&amp;"))
    #expect(!page.contains("<script>") && !page.contains("\u{1B}"))
    #expect(!plainlab("diff").out.contains("\u{1B}"))
  }

  @Test("log and blame tell who changed a cell, when and from what, by whatever program")
  func logAndBlame() throws {
    let log = plainlab("log labels 1").out
    #expect(
      log.contains("  Ada Smith  by hand\n  ~ 1  name: clinical → hospital\n"))
    let told = try JSON(parsing: plainlab("blame labels 1 --format json").out)
    let name = try #require(told.array?.first { $0["column"]?.string == "name" })
    #expect(name["old"]?.string == "clinical" && name["value"]?.string == "hospital")
    #expect(name["email"]?.string == "nobody@lab.example")
    try edit("labels.csv") { $0.replacing("hospital", with: "ward") }
    let now = try JSON(parsing: plainlab("blame labels 1 --format json").out)
    let changed = try #require(now.array?.first { $0["column"]?.string == "name" })
    #expect(changed["commit"] == .null && changed["old"]?.string == "hospital")
    #expect(
      plainlab("log labels 1").out.hasPrefix("not committed yet\n  ~ 1  name: hospital → ward\n"))
    #expect(plainlab("blame labels 99").status == .findings)
    #expect(plainlab("log --limit 1").out.contains("labels: 1 changed"))
  }

  @Test("A row that was removed still has its history")
  func removed() throws {
    try edit("labels.csv") { text in
      text.split(separator: "\n").filter { !$0.hasPrefix("5,") }.joined(separator: "\n") + "\n"
    }
    try commit("one label less", by: "a@lab.example", at: "2026-11-23T08:00:00Z")
    let log = plainlab("log labels 5").out
    #expect(log.contains("one label less\n  - 5  ") && log.contains("the lab\n  + 5  "))
  }

  @Test("The audit trail has hand edits, users by e-mail, and what is not committed")
  func audit() throws {
    try edit("assays.csv") { $0.replacing("TSH,Thyrotropin,9", with: "TSH,Thyrotropin,8") }
    let lines = plainlab("audit --since 2026-11-21 --format csv").out.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(
      lines[0]
        == "id,user_id,action,resource_type,resource_id,old_value,new_value,ip_address,timestamp,commit,email"
    )
    #expect(
      lines[1].contains(
        #",1,update,assays,TSH,"{""sla_hours"":""4""}","{""sla_hours"":""9""}",,2026-11-21T08:00:00Z,"#
      ))
    #expect(lines[2].contains(",,update,labels,1,") && lines[2].hasSuffix(",nobody@lab.example"))
    #expect(lines[3].hasSuffix(#""{""sla_hours"":""9""}","{""sla_hours"":""8""}",,,,"#))
    let ours = plainlab("audit --user ingrid@lab.example --format csv").out.split(separator: "\n")
    #expect(ours.count == 2 && ours[1] == lines[1])
    #expect(plainlab("audit --user nobody").status == .usage)
  }

  @Test("--at reads the lab as it was, and --compare sets two states side by side")
  func at() throws {
    #expect(plainlab("list labels --at HEAD~1 --format csv").out.contains("1,clinical,"))
    #expect(plainlab("show assays TSH --at HEAD~2").out.contains("HEAD~2:data/assays.csv"))
    #expect(plainlab("check --at HEAD").status == .success)
    try edit("runs.csv") { $0 + "broken\n" }
    #expect(plainlab("check --at HEAD").status == .success)
    #expect(plainlab("check").status == .findings)
    let tat = plainlab("metrics tat --compare HEAD --percentiles 50 --format csv").out
    #expect(tat.hasPrefix("assay,n,n_was,p50_min,p50_min_was,"))
    let unknown = plainlab("report --at --output=x")
    #expect(unknown.status == .usage)
    #expect(plainlab("report --at=--output=x").error.contains("there is no commit '--output=x'"))
  }

  @Test("Outside of a repository a sentence says what to do")
  func noRepository() throws {
    try FileManager.default.removeItem(at: folder.url.appending(path: ".git"))
    for line in ["diff", "log", "audit", "list labels --at HEAD"] {
      let run = plainlab(line)
      #expect(run.status == .usage && run.error.contains("in no git repository"), "\(line)")
    }
  }
}
