import CSVText
import Foundation
import History
import Tables
import Testing

@Suite("What a commit is refused for, and what has no say in it") struct CommitRefusalTests {
  private func lab() throws -> LabRepository {
    let lab = try LabRepository(["labels.csv": "id,name,note\n1,urgent,\n"])
    try lab.write("labels.csv", "id,name,note\n1,late,\n")
    return lab
  }

  private func refusal(_ lab: LabRepository, _ environment: [String: String]? = nil) throws
    -> CommitRefusal?
  {
    let repository = try Repository(
      around: DiskFolder(lab.data, name: "data"),
      environment: environment ?? LabRepository.environment)
    do {
      _ = try DataCommit(in: repository, at: 0).make("more\n")
      return nil
    } catch let refusal as CommitRefusal {
      return refusal
    }
  }

  @Test("A stale lock of the index is named with its remedy, and nothing is committed")
  func lock() throws {
    let lab = try lab()
    let lock = lab.root + "/.git/index.lock"
    try Data().write(to: URL(filePath: lock))
    let refusal = try #require(try refusal(lab))
    #expect(refusal == .lockedIndex(lock))
    #expect("\(refusal)".contains("index.lock") && "\(refusal)".contains("delete that file"))
    #expect(try lab.git("log", "--format=%s") == "first\n")
    try FileManager.default.removeItem(atPath: lock)
    #expect(try self.refusal(lab) == nil)
  }

  @Test("Where the branch cannot be moved, the change is staged and nothing else happened")
  func lockedBranch() throws {
    let lab = try lab()
    let lock = lab.root + "/.git/refs/heads/main.lock"
    try Data().write(to: URL(filePath: lock))
    #expect(throws: GitError.self) { try refusal(lab) }
    #expect(try lab.git("status", "--porcelain") == "M  data/labels.csv\n")
    #expect(try lab.git("log", "--format=%s") == "first\n")
    try FileManager.default.removeItem(atPath: lock)
    #expect(try refusal(lab) == nil)
    #expect(try lab.git("status", "--porcelain") == "")
  }

  @Test("Where git does not know the person, it says how to tell it")
  func unknown() throws {
    let lab = try lab()
    let environment = LabRepository.environment.filter { !$0.key.contains("_EMAIL") }
    #expect(try refusal(lab, environment) == .unknownAuthor)
    #expect("\(CommitRefusal.unknownAuthor)".contains("git config --global user.email"))
    try lab.git("config", "user.email", "grace@lab.example")
    #expect(try refusal(lab, environment) == nil)
    #expect(try lab.git("log", "-1", "--format=%an %ae") == "Ada Smith grace@lab.example\n")
  }

  @Test("A merge, a cherry-pick and a revert are committed as a whole or not at all")
  func merge() throws {
    let lab = try LabRepository(["labels.csv": "id,name,note\n1,urgent,\n"])
    try lab.git("checkout", "-qb", "other")
    try lab.write("labels.csv", "id,name,note\n1,other,\n")
    try lab.commit("other")
    try lab.git("checkout", "-q", "main")
    try lab.write("labels.csv", "id,name,note\n1,ours,\n")
    try lab.commit("ours")
    for command in ["merge", "cherry-pick"] {
      #expect(throws: LabRepository.GitFailure.self) { try lab.git(command, "other") }
      try lab.write("labels.csv", "id,name,note\n1,both,\n")
      #expect(try refusal(lab) == .unfinished(command))
      try lab.git(command, "--abort")
    }
    try lab.git("revert", "-n", "HEAD")
    #expect(try refusal(lab) == .unfinished("revert"))
  }

  @Test("A folder that the repository ignores is not committed")
  func ignored() throws {
    let lab = try LabRepository()
    try Data("data\n".utf8).write(to: URL(filePath: lab.root + "/.gitignore"))
    try lab.write("labels.csv", "id,name,note\n")
    #expect(try refusal(lab) == .ignored("data"))
  }

  @Test(
    "Neither hooks, a file monitor nor leaked variables have a say; a filter's work is looked at")
  func hostile() throws {
    let lab = try lab()
    let other = try LabRepository(["labels.csv": "id,name,note\n9,other,\n"])
    let trap = lab.root + "/.git/trap"
    try Data("#!/bin/sh\ntouch '\(lab.root)/sprung'\nexit 1\n".utf8).write(to: URL(filePath: trap))
    for path in ["trap"]
      + ["pre-commit", "commit-msg", "post-commit", "reference-transaction"].map({
        "hooks/" + $0
      })
    {
      let full = lab.root + "/.git/" + path
      if path != "trap" { try FileManager.default.copyItem(atPath: trap, toPath: full) }
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: full)
    }
    for (name, value) in [
      ("core.fsmonitor", trap), ("core.hooksPath", lab.root + "/.git/hooks"), ("core.editor", trap),
      ("commit.gpgSign", "true"), ("gpg.program", trap), ("diff.external", trap),
      ("diff.x.textconv", trap), ("filter.x.clean", "sed s/late/filtered/"),
      ("add.ignoreErrors", "1"),
      ("i18n.commitEncoding", "latin1"), ("diff.relative", "true"),
    ] { try lab.git("config", name, value) }
    try lab.write(".gitattributes", "*.csv filter=x diff=x\n")
    var environment = LabRepository.environment
    environment["GIT_DIR"] = other.root + "/.git"
    environment["GIT_WORK_TREE"] = other.root
    environment["GIT_INDEX_FILE"] = other.root + "/.git/index"
    environment["GIT_OBJECT_DIRECTORY"] = other.root + "/.git/objects"
    let repository = try Repository(
      around: DiskFolder(lab.data, name: "data"), environment: environment)
    let commit = try DataCommit(in: repository, at: 0)
    let text = try commit.after.open("labels.csv")
    #expect(try text.bytes(at: 0, count: 99) == Array("id,name,note\n1,filtered,\n".utf8))
    _ = try commit.make("hostile ü\n")
    #expect(!FileManager.default.fileExists(atPath: lab.root + "/sprung"))
    #expect(try lab.git("show", "HEAD:data/labels.csv").contains("filtered"))
    let made = try lab.git("cat-file", "commit", "HEAD")
    #expect(made.hasSuffix("\n\nhostile ü\n") && !made.contains("encoding"))
    #expect(try other.git("log", "--format=%s") == "first\n")
  }
}
