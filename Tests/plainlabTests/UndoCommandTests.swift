import CommandLineKit
import Foundation
import Tables
import Testing

@testable import plainlab

@Suite("plainlab undo")
struct UndoCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.copySampleLab()
  }

  private func append(_ line: String, to path: String) throws {
    try folder.write(folder.text(path) + line + "\n", to: path)
  }

  private func replace(_ old: String, with new: String, in path: String) throws {
    let text = try folder.text(path)
    try #require(text.contains(old))
    try folder.write(text.replacing(old, with: new), to: path)
  }

  private func done(_ words: String...) throws {
    let run = folder.at("08:00", words)
    try #require(run.status == .success, "\(words): \(run.error)")
  }

  @Test("One change after the other is taken back, the last first, until every file is as it was")
  func all() throws {
    let before = try folder.tables()
    try done("add", "labels", "name=late", "color=#D62728")
    try done("set", "labels", "2", "name=seldom", "color=#000000")
    try done("specimen", "start", "L51429722")
    try done("specimen", "complete", "L51429722", "--at", "2026-11-20T18:00:00Z")
    let shown = folder.at("08:00", "undo", "--dry-run")
    #expect(
      shown.status == .success
        && shown.out.contains("\n+398,L51429722,CREA,CHEM-2,SOK,IN_PROCESS,,"))
    #expect(shown.error.hasPrefix("The last change is 'specimen L51429722 completed' ("))
    for said in [
      "Took back 'specimen L51429722 completed' (", "Took back 'specimen L51429722 started' (",
      "Took back 'set labels 2' (", "Took back 'add to labels' (",
    ] {
      let run = folder.at("08:00", "undo")
      #expect(run.status == .success && run.out.hasPrefix(said), "\(run)")
    }
    #expect(try folder.tables() == before)
    let end = folder.at("08:00", "undo")
    #expect(end.status == .findings && end.out == "")
    #expect(end.error.contains("has made no change here that it could take back"))
    // What was taken back is not taken for what an editor overwrote.
    #expect(folder.at("08:00", "check") == (.success, "", ""))
  }

  @Test("A row that was removed comes back, at the end of its file")
  func removal() throws {
    try append("6,never,#112233\n7,seldom,#445566", to: "data/labels.csv")
    try done("remove", "labels", "6")
    #expect(folder.at("08:00", "undo").out.hasSuffix(": labels: 1 added.\n"))
    #expect(try folder.text("data/labels.csv").hasSuffix("\n7,seldom,#445566\n6,never,#112233\n"))
  }

  @Test("After a change that was undone, the next one is undone first")
  func interleaved() throws {
    try done("add", "labels", "name=first", "color=#D62728")
    try done("undo")
    try done("add", "labels", "name=second", "color=#D62728")
    #expect(folder.at("08:00", "undo").out.contains("labels: 1 removed"))
    #expect(folder.at("08:00", "undo").status == .findings)
  }

  @Test("It is refused where a row is not as the change left it")
  func edited() throws {
    try done("set", "labels", "2", "name=seldom")
    try replace("2,seldom,#2CA02C", with: "2,seldom,#FFFFFF", in: "data/labels.csv")
    let before = try folder.tables()
    let run = folder.at("08:00", "undo")
    #expect(run.status == .findings)
    #expect(
      run.error == """
        plainlab undo: nothing was changed.
        row '2' of labels was changed since
          Its color is not as the change left it.

        """)
    #expect(try folder.tables() == before)
    try replace("2,seldom,#FFFFFF\n", with: "", in: "data/labels.csv")
    #expect(folder.at("08:00", "undo").error.contains("row '2' of labels is not there any more"))
  }

  @Test("It is refused where later rows depend on one that would go, and names them")
  func dependents() throws {
    try done(
      "add", "users", "username=bert", "full_name=Bert", "code=B", "role=operator",
      "is_active=true", "date_joined=2026-11-20T08:00:00Z")
    // By hand, so that it is not the last change of Plainlab.
    try append(
      "401,L51429800,TSH,ARCH-1,B,RECEIVED,,2026-11-20T17:00:00Z,", to: "data/specimens.csv")
    let run = folder.at("08:00", "undo")
    #expect(run.status == .findings)
    #expect(run.error.contains("1 row of specimens refers to code 'B', which would be gone"))
    #expect(try folder.text("data/users.csv").contains("Bert"))
  }

  @Test(
    "A warning about what hangs on a row is a reason to refuse, when the row was only just added")
  func warned() throws {
    try done(
      "add", "resources", "code=M9", "name=Nine", "resource_type_id=1", "is_active=true",
      "capacity=1", "requires_approval=false", "requires_qualification=false")
    try append("401,L51429800,TSH,M9,SOK,RECEIVED,,2026-11-20T17:00:00Z,", to: "data/specimens.csv")
    let run = folder.at("08:00", "undo")
    #expect(run.status == .findings)
    #expect(run.error.contains("1 row of specimens refers to code 'M9', which would be gone"))
  }

  @Test("What is not remembered is not taken back, and what is older neither")
  func forgotten() throws {
    try done("set", "labels", "2", "name=seldom")
    try folder.remove("data/.plainlab")
    #expect(folder.at("08:00", "undo").error.contains("has made no change here"))
    try done("set", "labels", "2", "name=often")
    try folder.remove("data/.plainlab/recent")
    #expect(folder.at("08:00", "undo").error.contains("is not remembered any more"))
    try done("set", "labels", "2", "name=never")
    try done("undo")
    #expect(folder.at("08:00", "undo").error.contains("is not remembered any more"))
  }
}
