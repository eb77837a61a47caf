import CommandLineKit
import Foundation
import Testing

@testable import plainlab

@Suite("plainlab git")
struct GitCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("id,name,color\n1,daily,#112233\n", to: "the lab/labels.csv")
    try folder.makeRepository()
  }

  /// The program with the lab's folder, which has a space in its name.
  private func run(_ words: String...) -> Answer {
    folder.at("08:00", ["--data", "the lab"] + words, environment: folder.gitEnvironment)
  }

  /// A person's git, for which the program that was just built is on the PATH.
  private func git(_ words: String...) throws -> (status: Int32, text: String) {
    #if os(macOS)
      let products = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        .deletingLastPathComponent()
    #else
      let products: URL? = Bundle.main.bundleURL
    #endif
    let path = "\(products?.path ?? ""):\(folder.gitEnvironment["PATH"] ?? "")"
    return try folder.git(words, environment: ["PATH": path])
  }

  private var hook: String { ".git/hooks/pre-commit" }

  @Test("It shows what it writes, writes it, and finds it there the next time")
  func install() throws {
    let before = try folder.everything()
    let shown = run("git", "install", "--diff", "--dry-run")
    #expect(shown.status == .success && shown.error == "Nothing was written.\n")
    #expect(
      shown.out.hasPrefix(
        """
        the lab/.gitattributes:
          *.csv -text diff=plainlab merge=plainlab
        git config:
          merge.plainlab.name = rows of a lab's tables
        git config:
          merge.plainlab.driver = plainlab merge-driver %O %A %B %P
        git config:
          diff.plainlab.textconv = plainlab git textconv
        .git/hooks/pre-commit:
          #!/bin/sh

        """))
    #expect(try folder.everything() == before)
    let written = run("git", "install", "--diff")
    #expect(
      written.out == shown.out
        && written.error
          == "Written.\nCommit the lab/.gitattributes, so that every clone has it.\n"
    )
    #expect(
      try folder.text("the lab/.gitattributes") == "*.csv -text diff=plainlab merge=plainlab\n")
    #expect(try folder.mode(of: hook) == 0o755)
    let after = try folder.everything()
    #expect(run("git", "install", "--diff") == (.success, "", "Nothing to write.\n"))
    #expect(try folder.everything() == after)
    let gone = run("git", "uninstall")
    #expect(
      gone.out.hasSuffix(
        ".git/hooks/pre-commit is gone.\n.git/hooks/pre-merge-commit is gone.\n"))
    #expect(try folder.git("config", "--get-regexp", "plainlab").text == "")
    #expect(run("git", "uninstall").error == "Nothing of it is here.\n")
  }

  @Test("The hook checks what is staged, and not what is in the folder")
  func staged() throws {
    try #require(run("git", "install").status == .success)
    let good = "id,name,color\n1,daily,#445566\n"
    try folder.write("id,name,color\n1,daily,red\n", to: "the lab/labels.csv")
    try folder.git("add", "-A")
    try folder.write(good, to: "the lab/labels.csv")
    let refused = try git("commit", "-qm", "red")
    #expect(refused.status == 1)
    #expect(refused.text.hasPrefix("the lab/labels.csv:2:9: error[type-error]: "))
    try folder.git("add", "-A")
    try folder.write("broken", to: "the lab/labels.csv")
    #expect(try git("commit", "-qm", "blue") == (0, ""))
    // Another index, of a commit of one file.
    try folder.write("id,name,color\n1,daily,green\n", to: "the lab/labels.csv")
    #expect(try git("commit", "-qm", "green", "the lab/labels.csv").status == 1)
    #expect(try git("commit", "-qam", "green").status == 1)
    // Faults of tables do not hold up what has nothing to do with them.
    try folder.write("1", to: "other")
    try folder.git("add", "other")
    #expect(try git("commit", "-qm", "other") == (0, ""))
    #expect(try git("log", "--format=%s").text == "other\nblue\nlab\n")
    // Without the program nobody can say that all is well.
    try folder.git("add", "-A")
    let lost = try folder.git("commit", "-qm", "lost")
    #expect(lost.status == 1 && lost.text.contains("plainlab is not on the PATH"))
  }

  @Test("A working tree beside has the same hook, and its own files")
  func workingTree() throws {
    try #require(run("git", "install").status == .success)
    try folder.git("add", "-A")
    _ = try git("commit", "-qm", "attributes")
    try folder.git("worktree", "add", "-q", "--detach", "tree ü")
    try folder.write("id,name,color\n1,daily,red\n", to: "tree ü/the lab/labels.csv")
    #expect(try git("-C", "tree ü", "commit", "-qam", "red").status == 1)
    try folder.write("id,name,color\n", to: "tree ü/the lab/labels.csv")
    #expect(try git("-C", "tree ü", "commit", "-qam", "none") == (0, ""))
  }

  @Test("Another hook is never overwritten, and it is said how to call the check from it")
  func otherHook() throws {
    let theirs = "#!/bin/sh\nexit 0\n"
    try folder.write(theirs, to: hook)
    let answer = run("git", "install")
    #expect(answer.status == .findings)
    #expect(
      answer.error.hasSuffix(
        "Another hook is there, and stays. Call from it: plainlab --data 'the lab' check --staged\n"
      ))
    #expect(try folder.text(hook) == theirs)
    try folder.write(theirs + "plainlab --data 'the lab' check --staged\n", to: hook)
    #expect(run("git", "install").status == .success)
    #expect(run("git", "uninstall").status == .success)
    #expect(try folder.text(hook).hasPrefix(theirs))
    try folder.remove(hook)
    try folder.link(hook, to: "nowhere")
    #expect(run("git", "install").status == .findings)
  }

  @Test("Hooks go where this repository keeps them, and never where others do")
  func hooksPath() throws {
    try folder.git("config", "core.hooksPath", "my hooks")
    #expect(run("git", "install").status == .success)
    #expect(try folder.text("my hooks/pre-commit").hasPrefix("#!/bin/sh\n"))
    try folder.git("config", "--unset", "core.hooksPath")
    try folder.write("[core]\n  hooksPath = \(folder.url.path)/all\n", to: "gitconfig")
    let run = folder.at(
      "08:00", ["--data", "the lab", "git", "install"],
      environment: folder.gitEnvironment.merging(
        ["GIT_CONFIG_GLOBAL": folder.url.path + "/gitconfig"]) { $1 })
    #expect(run.status == .findings && run.error.contains("other repositories use too"))
    #expect(try folder.names() == [".git", "gitconfig", "my hooks", "the lab"])
    #expect(try folder.names(in: ".git/hooks").allSatisfy { $0.hasSuffix(".sample") })
  }

  @Test("Another driver stays")
  func otherDriver() throws {
    try folder.git("config", "merge.plainlab.driver", "mine %A")
    let run = run("git", "install")
    #expect(run.status == .findings && run.error.contains("It is 'mine %A', and stays."))
    #expect(try folder.git("config", "merge.plainlab.driver").text == "mine %A\n")
  }

  @Test("With --diff git shows rows with the names of their cells")
  func diff() throws {
    try #require(run("git", "install", "--diff").status == .success)
    try folder.write("id,name,color\n1,\"daily\",#445566\n2,\"a\nb\",\n", to: "the lab/labels.csv")
    let text = try git("diff", "--", "the lab/labels.csv").text
    #expect(
      text.hasSuffix(
        """
         columns: id, name, color
        -id=1  name=daily  color=#112233
        +id=1  name=daily  color=#445566
        +id=2  name=a\\nb

        """))
    try folder.write("id,name\n\"1,x\n", to: "the lab/labels.csv")
    #expect(run("git", "textconv", "the lab/labels.csv").out == "id,name\n\"1,x\n")
  }

  @Test("What is staged can be checked by hand, but not at a commit as well")
  func byHand() throws {
    try folder.write("id,name,color\n1,daily,red\n", to: "the lab/labels.csv")
    #expect(run("check", "--staged").status == .success)
    try folder.git("add", "-A")
    #expect(run("check", "--staged").status == .findings)
    #expect(run("check", "--staged", "the lab/labels.csv").status == .findings)
    #expect(run("check", "--staged", "--at", "HEAD").status == .usage)
    #expect(run("check", "--at", "HEAD").status == .success)
  }
}
