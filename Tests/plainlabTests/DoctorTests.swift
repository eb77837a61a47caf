import CommandLineKit
import Foundation
import JSONText
import Testing

@testable import plainlab

@Suite("plainlab doctor")
struct DoctorTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.copySampleLab()
  }

  /// Runs git in the folder, without a person's own configuration.
  private func git(_ line: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git"] + line.split(separator: " ").map(String.init)
    process.currentDirectoryURL = folder.url
    process.environment = environment
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
  }

  private var environment: [String: String] {
    var environment = [
      "HOME": folder.url.path, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_CEILING_DIRECTORIES": folder.url.deletingLastPathComponent().path,
    ]
    environment["PATH"] = ProcessInfo.processInfo.environment["PATH"]
    for role in ["AUTHOR", "COMMITTER"] {
      environment["GIT_\(role)_NAME"] = "A"
      environment["GIT_\(role)_EMAIL"] = "a@lab.example"
    }
    return environment
  }

  /// A repository in which all is committed.
  private func commit() throws {
    try git("init -q -b main .")
    try git("add data")
    try git("commit -q -m lab")
  }

  @Test("Once the clone is set up, its drivers are well")
  func drivers() throws {
    try commit()
    #expect(folder.plainlab("git install", environment: environment).status == .success)
    #expect(
      try checks()["git-drivers"]
        == "ok git merges tables by rows, and compares them line by line")
    #expect(folder.plainlab("git install --diff", environment: environment).status == .success)
    #expect(try checks()["git-drivers"] == "ok every driver that attributes name is set up")
  }

  /// The checks by name, each as its state and sentence.
  private func checks(_ options: String = "--quick") throws -> [String: String] {
    let run = folder.plainlab("doctor --format json \(options)", environment: environment)
    let json = try JSON(parsing: run.out)
    #expect((json["state"]?.string == "error") == (run.status == .findings))
    var checks: [String: String] = [:]
    for check in json["checks"]?.array ?? [] {
      let state = try #require(check["state"]?.string)
      #expect((state == "ok") == (check["remedy"]?.string == ""))
      checks[check["name"]?.string ?? ""] = "\(state) \(check["message"]?.string ?? "")"
    }
    return checks
  }

  @Test("A lab with a backup and a history is well, and a person reads a line a check")
  func well() throws {
    try commit()
    #expect(folder.plainlab("backup create").status == .success)
    #expect(folder.plainlab("git install", environment: environment).status == .success)
    let before = try folder.everything()
    let run = folder.plainlab("doctor", environment: environment)
    #expect(run.status == .success && run.error == "All is well.\n")
    #expect(run.out.split(separator: "\n").allSatisfy { $0.hasPrefix("ok       ") })
    #expect(run.out.contains("\nok       tables          41 files with 1,899 rows: no faults\n"))
    #expect(run.out.hasSuffix("ok       git-changes     everything is committed\n"))
    #expect(try folder.everything() == before)
    let narrow = folder.plainlab("doctor", isTerminal: true, width: 50, environment: environment)
    #expect(narrow.out.split(separator: "\n").allSatisfy { $0.count <= 50 || !$0.contains(" ok ") })
  }

  @Test("Without git, or without a repository, the history that is missing is a warning")
  func withoutHistory() throws {
    #expect(
      try checks()["git"]
        == "warning 'data' is in no git repository, so that nobody remembers what was changed")
    let run = folder.plainlab("doctor --quick", environment: ["PATH": "/nowhere"])
    #expect(run.status == .success)
    #expect(run.out.contains("warning  git        git is not installed, so that nobody remembers"))
    try commit()
    try folder.write("data\n", to: ".gitignore")
    try git("rm -rq --cached data")
    #expect(try checks()["git"]?.hasSuffix(" ignores 'data'") == true)
  }

  @Test("Attributes with which git changes tables are told, and what would end it")
  func attributes() throws {
    try commit()
    #expect(try checks()["git-attributes"] == "ok git keeps tables byte by byte")
    #expect(
      try checks()["git-drivers"]
        == "warning this clone has no program for merge=plainlab, so git merges tables line by line"
    )
    let text = try folder.text("data/.gitattributes")
    for (line, expected) in [
      ("*.csv merge=union", "error git merges every table by 'union', which doubles rows"),
      (
        "runs.csv text eol=lf",
        "error git rewrites line ends of data/runs.csv, those inside cells too"
      ),
      ("runs.csv text=auto", "warning git may rewrite line ends of data/runs.csv"),
    ] {
      try folder.write(text + line + "\n", to: "data/.gitattributes")
      #expect(try checks()["git-attributes"] == expected)
    }
    try folder.write(text, to: "data/.gitattributes")
    try git("config core.autocrlf true")
    #expect(try checks()["git-line-ends"] == "ok core.autocrlf is true, but not for tables")
    try folder.write("", to: "data/.gitattributes")
    #expect(
      try checks()["git-line-ends"]
        == "warning with core.autocrlf=true git rewrites line ends of every table")
    try git("config merge.plainlab.driver true")
    try git("config diff.plainlab.command true")
    try folder.write(text, to: "data/.gitattributes")
    #expect(try checks()["git-drivers"] == "ok every driver that attributes name is set up")
  }

  @Test("A lock that git left is told with its age, a young one is git at work")
  func lock() throws {
    try commit()
    try folder.write("", to: ".git/index.lock")
    let now = Date(timeIntervalSince1970: 1_795_000_000)
    for (age, expected) in [(10.0, "ok a git command"), (7200, "error git's lock ")] {
      try FileManager.default.setAttributes(
        [.modificationDate: now.addingTimeInterval(-age)],
        ofItemAtPath: folder.url.path + "/.git/index.lock")
      #expect(try checks()["git-lock"]?.hasPrefix(expected) == true)
    }
    #expect(
      try checks()["git-lock"]?.hasSuffix("/.git/index.lock has been there for 2 h 00 min") == true)
  }

  @Test("What is not committed is counted, and a merge that waits is an error")
  func changes() throws {
    try commit()
    try folder.write("id,name,color\n", to: "data/labels.csv")
    try folder.write("new\n", to: "data/notes.txt")
    #expect(try checks()["git-changes"] == "ok 2 files changed since the last commit")
    try git("checkout -q -b other")
    try git("commit -q -a -m other")
    try git("checkout -q main")
    try folder.write("id,name,color\n1,ours,#112233\n", to: "data/labels.csv")
    try git("commit -q -a -m ours")
    try git("merge -q other")
    #expect(
      try checks()["git-changes"]
        == "error a merge waits: 1 file with conflicts, data/labels.csv first")
  }

  @Test("Faults of the tables are counted, and left out when it has to be quick")
  func tables() throws {
    try folder.write("id,name,color\n1,a,red\n", to: "data/labels.csv")
    let checks = try checks("")
    #expect(checks["tables"]?.hasPrefix("error 41 files with 1,") == true)
    #expect(try self.checks()["tables"] == nil)
  }
}
