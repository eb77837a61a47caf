import Foundation
import Tables
import Testing

@testable import History

@Suite struct TrailTests {
  private static let labels = "id,name,note\n1,urgent,\n2,late,\n3,new,\n"

  @Test("Each commit is told with its author and what it did, whoever wrote the file and how")
  func commits() throws {
    let lab = try LabRepository(["labels.csv": Self.labels])
    try lab.write("labels.csv", "id,name,note\r\n3,new,\r\n1,rush,\r\n2,late,\r\n")
    try lab.commit("by hand", by: "grace@lab.example", at: "2026-11-20T08:30:00Z")
    try lab.write("notes.txt", "x")
    try lab.commit("a note")
    let told = try Self.told(lab)
    #expect(
      told == [
        "ada@lab.example a note: + notes.txt",
        "grace@lab.example by hand: changed labels 1 name urgent → rush",
        "ada@lab.example first: added labels 1, added labels 2, added labels 3",
      ])
    let trail = try Trail(
      lab.repository, lab.store(), upTo: lab.repository.revision("HEAD"))
    #expect(trail.commits[1].time == 1_795_163_400)
    #expect(trail.commits.map(\.subject) == ["a note", "by hand", "first"])
  }

  @Test("A history can be asked of one table, its parts included, and from a commit on")
  func scope() throws {
    let lab = try LabRepository(["labels.csv": Self.labels])
    let first = try lab.repository.revision("HEAD")
    try lab.write("runs/2026-11.csv", "id,status,label_id,notes\n1,started,1,\n")
    try lab.commit("a run")
    try lab.write("labels.csv", Self.labels + "4,more,\n")
    try lab.commit("a label")
    #expect(
      try Self.told(lab, TrailScope(tables: ["runs"])) == [
        "ada@lab.example a run: added runs 1"
      ])
    #expect(
      try Self.told(lab, from: .after(first)) == [
        "ada@lab.example a label: added labels 4", "ada@lab.example a run: added runs 1",
      ])
  }

  @Test("Of a merge only what none of its parents has is its own")
  func merges() throws {
    let lab = try LabRepository([
      "labels.csv": Self.labels, "runs.csv": "id,status,label_id,notes\n",
    ])
    try lab.git("checkout", "-q", "-b", "side")
    try lab.write("labels.csv", Self.labels.replacing("2,late", with: "2,later"))
    try lab.commit("side")
    try lab.git("checkout", "-q", "main")
    try lab.write("labels.csv", Self.labels.replacing("1,urgent", with: "1,rush"))
    try lab.commit("main")
    _ = try? lab.git("merge", "-q", "--no-commit", "side")
    let merged = Self.labels.replacing("1,urgent", with: "1,rush")
      .replacing("2,late", with: "2,later").replacing("3,new", with: "3,newest")
    try lab.write("labels.csv", merged)
    try lab.commit("merge")
    let told = try Self.told(lab)
    #expect(told[0] == "ada@lab.example merge: changed labels 3 name new → newest")
    #expect(
      Set(told[1...2]) == [
        "ada@lab.example main: changed labels 1 name urgent → rush",
        "ada@lab.example side: changed labels 2 name late → later",
      ])
  }

  @Test("Of a row that a merge made of both sides, each cell is that side's which changed it")
  func mergedRow() throws {
    let lab = try LabRepository(["labels.csv": Self.labels])
    try lab.git("checkout", "-q", "-b", "side")
    try lab.write("labels.csv", Self.labels.replacing("1,urgent,", with: "1,urgent,now"))
    try lab.commit("side")
    try lab.git("checkout", "-q", "main")
    try lab.write("labels.csv", Self.labels.replacing("1,urgent,", with: "1,rush,"))
    try lab.commit("main")
    _ = try? lab.git("merge", "-q", "--no-commit", "side")
    try lab.write("labels.csv", Self.labels.replacing("1,urgent,", with: "1,rush,now"))
    try lab.commit("merge")
    let told = try Self.told(lab)
    #expect(told.count == 3 && !told.contains { $0.contains("merge") })
  }

  @Test("A shallow clone tells of what it has")
  func shallow() throws {
    let lab = try LabRepository(["labels.csv": Self.labels])
    try lab.write("labels.csv", Self.labels + "4,more,\n")
    try lab.commit("more")
    let place = lab.root + " clone"
    try lab.git("clone", "-q", "--depth", "1", "file://" + lab.root, place)
    let clone = LabRepository(at: place)
    let told = try Self.told(clone)
    // Its only commit has no parent here, so that all of it is new.
    #expect(told.count == 1 && told[0].contains("added labels 1"))
    let error = #expect(throws: GitError.self) { try clone.repository.revision("HEAD~1") }
    #expect(error?.description.contains("--unshallow") == true)
  }

  @Test("A version that cannot be read is told as such, and the rest all the same")
  func unreadable() throws {
    let lab = try LabRepository(["labels.csv": Self.labels])
    try lab.write("labels.csv", Self.labels + "4,more,x,y\n")
    try lab.commit("broken")
    try lab.write("labels.csv", Self.labels + "4,more,x\n")
    try lab.commit("mended")
    #expect(
      try Self.told(lab) == [
        "ada@lab.example mended: labels is unreadable",
        "ada@lab.example broken: labels is unreadable",
        "ada@lab.example first: added labels 1, added labels 2, added labels 3",
      ])
  }

  private static func told(
    _ lab: LabRepository, _ scope: TrailScope = .all, from start: TrailStart = .first
  ) throws -> [String] {
    let repository = try lab.repository
    let trail = try Trail(
      repository, lab.store(), scope, from: start, upTo: repository.revision("HEAD"))
    var told: [String] = []
    try trail.changes(of: trail.commits) { changes in
      let rows = changes.difference.tables.flatMap { table in
        table.rows.map { row in
          let cells =
            row.kind == .changed ? row.cells.map { "\($0.column) \($0.old) → \($0.new)" } : []
          return (["\(row.kind) \(table.table.name) \(row.keyText)"] + cells).joined(separator: " ")
        } + (table.incomparable.isEmpty ? [] : ["\(table.table.name) is unreadable"])
      }
      let files = changes.difference.otherFiles.map { "+ \($0.path)" }
      told.append(
        "\(changes.record.email) \(changes.record.subject): "
          + (rows + files).joined(separator: ", "))
      return .more
    }
    return told
  }
}
