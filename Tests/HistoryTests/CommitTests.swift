import CSVText
import Foundation
import History
import Tables
import Testing

@Suite("A commit of the data folder") struct CommitTests {
  private static let labels = "id,name,note\n1,urgent,\n"

  /// Commits the folder as a command does; returns what is in the commit by name.
  @discardableResult
  private func commit(_ lab: LabRepository, _ message: String = "more") throws -> Revision? {
    try DataCommit(in: lab.repository, at: 0).make(message + "\n")
  }

  private func status(_ lab: LabRepository) throws -> [String] {
    try lab.git("status", "--porcelain=v1", "--untracked-files=all").split(separator: "\n")
      .map(String.init)
  }

  @Test(
    "It holds the data folder alone, wherever that is, and leaves nothing of it to commit",
    arguments: ["data", "the lab/Däten ü", "-n", "a\"b\\c"])
  func alone(prefix: String) throws {
    let lab = try LabRepository(["labels.csv": Self.labels], prefix: prefix)
    try Data("1".utf8).write(to: URL(filePath: lab.root + "/other"))
    try lab.write("labels.csv", "id,name,note\n1,late,\n")
    try lab.write("runs/2026 ü.csv", "id,status\n1,started\n")
    let revision = try #require(try commit(lab))
    #expect(try lab.git("rev-parse", "HEAD") == revision.commit + "\n")
    #expect(try status(lab) == ["?? other"])
    #expect(
      try lab.git("log", "-1", "--format=%an <%ae>|%B") == "Ada Smith <ada@lab.example>|more\n\n")
    #expect(try lab.git("rev-list", "--count", "HEAD") == "2\n")
    #expect(try DataCommit(in: lab.repository, at: 0).isEmpty)
  }

  @Test("A data folder at the top is committed whole")
  func top() throws {
    let lab = try LabRepository(["labels.csv": Self.labels], prefix: "")
    try lab.write("labels.csv", "id,name,note\n")
    try commit(lab)
    #expect(try status(lab).isEmpty)
  }

  @Test("What is staged elsewhere stays staged, and what is not stays so")
  func staged() throws {
    let lab = try LabRepository(["labels.csv": Self.labels, "runs.csv": "id,status\n"])
    for name in ["staged", "changed", "gone"] {
      try Data("1".utf8).write(to: URL(filePath: lab.root + "/" + name))
    }
    try lab.git("add", "-A")
    try lab.git("commit", "-qm", "others")
    try Data("2".utf8).write(to: URL(filePath: lab.root + "/staged"))
    try lab.git("add", "staged")
    try Data("3".utf8).write(to: URL(filePath: lab.root + "/staged"))
    try Data("2".utf8).write(to: URL(filePath: lab.root + "/changed"))
    try lab.git("rm", "-q", "--cached", "gone")
    let before = try status(lab)
    // Another version of the table is staged than is in the folder: that of the folder is committed.
    try lab.write("labels.csv", "id,name,note\n1,staged,\n")
    try lab.git("add", "data")
    try lab.write("labels.csv", "id,name,note\n1,kept,\n")
    try FileManager.default.removeItem(atPath: lab.data + "/runs.csv")
    try commit(lab)
    #expect(try status(lab) == before)
    #expect(try lab.git("show", ":staged") == "2")
    #expect(try lab.git("show", "HEAD:staged") == "1")
    #expect(try lab.git("show", "HEAD:data/labels.csv") == "id,name,note\n1,kept,\n")
    #expect(try lab.git("ls-tree", "-r", "--name-only", "HEAD", "data") == "data/labels.csv\n")
  }

  @Test("The first commit of a repository is one without a parent")
  func unborn() throws {
    let lab = try LabRepository()
    #expect(try DataCommit(in: lab.repository, at: 0).isEmpty)
    try Data("1".utf8).write(to: URL(filePath: lab.root + "/other"))
    try lab.git("add", "other")
    try lab.write("labels.csv", Self.labels)
    try commit(lab)
    #expect(try lab.git("rev-list", "--count", "HEAD") == "1\n")
    #expect(try lab.git("branch", "--show-current") == "main\n")
    #expect(try status(lab) == ["A  other"])
  }

  @Test("A detached head, a working tree beside, a submodule and a shallow clone are no different")
  func places() throws {
    let lab = try LabRepository(["labels.csv": Self.labels])
    try lab.git("commit", "-q", "--allow-empty", "-m", "second")
    try lab.git("worktree", "add", "-q", "--detach", lab.root + " tree")
    let outer = try LabRepository(["labels.csv": Self.labels])
    try outer.git(
      "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", lab.root, "inner lab")
    try outer.git("clone", "-q", "--depth", "1", "file://" + lab.root, outer.root + " shallow")
    for place in [lab.root + " tree", outer.root + "/inner lab", outer.root + " shallow"] {
      let there = LabRepository(at: place)
      try there.write("labels.csv", "id,name,note\n7,\(place.suffix(4)),\n")
      try commit(there)
      #expect(try status(there).isEmpty)
      #expect(try there.git("show", "HEAD:data/labels.csv").contains("\n7,"))
    }
    #expect(try lab.git("log", "-1", "--format=%s", "main") == "second\n")
    #expect(try status(lab).isEmpty)
  }

  @Test("What is committed is what was looked at, whatever is saved meanwhile")
  func meanwhile() throws {
    let lab = try LabRepository(["labels.csv": Self.labels])
    try lab.write("labels.csv", "id,name,note\n1,checked,\n")
    let commit = try DataCommit(in: lab.repository, at: 0)
    #expect(try Check(Store(commit.after, catalog: SmallLab.catalog)).list.findings.isEmpty)
    try lab.write("labels.csv", "broken")
    _ = try commit.make("checked\n")
    #expect(try lab.git("show", "HEAD:data/labels.csv") == "id,name,note\n1,checked,\n")
    #expect(try status(lab) == [" M data/labels.csv"])
    #expect(commit.after.title(of: "labels.csv") == "data/labels.csv")
  }

  @Test("A file that was changed right after git had looked at it is committed as it is")
  func racy() throws {
    let lab = try LabRepository(["labels.csv": Self.labels])
    for i in 10..<30 {
      try lab.write("labels.csv", "id,name,note\n1,n\(i),\n")
      try commit(lab)
      #expect(try lab.git("show", "HEAD:data/labels.csv") == "id,name,note\n1,n\(i),\n")
    }
  }

  @Test("A commit that somebody else makes meanwhile is never lost")
  func race() throws {
    let lab = try LabRepository(["labels.csv": Self.labels])
    try lab.write("labels.csv", "id,name,note\n1,ours,\n")
    let ours = try DataCommit(in: lab.repository, at: 0)
    try lab.git("commit", "-q", "--allow-empty", "-m", "theirs")
    #expect(try ours.make("ours\n") == nil)
    #expect(try lab.git("log", "-1", "--format=%s") == "theirs\n")
    try commit(lab, "again")
    #expect(try lab.git("log", "--format=%s") == "again\ntheirs\nfirst\n")
  }

  @Test("Looking at a commit leaves nothing in the repository")
  func trial() throws {
    let lab = try LabRepository(["labels.csv": Self.labels])
    try lab.write("labels.csv", "id,name,note\n1,tried,\n")
    func files() throws -> [String] {
      try FileManager.default.subpathsOfDirectory(atPath: lab.root + "/.git").sorted()
    }
    let before = try files()
    let trial = try DataCommit(in: lab.repository, at: 0, isTrial: true)
    #expect(try trial.after.open("labels.csv").size == 22)
    #expect(try trial.before.open("labels.csv").size == Self.labels.utf8.count)
    #expect(try files() == before)
    #expect(try status(lab) == [" M data/labels.csv"])
  }

  @Test("Whichever call of git fails, nothing is lost, and the next commit has it all")
  func failingCalls() throws {
    let lab = try LabRepository(["labels.csv": Self.labels])
    try Data("1".utf8).write(to: URL(filePath: lab.root + "/other"))
    try lab.git("add", "other")
    let tools = lab.root + " tools"
    try FileManager.default.createDirectory(
      atPath: tools, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: tools) }
    let wrapper = """
      #!/bin/sh
      n=$(($(cat "$COUNT_FILE") + 1))
      echo $n > "$COUNT_FILE"
      [ $n = "$FAILING_CALL" ] && exit 128
      PATH=$REAL_PATH
      exec git "$@"
      """
    try Data(wrapper.utf8).write(to: URL(filePath: tools + "/git"))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: tools + "/git")
    var environment = LabRepository.environment
    environment["REAL_PATH"] = environment["PATH"]
    environment["PATH"] = tools + ":" + (environment["PATH"] ?? "")
    environment["COUNT_FILE"] = tools + "/count"
    var failing = 0
    while true {
      failing += 1
      let text = "id,name,note\n1,failing \(failing),\n"
      try lab.write("labels.csv", text)
      environment["FAILING_CALL"] = String(failing)
      try Data("0".utf8).write(to: URL(filePath: tools + "/count"))
      let before = try lab.git("rev-parse", "HEAD")
      let repository = try? Repository(
        around: DiskFolder(lab.data, name: "data"), environment: environment)
      let made = try? repository.flatMap { try DataCommit(in: $0, at: 0).make("failing\n") }
      let calls = try String(contentsOfFile: tools + "/count", encoding: .utf8)
      if made == nil { #expect(try lab.git("rev-parse", "HEAD") == before) }
      #expect(!FileManager.default.fileExists(atPath: lab.root + "/.git/index.lock"))
      #expect(try lab.text("labels.csv") == text)
      if made == nil { try commit(lab) }
      #expect(try status(lab) == ["A  other"], "call \(failing)")
      #expect(try lab.git("show", "HEAD:data/labels.csv") == text)
      if Int(calls.trimmingCharacters(in: .newlines)) ?? 0 < failing { break }
    }
    #expect(failing > 15)
    #expect(try lab.git("rev-list", "--count", "HEAD") == "\(failing + 1)\n")
  }
}
