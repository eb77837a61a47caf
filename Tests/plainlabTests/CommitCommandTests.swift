import CommandLineKit
import Testing

@testable import plainlab

@Suite("plainlab commit")
struct CommitCommandTests {
  private let folder: TemporaryFolder

  private static let labels = "id,name,color\n1,daily,#112233\n"

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.labels, to: "data/labels.csv")
    try folder.makeRepository()
  }

  private func log(_ format: String = "%s") throws -> String {
    try folder.git("log", "-1", "--format=" + format).text
  }

  @Test("What happened is the message; then there is nothing more to commit")
  func commit() throws {
    try folder.write(Self.labels + "2,weekly,#445566\n", to: "data/labels.csv")
    let shown = folder.inRepository("commit", "--dry-run")
    #expect(shown == (.success, "labels: 1 added\n\nPlainlab-Version: 0.1.0\n", ""))
    let made = folder.inRepository("commit")
    #expect(made.status == .success)
    #expect(made.out.hasPrefix("Committed ") && made.out.hasSuffix(": labels: 1 added\n"))
    #expect(try log("%B") == "labels: 1 added\n\nPlainlab-Version: 0.1.0\n\n")
    #expect(
      folder.inRepository("commit")
        == (.success, "", "Nothing to commit: 'data' is as it was.\n"))
    #expect(try folder.git("status", "--porcelain").text == "")
  }

  @Test("What is said with -m stands in its place; it says something")
  func message() throws {
    try folder.write("id,name,color\n", to: "data/labels.csv")
    #expect(folder.inRepository("commit", "-m", " \n").status == .usage)
    #expect(folder.inRepository("commit", "-m", "None is needed").status == .success)
    #expect(try log("%B") == "None is needed\n\nPlainlab-Version: 0.1.0\n\n")
  }

  @Test("With an error nothing is committed, with a warning it is")
  func findings() throws {
    try folder.write(Self.labels + "2,weekly,red\n", to: "data/labels.csv")
    let refused = folder.inRepository("commit")
    #expect(refused.status == .findings)
    #expect(refused.out.hasPrefix("data/labels.csv:3:10: error[type-error]: "))
    #expect(refused.error == "1 error.\nNothing was committed.\n")
    #expect(try log() == "lab\n")
    try folder.write("\u{FEFF}" + Self.labels, to: "data/labels.csv")
    #expect(folder.inRepository("commit").status == .success)
  }

  @Test("Where git cannot commit, a sentence says why")
  func refusals() throws {
    try folder.write("id,name,color\n", to: "data/labels.csv")
    let unknown = folder.inRepository("commit", environment: ["GIT_AUTHOR_NAME": ""])
    #expect(unknown.status == .findings)
    #expect(unknown.error.hasPrefix("plainlab commit: git does not know who you are."))
    let nowhere = try TemporaryFolder()
    try nowhere.write(Self.labels, to: "data/labels.csv")
    let run = nowhere.inRepository("commit")
    #expect(run.status == .couldNotRun)
    #expect(run.error.contains("in no git repository"))
  }

  @Test("--commit keeps the change of any command at once, and says which it was")
  func afterChange() throws {
    let run = folder.inRepository("add", "labels", "name=late", "color=#D62728", "--commit")
    #expect(run.status == .success && run.out == "Added labels 2.\n")
    #expect(run.error.hasPrefix("Committed ") && run.error.hasSuffix(": labels: 1 added\n"))
    #expect(
      try log("%B")
        == "labels: 1 added\n\nPlainlab-Change: add to labels\nPlainlab-Version: 0.1.0\n\n")
    try folder.write("id,name,color\n1,\"daily\",#112233\n", to: "data/labels.csv")
    #expect(folder.inRepository("fmt", "--commit").status == .success)
    #expect(try log("%b").contains("Plainlab-Change: fmt\n"))
    try folder.write("name;color\nold;#000000\n", to: "theirs.csv")
    #expect(folder.inRepository("import", "labels", "theirs.csv", "--commit").status == .success)
    #expect(try log() == "labels: 1 added\n")
    #expect(try folder.git("status", "--porcelain").text == "?? theirs.csv\n")
    let trial = folder.inRepository("remove", "labels", "1", "--commit", "--dry-run")
    #expect(trial.status == .success && trial.error == "")
  }

  @Test("What was asked for and cannot be is refused before the change; what fails after is told")
  func uncommitted() throws {
    let before = try folder.tables()
    let run = folder.inRepository(
      "remove", "labels", "1", "--commit", environment: ["GIT_AUTHOR_NAME": ""])
    #expect(run.status == .findings && run.error.contains("git does not know who you are"))
    #expect(try folder.tables() == before)
    try folder.write("id,value\nx,y\n", to: "data/settings.csv")
    let after = folder.inRepository("set", "labels", "1", "name=often", "--commit")
    #expect(after.status == .findings)
    #expect(
      after.error.hasPrefix(
        "plainlab set: the change was made, but not committed: there is an error in the lab's files."
      ))
    #expect(try folder.text("data/labels.csv") == "id,name,color\n1,often,#112233\n")
    #expect(try log() == "lab\n")
  }

  @Test("With the setting every change is committed; where that cannot be, it is made all the same")
  func always() throws {
    #expect(folder.inRepository("settings", "set", "commit_changes", "yes").status == .findings)
    let set = folder.inRepository("settings", "set", "commit_changes", "true")
    #expect(set.status == .success && set.error.hasPrefix("Committed "))
    #expect(folder.inRepository("set", "labels", "1", "name=often").status == .success)
    #expect(try log() == "labels: 1 changed\n")
    #expect(
      folder.inRepository(
        "set", "labels", "1", "name=seldom", environment: ["PLAINLAB_COMMIT": "false"]
      ).error == "")
    #expect(try log() == "labels: 1 changed\n")
    try folder.write("", to: ".git/index.lock")
    let locked = folder.inRepository("set", "labels", "1", "name=never")
    #expect(locked.status == .success && locked.out == "Changed labels 1.\n")
    #expect(locked.error.hasPrefix("the change was made, but not committed: git's index is locked"))
  }
}
