import History
import Tables
import TestSupport
import Testing

@Suite("Three versions of a lab made one")
struct LabMergeTests {
  private static let base = [
    "labels.csv": "id,name,note\n1,urgent,\n",
    "runs.csv": "id,status,label_id,notes\n1,started,1,\n",
    "run_steps.csv": "id,run_id,value\n1,1,a\n",
    "run_labels.csv": "run_id,label_id\n1,1\n",
  ]

  @Test(
    "Rows that both gave the next id are told apart, and everything that refers to theirs follows")
  func sameNextID() throws {
    var (ours, theirs) = (Self.base, Self.base)
    ours["runs.csv"]! += "2,started,1,mine\n"
    ours["run_steps.csv"]! += "2,2,mine\n"
    theirs["labels.csv"]! += "2,theirs,\n"
    theirs["runs.csv"]! += "2,started,2,yours\n3,started,,also\n"
    theirs["run_steps.csv"] = "id,run_id,value\n1,2,a\n2,2,yours\n3,3,also\n"
    theirs["run_labels.csv"]! += "2,2\n"
    let merge = try LabMerge(LabVersions(base: Self.base, ours: ours, theirs: theirs))
    #expect(!merge.isOpen)
    #expect(
      merge.renumbered.map { "\($0.table) \($0.old) \($0.new)" }
        == ["runs 2 4", "run_steps 2 4"])
    #expect(
      merge.texts == [
        "labels.csv": "id,name,note\n1,urgent,\n2,theirs,\n",
        "runs.csv":
          "id,status,label_id,notes\n1,started,1,\n2,started,1,mine\n"
          + "4,started,2,yours\n3,started,,also\n",
        "run_steps.csv": "id,run_id,value\n1,4,a\n2,2,mine\n4,4,yours\n3,3,also\n",
        "run_labels.csv": "run_id,label_id\n1,1\n4,2\n",
      ])
    #expect(merge.files.filter(\.isMissedByGit).map(\.path) == ["run_labels.csv"])
  }

  @Test("A row that both have the same is one row, but not where it refers to two")
  func sameRow() throws {
    var (ours, theirs) = (Self.base, Self.base)
    for (path, row) in [("runs.csv", "2,started,,same\n"), ("run_steps.csv", "2,2,same\n")] {
      ours[path]! += row
      theirs[path]! += row
    }
    let same = try LabMerge(LabVersions(base: Self.base, ours: ours, theirs: theirs))
    #expect(same.renumbered.isEmpty && same.texts["runs.csv"] == ours["runs.csv"])
    theirs["runs.csv"] = Self.base["runs.csv"]! + "2,started,,other\n"
    let other = try LabMerge(LabVersions(base: Self.base, ours: ours, theirs: theirs))
    #expect(other.renumbered.map { "\($0.table) \($0.new)" } == ["runs 3", "run_steps 3"])
    #expect(other.texts["run_steps.csv"] == "id,run_id,value\n1,1,a\n2,2,same\n3,3,same\n")
  }

  @Test("What referred to an id before either side gave it away is not touched")
  func danglingBefore() throws {
    var base = Self.base
    base["run_steps.csv"]! += "2,2,dangling\n"
    var (ours, theirs) = (base, base)
    ours["runs.csv"]! += "2,started,,mine\n"
    theirs["runs.csv"]! += "2,started,,yours\n"
    theirs["run_steps.csv"] = "id,run_id,value\n1,1,a\n2,2,edited\n"
    let merge = try LabMerge(LabVersions(base: base, ours: ours, theirs: theirs))
    #expect(merge.texts["run_steps.csv"] == "id,run_id,value\n1,1,a\n2,2,edited\n")
  }

  @Test("A business key that both took is reported, and nothing is invented")
  func clash() throws {
    var (ours, theirs) = (Self.base, Self.base)
    ours["labels.csv"]! += "2,late,mine\n"
    theirs["labels.csv"]! += "2,late,yours\n"
    let merge = try LabMerge(LabVersions(base: Self.base, ours: ours, theirs: theirs))
    #expect(merge.isOpen)
    #expect(
      merge.clashes.map(\.sentence) == ["rows 2 (ours) and 3 (theirs) both have name 'late'"])
    #expect(merge.texts["labels.csv"] == "id,name,note\n1,urgent,\n2,late,mine\n3,late,yours\n")
  }

  @Test("A business key that theirs handed on from one row to another is no clash")
  func handedOn() throws {
    var (ours, theirs) = (Self.base, Self.base)
    ours["labels.csv"] = "id,name,note\n1,urgent,mine\n"
    theirs["labels.csv"] = "id,name,note\n1,very urgent,\n2,urgent,\n"
    let merge = try LabMerge(LabVersions(base: Self.base, ours: ours, theirs: theirs))
    #expect(!merge.isOpen)
    #expect(merge.texts["labels.csv"] == "id,name,note\n1,very urgent,mine\n2,urgent,\n")
  }

  @Test("Rows of one id in two parts of a table are told apart, though no file was changed by both")
  func parts() throws {
    let head = "id,status,label_id,notes\n"
    let base = ["runs/2026-10.csv": head + "1,started,,\n"]
    var (ours, theirs) = (base, base)
    ours["runs/2026-11.csv"] = head + "2,started,,mine\n"
    theirs["runs/2026-12.csv"] = head + "2,started,,yours\n"
    let merge = try LabMerge(LabVersions(base: base, ours: ours, theirs: theirs))
    #expect(merge.texts == ["runs/2026-12.csv": head + "3,started,,yours\n"])
    #expect(merge.files.first?.isMissedByGit == true)
  }

  @Test("References that no schema declares follow too")
  func worded() throws {
    let notes = TableSchema(
      name: "notes", about: "A note.",
      columns: [
        ColumnSchema(name: "id", type: .int, isRequired: true, isPrimaryKey: true),
        ColumnSchema(name: "about", type: .text()), ColumnSchema(name: "about_id", type: .int),
        ColumnSchema(
          name: "also", type: .list(.int),
          reference: Reference(table: "runs", column: "id", onDelete: .restrict)),
      ])
    let catalog = Catalog(SmallLab.catalog.tables + [notes])
    func store(_ runs: String, _ notes: String) throws -> Store {
      try Store(
        MemoryFolder([
          "runs.csv": "id,status,label_id,notes\n1,started,,\n" + runs,
          "notes.csv": "id,about,about_id,also\n1,runs,1,1\n" + notes,
        ]), catalog: catalog)
    }
    let merge = try LabMerge(
      LabVersions(
        base: store("", ""), ours: store("2,started,,mine\n", ""),
        theirs: store("2,started,,yours\n", "2,run,2,1;2\n3,labels,2,\n")),
      links: [
        WordedReference(table: "notes", word: "about", id: "about_id", meanings: ["run": "runs"])
      ])
    #expect(
      merge.texts["notes.csv"]
        == "id,about,about_id,also\n1,runs,1,1\n2,run,3,1;3\n3,labels,2,\n")
  }

  @Test("A file that cannot be read stays as it is in ours, and says why")
  func unreadable() throws {
    var (ours, theirs) = (Self.base, Self.base)
    ours["labels.csv"]! += "2,late\n"
    theirs["labels.csv"]! += "2,soon,\n"
    let merge = try LabMerge(LabVersions(base: Self.base, ours: ours, theirs: theirs))
    #expect(merge.isOpen && merge.texts["labels.csv"] == ours["labels.csv"])
    #expect(merge.files.first?.refusal == "line 3 cannot be read")
  }
}
