import CSVText
import Foundation
import Tables
import TestSupport
import Testing

@testable import History

@Suite struct RepositoryTests {
  @Test(
    "A commit's tables are read from git's objects, wherever the data folder is",
    arguments: ["data", "", "the lab/Däten"])
  func commits(prefix: String) throws {
    let lab = try LabRepository(["labels.csv": "id,name,note\n1,urgent,\n"], prefix: prefix)
    try lab.write("labels.csv", "id,name,note\n1,late,\n2,new,\n")
    try lab.write("runs/2026-11.csv", "id,status,label_id,notes\n1,started,2,\n")
    try lab.commit("more")
    let then = try lab.store(at: "HEAD~1")
    #expect(try rows(of: SmallLab.labels, in: then) == ["1,urgent,"])
    #expect(try rows(of: SmallLab.runs, in: then).isEmpty)
    let now = try lab.store(at: "HEAD")
    #expect(try rows(of: SmallLab.labels, in: now) == ["1,late,", "2,new,"])
    #expect(try rows(of: SmallLab.runs, in: now) == ["1,started,2,"])
    #expect(try Check(now).list.findings.isEmpty)
  }

  @Test("A revision is never taken for an option, a file or a command")
  func hostileRevisions() throws {
    let lab = try LabRepository(["labels.csv": "id,name,note\n"])
    let repository = try lab.repository
    for name in ["--output=x", "-x", "", "data", "HEAD:data", "x y", "a\0b", "^HEAD", "HEAD..HEAD"]
    {
      #expect(throws: GitError.self, "\(name)") { try repository.revision(name) }
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: lab.root).sorted() == [".git", "data"])
    #expect(try repository.revision("HEAD").commit == repository.revision("main").commit)
  }

  @Test("Where nothing was committed yet, or there is no repository, a sentence says so")
  func nothing() throws {
    let lab = try LabRepository()
    let repository = try lab.repository
    #expect(try repository.head() == nil)
    let error = #expect(throws: GitError.self) { try repository.revision("HEAD") }
    #expect(error?.description.contains("nothing was committed") == true)
    try FileManager.default.removeItem(atPath: lab.root + "/.git")
    let other = #expect(throws: GitError.self) { try lab.repository }
    #expect(other?.description.contains("in no git repository") == true)
  }

  @Test("Neither a leaked GIT_DIR nor what a repository's configuration names has any say")
  func hostileConfiguration() throws {
    let lab = try LabRepository(["labels.csv": "id,name,note\n1,urgent,\n"])
    let other = try LabRepository(["labels.csv": "id,name,note\n9,other,\n"])
    let trap = lab.root + "/.git/trap"
    try Data("#!/bin/sh\ntouch '\(lab.root)/sprung'\n".utf8).write(to: URL(filePath: trap))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: trap)
    try lab.git("config", "core.fsmonitor", trap)
    try lab.git("config", "core.hooksPath", lab.root + "/.git")
    try lab.git("config", "core.pager", trap)
    try lab.git("config", "diff.external", trap)
    var environment = LabRepository.environment
    environment["GIT_DIR"] = other.root + "/.git"
    environment["GIT_INDEX_FILE"] = other.root + "/.git/index"
    let repository = try Repository(
      around: DiskFolder(lab.data, name: "data"), environment: environment)
    let tree = try CommitTree(repository, at: repository.revision("HEAD"))
    let store = try Store(tree, catalog: SmallLab.catalog)
    #expect(try rows(of: SmallLab.labels, in: store) == ["1,urgent,"])
    #expect(!FileManager.default.fileExists(atPath: lab.root + "/sprung"))
  }

  @Test("A working tree, a submodule and a detached head are repositories like any other")
  func otherRepositories() throws {
    let lab = try LabRepository(["labels.csv": "id,name,note\n1,urgent,\n"])
    let place = lab.root + " tree"
    try lab.git("worktree", "add", "-q", "--detach", place)
    let tree = LabRepository(at: place)
    #expect(try rows(of: SmallLab.labels, in: tree.store(at: "HEAD")) == ["1,urgent,"])
    let outer = try LabRepository(["labels.csv": "id,name,note\n5,outer,\n"])
    try outer.git(
      "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", lab.root, "inner lab")
    // The outer lab removes it.
    let inner = try Repository(
      around: DiskFolder(outer.root + "/inner lab/data", name: "data"),
      environment: LabRepository.environment)
    let store = try Store(
      CommitTree(inner, at: inner.revision("HEAD")), catalog: SmallLab.catalog)
    #expect(try rows(of: SmallLab.labels, in: store) == ["1,urgent,"])
  }

  @Test("Objects are whole, small ones and those that are kept in a file, in whatever order")
  func objects() throws {
    var random = SeededRandom(seed: 4)
    var texts = (0..<40).map { _ in
      (0..<Int.random(in: 0...3000, using: &random)).map { "\($0),x\n" }.joined()
    }
    texts += ["", "\n", "no line end"]
    let lab = try LabRepository()
    for (i, text) in texts.enumerated() { try lab.write("\(i).txt", text) }
    try lab.commit("all")
    for limit in [0, 1000, 1 << 20] {
      let objects = ObjectReader(try lab.repository.git, limit: limit)
      for i in texts.indices.shuffled(using: &random) {
        let name = try lab.git("rev-parse", "HEAD:data/\(i).txt").trimmingCharacters(in: .newlines)
        #expect(try objects.content(of: name).allBytes() == Array(texts[i].utf8))
      }
      #expect(throws: GitError.self) { try objects.content(of: String(repeating: "0", count: 40)) }
    }
  }

  @Test("A link in a commit is not followed, and named")
  func links() throws {
    let lab = try LabRepository(["labels.csv": "id,name,note\n1,urgent,\n"])
    try FileManager.default.createSymbolicLink(
      atPath: lab.data + "/runs.csv", withDestinationPath: "/etc/passwd")
    try lab.commit("a link")
    let store = try lab.store(at: "HEAD")
    #expect(throws: ReadingError.self) { try rows(of: SmallLab.runs, in: store) }
  }

  private func rows(of table: TableSchema, in store: Store) throws -> [String] {
    var rows: [String] = []
    try store.read(table, columns: table.columns.map(\.name)) { batch, projection in
      for record in 0..<batch.count {
        let cells = projection.columns.map { $0 < 0 ? "" : batch.text(record, $0) }
        rows.append(cells.joined(separator: ","))
      }
      return .more
    }
    return rows
  }
}
