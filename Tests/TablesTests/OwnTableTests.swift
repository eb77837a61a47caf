import CSVText
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
