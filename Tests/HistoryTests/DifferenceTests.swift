import CSVText
import Foundation
import Tables
import TestSupport
import Testing

@testable import History

@Suite struct DifferenceTests {
  private static let header = "id,status,label_id,notes\n"
  private static let rows = (1...400).map { "\($0),started,,note \($0)\n" }

  @Test("A changed cell is told by its key, with what stood there and what stands there")
  func changedCell() throws {
    let told = try difference(
      Self.rows, Self.rows.replacing(200, with: "201,completed,,note 201\n"))
    #expect(told == ["changed runs 201 line 202: status started → completed"])
  }

  @Test("Rows that were added and removed are told with all that they hold")
  func addedAndRemoved() throws {
    var rows = Self.rows
    rows.remove(at: 3)
    rows.append("401,started,,\n")
    #expect(
      try difference(Self.rows, rows) == [
        "removed runs 4 line 5: id 4 → , status started → , notes note 4 → ",
        "added runs 401 line 401: id  → 401, status  → started",
      ])
  }

  @Test("Rows that only stand elsewhere did not change")
  func moved() throws {
    #expect(try difference(Self.rows, Self.rows.reversed()).isEmpty)
    #expect(try difference(Self.rows, Self.rows.shuffled()).isEmpty)
  }

  @Test("Quotes and line ends are not what a cell holds")
  func spelling() throws {
    let rows = Self.rows.map {
      $0.replacing("started", with: "\"started\"").replacing("\n", with: "\r\n")
    }
    #expect(try difference(Self.rows, rows).isEmpty)
  }

  @Test("A column that came or went is told once, and its cells where they hold something")
  func columns() throws {
    let old = MemoryFolder(["labels.csv": "id,name\n1,urgent\n2,late\n"])
    let new = MemoryFolder(["labels.csv": "note,id,name,colour\n,1,urgent,\nx,2,late,red\n"])
    let difference = try tables(old, new)
    #expect(difference.addedColumns == ["note", "colour"] && difference.removedColumns.isEmpty)
    #expect(
      difference.rows == [
        RowChange(
          kind: .changed, key: ["2"],
          cells: [
            CellChange(column: "note", old: "", new: "x"),
            CellChange(column: "colour", old: "", new: "red"),
          ], file: "labels.csv", line: 3)
      ])
  }

  @Test("A file with a record that cannot be read is named, and nothing is guessed")
  func unreadable() throws {
    let old = MemoryFolder(["labels.csv": "id,name\n1,urgent\n"])
    let new = MemoryFolder(["labels.csv": "id,name\n1,urgent\n2,late,,,\n"])
    let difference = try tables(old, new)
    #expect(difference.rows.isEmpty)
    #expect(difference.incomparable.map(\.place.line) == [3])
  }

  @Test(
    "Whatever was changed in a file, the difference turns the old rows into the new ones",
    arguments: 1...150)
  func anyChange(_ seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let old = (1...Int.random(in: 1...60, using: &random)).map {
      "\($0),started,,\(Self.note(&random))\n"
    }
    var new = old
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      let at = Int.random(in: 0...new.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: new.insert("\(Int.random(in: 100...999, using: &random)),started,,x\n", at: at)
      case 1: if at < new.count { new.remove(at: at) }
      case 2: if at < new.count { new[at] = new[at].replacing("started", with: "completed") }
      default: if Int.random(in: 0...3, using: &random) == 0 { new.shuffle(using: &random) }
      }
    }
    let (before, after) = (try Self.parsed(old), try Self.parsed(new))
    guard Set(after.map { $0[0] }).count == after.count else { return }
    var rows = Dictionary(uniqueKeysWithValues: before.map { ($0[0], $0) })
    let columns = ["id", "status", "label_id", "notes"]
    for blockSize in [1, 7, 64, 1 << 17] {
      var rows = rows
      let difference = try tables(
        MemoryFolder(["runs.csv": Self.header + old.joined()]),
        MemoryFolder(["runs.csv": Self.header + new.joined()]), blockSize: blockSize)
      for change in difference.rows {
        switch change.kind {
        case .removed: #expect(rows.removeValue(forKey: change.key[0]) != nil)
        case .added, .changed:
          #expect((rows[change.key[0]] == nil) == (change.kind == .added))
          var row = rows[change.key[0]] ?? ["", "", "", ""]
          for cell in change.cells {
            let at = try #require(columns.firstIndex(of: cell.column))
            #expect(row[at] == cell.old && cell.old != cell.new)
            row[at] = cell.new
          }
          rows[change.key[0]] = row
        }
      }
      #expect(rows == Dictionary(uniqueKeysWithValues: after.map { ($0[0], $0) }))
    }
    rows = [:]
  }

  @Test("The folder is compared with the last commit, files that git does not know included")
  func workingTree() throws {
    let lab = try LabRepository([
      "labels.csv": "id,name,note\n1,urgent,\n2,late,\n", "runs.csv": Self.header,
      "readme.txt": "x",
    ])
    try lab.write("labels.csv", "id,name,note\n2,late,\n1,rush,\n")
    try lab.write("runs/2026-11.csv", Self.header + "1,started,1,\n")
    try lab.write("photo.jpg", "y")
    try FileManager.default.removeItem(atPath: lab.data + "/readme.txt")
    let difference = try FolderDifference(
      in: lab.repository, from: lab.store(at: "HEAD"), to: lab.store())
    #expect(
      difference.tables.flatMap(Self.lines) == [
        "changed labels 1 line 3: name urgent → rush",
        "added runs 1 line 2: id  → 1, status  → started, label_id  → 1",
      ])
    #expect(
      difference.otherFiles == [
        FolderDifference.OtherFile(path: "photo.jpg", kind: .added),
        FolderDifference.OtherFile(path: "readme.txt", kind: .removed),
      ])
    try lab.commit("all of it")
    #expect(
      try FolderDifference(in: lab.repository, from: lab.store(at: "HEAD"), to: lab.store()).isEmpty
    )
    let back = try FolderDifference(
      in: lab.repository, from: lab.store(at: "HEAD"), to: lab.store(at: "HEAD~1"))
    #expect(back.tables.flatMap(Self.lines).count == 2)
  }

  // MARK: Reading differences

  private func difference(_ old: [String], _ new: [String]) throws -> [String] {
    Self.lines(
      try tables(
        MemoryFolder(["runs.csv": Self.header + old.joined()]),
        MemoryFolder(["runs.csv": Self.header + new.joined()])))
  }

  private func tables(
    _ old: MemoryFolder, _ new: MemoryFolder, blockSize: Int = 256
  ) throws -> TableDifference {
    let options = RecordReader.Options(blockSize: blockSize)
    let path = try #require(new.files.keys.first)
    let table = try #require(SmallLab.catalog[String(path.dropLast(4))])
    let pair = try [old, new].map {
      ComparedFile(source: try $0.open(path), path: path, title: "data/" + path)
    }
    return try TableDifference(of: table, [(pair[0], pair[1])], options)
  }

  private static func lines(_ difference: TableDifference) -> [String] {
    difference.rows.map { row in
      let cells = row.cells.map { "\($0.column) \($0.old) → \($0.new)" }
      return "\(row.kind) \(difference.table.name) \(row.keyText) line \(row.line): "
        + cells.joined(separator: ", ")
    }
  }

  private static func note(_ random: inout SeededRandom) -> String {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: "\"two\nlines, and a comma\""
    case 1: "\"a \"\"quote\"\"\""
    case 2: ""
    default: "plain"
    }
  }

  private static func parsed(_ rows: [String]) throws -> [[String]] {
    var reader = try RecordReader(MemorySource(header + rows.joined()))
    var all: [[String]] = []
    while case .records = try reader.next() {
      for record in 0..<reader.batch.count {
        all.append((0..<4).map { reader.batch.text(record, $0) })
      }
    }
    return all
  }
}

extension [String] {
  fileprivate func replacing(_ index: Int, with row: String) -> [String] {
    var rows = self
    rows[index] = row
    return rows
  }
}
