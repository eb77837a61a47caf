import CSVText
import TestSupport
import Testing

@testable import Tables

@Suite("Keys of several columns")
struct UniqueTogetherTests {
  private func places(_ rows: String) throws -> [String] {
    let store = try Store(
      MemoryFolder(["racks.csv": "id,room,shelf,state\n" + rows]),
      catalog: Catalog([Rack.schema.table]))
    return try Check(store).list.findings.map(\.shortly)
  }

  @Test("Every key but the primary one is in one list, single columns too")
  func keys() {
    #expect(Rack.schema.table.uniqueKeys == [[1, 2]])
    func column(_ name: String, isKey: Bool = false, isUnique: Bool = false) -> ColumnSchema {
      ColumnSchema(name: name, type: .int, isPrimaryKey: isKey, isUnique: isUnique)
    }
    let table = TableSchema(
      name: "t", about: "",
      columns: [
        column("a", isKey: true, isUnique: true), column("b", isUnique: true), column("c"),
      ],
      uniqueTogether: [[0], [2, 1]])
    #expect(table.uniqueKeys == [[1], [2, 1]])
  }

  @Test("The same in all columns is found at the last of them; in one of them it is not")
  func same() throws {
    #expect(
      try places("1,A,1,clean\n2,A,2,clean\n3,B,1,clean\n4,A,1,clean\n") == [
        "racks.csv:5:5 unique-error"
      ])
  }

  @Test("Two cells never join to what two others do")
  func joining() throws {
    #expect(try places("1,A1,1,clean\n2,A,11,clean\n") == [])
  }

  @Test("Numbers join by their value, in whatever order and however large", arguments: [1, 40])
  func numbers(seed: Int) throws {
    let columns = ["id", "a", "b"].map {
      ColumnSchema(name: $0, type: .int, isRequired: true, isPrimaryKey: $0 == "id")
    }
    let table = TableSchema(name: "t", about: "", columns: columns, uniqueTogether: [[1, 2]])
    let numbers = [0, 1, -1, 255, 256, -256, 10, 9, .max, .min, seed * 1_000_003]
    var pairs = numbers.flatMap { a in numbers.map { "\(a),\($0)" } }
    if seed > 1 { pairs.reverse() }
    let rows = (pairs + ["9,10", "-1,-1"]).enumerated().map { "\($0 + 1),\($1)" }
    let csv = "id,a,b\n" + rows.joined(separator: "\n") + "\n"
    let store = try Store(MemoryFolder(["t.csv": csv]), catalog: Catalog([table]))
    let found = try Check(store).list.findings
    #expect(found.map(\.place?.line) == [pairs.count + 2, pairs.count + 3])
    #expect(
      found.map(\.message) == ["a, b '9, 10' is already there", "a, b '-1, -1' is already there"])
  }

  @Test("Keys hold across the parts of a table")
  func parts() throws {
    let header = "id,room,shelf,state\n"
    let store = try Store(
      MemoryFolder([
        "racks/a.csv": header + "1,A,1,clean\n", "racks/b.csv": header + "2,A,1,clean\n",
      ]),
      catalog: Catalog([Rack.schema.table]))
    let finding = try #require(try Check(store).list.findings.first)
    #expect(finding.shortly == "racks/b.csv:2:5 unique-error")
    #expect(finding.hint.hasPrefix("It first stands in data/racks/a.csv, line 2."))
  }

  @Test("Rows in which one of the cells is empty are not compared")
  func empty() throws {
    #expect(try places("1,,,clean\n2,,,clean\n") == [])
  }

  @Test("A row with the primary key of another is that row: it is not told twice")
  func sameRow() throws {
    #expect(
      try places("1,A,1,clean\n1,A,1,clean\n") == ["racks.csv:3:1 primary-key"])
  }

  @Test("Cells are filled together or not at all")
  func together() throws {
    #expect(
      try places("1,A,,clean\n2,,3,clean\n3,B,2,clean\n4,,,clean\n") == [
        "racks.csv:2:3 rule", "racks.csv:3:3 rule",
      ])
  }
}
