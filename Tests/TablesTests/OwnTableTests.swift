import CSVText
import TestSupport
import Testing

@testable import Tables

/// What the lab comes with in these tests.
private let shipped = Catalog([
  TableSchema(
    name: "runs", about: "A run.",
    columns: [ColumnSchema(name: "id", type: .int, isRequired: true, isPrimaryKey: true)])
])

private func lines(_ files: [String: String]) throws -> [String] {
  try Check(Store(MemoryFolder(files), catalog: shipped)).list.findings.map { finding in
    let place = finding.place.map { ":\($0.line):\($0.column)" } ?? ""
    return "\(finding.file)\(place): \(finding.severity.rawValue)[\(finding.code.rawValue)]: "
      + finding.message
  }
}

@Suite("Tables that a lab declares for itself")
struct OwnTableTests {
  static let descriptor = """
    {
      "name": "x", "resources": [
        {"name": "freezers", "type": "table", "path": "freezers.csv", "scheme": "file",
         "profile": "tabular-data-resource", "description": "A freezer.",
         "schema": {
           "fields": [
             {"name": "code", "type": "string", "constraints": {"maxLength": 4}},
             {"name": "shelf", "type": "integer", "constraints": {"minimum": 1, "maximum": 7}},
             {"name": "kind", "type": "string", "constraints": {"enum": ["-20", "-80"]}},
             {"name": "bought", "type": "date", "constraints": {"required": true}},
             {"name": "backup", "type": "string"},
             {"name": "run", "type": "integer"},
             {"name": "tags", "type": "list", "delimiter": ";"}
           ],
           "primaryKey": "code",
           "uniqueKeys": [["shelf"]],
           "foreignKeys": [
             {"fields": "backup", "reference": {"resource": "", "fields": "code"}},
             {"fields": ["run"], "reference": {"resource": "runs", "fields": ["id"]}}
           ]
         }}
      ]
    }
    """

  @Test("Its columns are typed as declared")
  func types() throws {
    let store = try Store(MemoryFolder(["datapackage.json": Self.descriptor]), catalog: shipped)
    let table = try #require(store.catalog["freezers"])
    #expect(table.about == "A freezer.")
    #expect(
      table.columns.map { "\($0.name) \($0.type.name)" } == [
        "code text(4)", "shelf int", "kind enum(-20,-80)", "bought date", "backup text", "run int",
        "tags list<text>",
      ])
    #expect(table.columns.filter(\.isRequired).map(\.name) == ["code", "bought"])
    #expect(table.keyColumn?.name == "code")
    #expect(table.columns.filter(\.isUnique).map(\.name) == ["shelf"])
    #expect(
      table.columns.compactMap { $0.reference.map { "\($0.table).\($0.column) \($0.onDelete)" } }
        == ["freezers.code restrict", "runs.id restrict"])
  }

  @Test("Its rows are checked like those of any other table")
  func rows() throws {
    #expect(
      try lines([
        "datapackage.json": Self.descriptor,
        "runs.csv": "id\n1\n",
        "freezers.csv": """
        code,shelf,kind,bought,backup,run,tags
        F1,1,-80,2026-01-05,,1,a;b
        F2,8,-70,07/01/2026,F9,2,a;;b
        F3,1,-20,,F1,,

        """,
      ]).map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
        "data/freezers.csv:3:4: error[rule]:",
        "data/freezers.csv:3:6: error[type-error]:",
        "data/freezers.csv:3:10: error[ambiguous-date]:",
        "data/freezers.csv:3:21: error[foreign-key]:",
        "data/freezers.csv:3:24: error[foreign-key]:",
        "data/freezers.csv:3:26: error[type-error]:",
        "data/freezers.csv:4:4: error[unique-error]:",
        "data/freezers.csv:4:10: error[constraint-error]:",
      ])
    #expect(
      try lines([
        "datapackage.json": Self.descriptor,
        "freezers.csv": "code,shelf,kind,bought\nF1,1,-80,2026-01-05\nF1,2,-20,2026-01-05\n",
      ]) == ["data/freezers.csv:3:1: error[primary-key]: code 'F1' is already there"])
  }

  /// Shelves of a freezer, with all that holds beyond a cell.
  static let shelves = """
    {"resources": [{"name": "shelves", "path": "shelves.csv", "schema": {
      "fields": [
        {"name": "id", "type": "integer"}, {"name": "freezer"}, {"name": "shelf", "type": "integer"},
        {"name": "litres", "type": "number", "constraints": {"exclusiveMinimum": 0}},
        {"name": "state", "constraints": {"enum": ["free", "taken", "gone"]}},
        {"name": "box"}, {"name": "owner"}, {"name": "note"}],
      "primaryKey": "id", "uniqueKeys": [["freezer", "shelf"], ["shelf", "freezer"]],
      "plainlab": {
        "rules": [
          {"rule": "filled-together", "columns": ["freezer", "shelf"], "message": "both or none"},
          {"rule": "filled-only-when", "column": "box", "other": "state", "words": ["taken"],
           "code": "state", "message": "a box takes a shelf"},
          {"rule": "filled-only-with", "column": "owner", "other": "box",
           "message": "an owner is one of a box"},
          {"rule": "empty-when", "column": "note", "other": "state", "words": ["gone"],
           "message": "of what is gone nothing is noted"}],
        "stateMachines": [
          {"column": "state", "initial": "free",
           "transitions": {"free": ["taken", "gone"], "taken": "free"}}]}
    }}]}
    """

  @Test("It may have keys of several columns, states, and rules of every kind")
  func rules() throws {
    let header = "id,freezer,shelf,litres,state,box,owner,note\n"
    #expect(
      try lines([
        "datapackage.json": Self.shelves,
        "shelves.csv": header + """
          1,F1,1,0.5,taken,B1,Ada,
          2,F1,2,0,free,,,
          3,F1,1,3,gone,,,
          4,F2,,3,free,,,
          5,F2,5,3,gone,B2,,
          6,F2,6,3,taken,,Ada,
          7,,,3,free,,,
          8,,,3,free,,,
          9,,,3,gone,,,secret

          """,
      ]) == [
        "data/shelves.csv:3:8: error[rule]: litres is greater than 0",
        "data/shelves.csv:4:6: error[unique-error]: freezer, shelf 'F1, 1' is already there",
        "data/shelves.csv:5:3: error[rule]: both or none",
        "data/shelves.csv:6:15: error[state]: a box takes a shelf",
        "data/shelves.csv:7:17: error[rule]: an owner is one of a box",
        "data/shelves.csv:10:14: error[rule]: of what is gone nothing is noted",
      ])
  }

  @Test("Its states lead where it says")
  func states() throws {
    let store = try Store(MemoryFolder(["datapackage.json": Self.shelves]), catalog: shipped)
    let table = try #require(store.catalog["shelves"])
    #expect(table.uniqueKeys == [[1, 2]])
    let machine = try #require(table.stateMachines.first)
    #expect(machine.name == "state" && machine.initial == ["free"])
    #expect(
      machine.states.map(machine.successors) == [["taken", "gone"], ["free"], []])
    #expect(machine.refusal(from: "gone", to: "free")?.hint == "gone is final.")
    // What was read is written in the form in which it was read.
    let written = Descriptor(of: Catalog([table])).json
    let again = try Store(
      MemoryFolder(["datapackage.json": Descriptor(of: Catalog([table])).text]), catalog: shipped)
    #expect(again.catalog["shelves"]?.stateMachines == table.stateMachines)
    #expect(again.catalog["shelves"]?.uniqueKeys == table.uniqueKeys)
    let read = try #require(again.catalog["shelves"])
    #expect(Descriptor(of: Catalog([read])).json == written)
  }

  @Test("A table of the lab's own may be a folder of parts")
  func parts() throws {
    let store = try Store(
      MemoryFolder([
        "datapackage.json": """
        {"resources": [{"name": "noise", "path": ["noise/a.csv", "noise/b.csv"],
          "schema": {"fields": [{"name": "id", "type": "integer"}]}}]}
        """,
        "noise/b.csv": "id\n2\n", "noise/a.csv": "id\n1\n",
      ]), catalog: shipped)
    let table = try #require(store.catalog["noise"])
    #expect(store.files(of: table).map(\.path) == ["noise/a.csv", "noise/b.csv"])
    #expect(try Check(store).records == 2)
  }

  @Test("Plainlab knows its own tables: another description of one is only noted")
  func shippedTable() throws {
    let other = """
      {"resources": [
        {"name": "runs", "path": "runs.csv", "schema": {"fields": [{"name": "id"}]}}]}
      """
    #expect(
      try lines(["datapackage.json": other, "runs.csv": "id\nx\n"]) == [
        "data/datapackage.json:2:3: note[schema-error]: runs is described differently from what is "
          + "checked",
        "data/runs.csv:2:1: error[type-error]: 'x' is not a whole number like 42",
      ])
    #expect(try lines(["datapackage.json": Descriptor(of: shipped).text]) == [])
  }

  @Test("A key of several columns that the description lacks makes it another one")
  func missingKey() throws {
    func runs(_ keys: [[Int]]) -> Catalog {
      let columns = ["id", "day", "slot"].map {
        ColumnSchema(name: $0, type: .int, isRequired: true, isPrimaryKey: $0 == "id")
      }
      return Catalog([TableSchema(name: "runs", about: "", columns: columns, uniqueTogether: keys)])
    }
    func notes(_ written: Catalog, _ known: Catalog) throws -> [String] {
      let folder = MemoryFolder(["datapackage.json": Descriptor(of: written).text])
      return try Check(Store(folder, catalog: known)).list.findings.map(\.message)
    }
    #expect(try notes(runs([[1, 2]]), runs([[1, 2]])) == [])
    let note = "runs is described differently from what is checked"
    #expect(try notes(runs([]), runs([[1, 2]])) == [note])
    #expect(try notes(runs([[1, 2]]), runs([])) == [note])
  }

  @Test("What is not a table of comma-separated values is left alone")
  func others() throws {
    #expect(
      try lines([
        "datapackage.json": """
        {"resources": [
          {"name": "report", "path": "report.pdf", "mediatype": "application/pdf"},
          {"name": "map", "type": "map", "path": "map.geojson"}
        ]}
        """
      ]) == [])
  }
}
