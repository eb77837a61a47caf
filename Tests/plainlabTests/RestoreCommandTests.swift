import CommandLineKit
import Testing

@testable import plainlab

@Suite("plainlab restore")
struct RestoreCommandTests {
  private let folder: TemporaryFolder

  private static let labels = "id,name,color\n1,daily,#112233\n2,weekly,#445566\n3,late,#778899\n"
  private static let procedures = """
    id,name,description,created_at,updated_at,version
    1,Rinse,,2026-01-27T15:41:00Z,2026-01-27T15:41:00Z,1

    """
  private static let uses = "procedure_id,label_id\n"

  /// Two commits: what was, and what became of it.
  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.labels, to: "data/labels.csv")
    try folder.write(Self.procedures, to: "data/procedures.csv")
    try folder.makeRepository()
    try folder.write(
      "id,name,color\n4,new,#000000\n2,often,#445566\n3,late,#778899\n", to: "data/labels.csv")
    try folder.git("commit", "-qam", "labels")
  }

  @Test("One row is as it was, and nothing else is touched")
  func row() throws {
    let run = folder.inRepository("restore", "labels", "2", "--at", "HEAD~1")
    #expect(run.status == .success && run.out.hasPrefix("Restored labels 2 as it was in HEAD~1 ("))
    #expect(run.out.hasSuffix("): labels: 1 changed.\n"))
    #expect(
      try folder.text("data/labels.csv")
        == "id,name,color\n4,new,#000000\n2,weekly,#445566\n3,late,#778899\n")
    let again = folder.inRepository("restore", "labels", "weekly", "--at", "HEAD~1")
    #expect(again.out.hasSuffix("; nothing was changed.\n"))
    #expect(folder.inRepository("undo").out.hasSuffix(": labels: 1 changed.\n"))
  }

  @Test("A row that is gone comes back with its key, also by the name that it had then")
  func goneRow() throws {
    #expect(folder.inRepository("restore", "labels", "daily", "--at", "HEAD~1").status == .success)
    #expect(try folder.text("data/labels.csv").hasSuffix("3,late,#778899\n1,daily,#112233\n"))
    let missing = folder.inRepository("restore", "labels", "4", "--at", "HEAD~1")
    #expect(missing.status == .findings)
    #expect(missing.error.contains("there was no row '4' in labels at HEAD~1"))
  }

  @Test("A whole table is one change: rows that were not there go, too")
  func table() throws {
    let before = try folder.tables()
    let shown = folder.inRepository("restore", "labels", "--at", "HEAD~1", "--dry-run")
    #expect(shown.status == .success && shown.out.contains("\n-4,new,#000000\n"))
    #expect(try folder.tables() == before)
    let run = folder.inRepository("restore", "labels", "--at", "HEAD~1", "--commit")
    #expect(run.out.hasSuffix(": labels: 1 added, 1 changed, 1 removed.\n"))
    #expect(
      try folder.text("data/labels.csv")
        == "id,name,color\n2,weekly,#445566\n3,late,#778899\n1,daily,#112233\n")
    #expect(
      try folder.git("log", "-1", "--format=%s").text == "labels: 1 added, 1 changed, 1 removed\n")
  }

  @Test(
    "It is refused where rows of other tables would refer to nothing, or a rule would be broken")
  func refused() throws {
    try folder.write(Self.uses + "1,4\n", to: "data/procedure_labels.csv")
    let run = folder.inRepository("restore", "labels", "--at", "HEAD~1")
    #expect(run.status == .findings)
    #expect(run.error.contains("1 row of procedure_labels refers to id '4', which would be gone"))
    try folder.write("id,name,color\n7,weekly,#445566\n2,often,#445566\n", to: "data/labels.csv")
    let twice = folder.inRepository("restore", "labels", "2", "--at", "HEAD~1")
    #expect(twice.status == .findings && twice.error.contains("name 'weekly' is already there"))
  }

  @Test("A row comes back into a state to which no way leads")
  func states() throws {
    let head = "id,procedure_id,start_time,end_time,status\n1,1,2026-11-20T07:00:00Z,"
    try folder.write(head + ",in_progress\n", to: "data/runs.csv")
    try folder.git("add", "-A")
    try folder.git("commit", "-qm", "a run")
    try folder.write(head + "2026-11-20T08:00:00Z,completed\n", to: "data/runs.csv")
    #expect(folder.inRepository("restore", "runs", "1", "--at", "HEAD").status == .success)
    #expect(try folder.text("data/runs.csv") == head + ",in_progress\n")
  }

  @Test("A revision is never an option, and one is needed")
  func revisions() throws {
    #expect(folder.inRepository("restore", "labels").status == .usage)
    let run = folder.inRepository("restore", "labels", "--at", "--output=x")
    #expect(run.status != .success)
    #expect(try folder.names() == [".git", "data"])
  }
}
