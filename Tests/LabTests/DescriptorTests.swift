import Foundation
import JSONText
import Lab
import Tables
import Testing

@Suite("The descriptor of the lab's tables")
struct DescriptorTests {
  /// Everything that a table declares, as text that can be compared.
  private func facts(_ table: TableSchema) -> [String] {
    [table.name, table.about, "key \(table.primaryKey)", "unique \(table.uniqueKeys)"]
      + table.columns.map { column in
        let target = column.reference.map { "\($0.table).\($0.column) \($0.onDelete)" } ?? "-"
        return "\(column.name) \(column.type) \(column.isRequired) \(column.isPrimaryKey) "
          + "\(column.isUnique) \(target) \(column.note)"
      } + table.rules.map { "\($0.condition) \($0.code) \($0.message)" }
      + table.stateMachines.flatMap { machine in
        ["\(machine.column) \(machine.name) \(machine.states) from \(machine.initial)"]
          + machine.states.map { "\($0) → \(machine.successors(of: $0))" }
      }
  }

  @Test("Reading what was written gives the same tables again")
  func roundTrip() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let descriptor = Descriptor(of: LabCatalog.catalog)
    try Data(descriptor.text.utf8).write(to: folder.appending(path: Descriptor.fileName))
    let read = try Store(DiskFolder(folder.path), catalog: Catalog([])).catalog
    #expect(read.tables.map(\.name) == LabCatalog.catalog.tables.map(\.name))
    for table in LabCatalog.catalog.tables {
      #expect(read[table.name].map(facts) == facts(table), "\(table.name)")
    }
    #expect(Descriptor(of: read).text == descriptor.text)
  }

  @Test("A weak reference and one of a list are no foreign keys, as those of other tools must hold")
  func foreignKeys() throws {
    let resources = try #require(Descriptor(of: LabCatalog.catalog).json["resources"]?.array)
    func foreign(_ name: String) -> [String] {
      let resource = resources.first { $0["name"]?.string == name }
      return (resource?["schema"]?["foreignKeys"]?.array ?? []).map(\.compact)
    }
    #expect(foreign("specimens") == [])
    #expect(
      foreign("steps") == [
        #"{"fields":["procedure_id"],"reference":{"resource":"procedures","fields":["id"]}}"#
      ])
    #expect(
      foreign("users").contains(
        #"{"fields":["supervisor_id"],"reference":{"resource":"","fields":["id"]}}"#))
  }

  @Test("What other programs cannot know is said to them as nearly as they can")
  func bounds() throws {
    let resources = try #require(Descriptor(of: LabCatalog.catalog).json["resources"]?.array)
    let controls = try #require(resources.first { $0["name"] == "qc_materials" })["schema"]
    let sd = try #require(controls?["fields"]?.array?.first { $0["name"] == "sd" })
    // Older versions of Frictionless refuse a descriptor with 'exclusiveMinimum'.
    #expect(sd["constraints"] == ["required": true, "minimum": 0])
    let rule = controls?["plainlab"]?["rules"]?.array?.first { $0["column"] == "sd" }
    #expect(rule?["exclusiveMinimum"] == 0 && rule?["minimum"] == nil)
  }

  @Test("A table without a file is no resource, and nothing refers to it; parts are listed")
  func files() throws {
    let descriptor = Descriptor(
      of: LabCatalog.catalog,
      files: { table in
        switch table.name {
        case "steps": ["steps.csv"]
        case "runs": ["runs/2026-10.csv", "runs/2026-11.csv"]
        default: []
        }
      })
    let resources = try #require(descriptor.json["resources"]?.array)
    #expect(resources.compactMap { $0["name"]?.string } == ["steps", "runs"])
    #expect(resources[1]["path"] == ["runs/2026-10.csv", "runs/2026-11.csv"])
    #expect(resources.allSatisfy { $0["schema"]?["foreignKeys"] == nil })
  }

  @Test("What a person added stays where it is")
  func additions() throws {
    let old = try JSON(
      parsing: """
        {"contributors": [{"title": "Marta"}], "name": "north-lab",
         "resources": [
           {"name": "freezers", "path": "freezers.csv", "schema": {"fields": [{"name": "a"}]}},
           {"name": "labels", "licenses": [{"name": "CC0-1.0"}], "path": "old.csv"}],
         "version": "3"}
        """)
    let new = Descriptor(of: LabCatalog.catalog, keeping: old).json
    #expect(
      new.members?.map(\.name) == [
        "$schema", "contributors", "name", "title", "resources", "version",
      ])
    #expect(new["name"] == "north-lab")
    let resources = try #require(new["resources"]?.array)
    #expect(resources.last == old["resources"]?.array?.first)
    let labels = try #require(resources.first { $0["name"] == "labels" })
    #expect(labels["licenses"] != nil && labels["path"] == "labels.csv")
    #expect(Descriptor(of: LabCatalog.catalog, keeping: new).json == new)
  }
}
