import Foundation
import JSONText
import Tables
import Testing

@testable import Publishing

@Suite("The star's declarations, and the model that is made of them")
struct StarSchemaTests {
  private let model: JSON
  private let tables: [JSON]

  init() throws {
    let bytes = Array(TabularModel(folder: #"C:\Lab "new"\data"#).text.utf8)
    model = try #require(JSON(parsing: bytes.span)["model"])
    tables = try #require(model["tables"]?.array)
  }

  private func columns(_ table: String) -> [String] {
    let found = tables.first { $0["name"]?.string == table }
    return found?["columns"]?.array?.compactMap { $0["name"]?.string } ?? []
  }

  @Test("Names of tables, of columns in a table, of measures, and all tags are there once")
  func unique() throws {
    let names = tables.compactMap { $0["name"]?.string }
    #expect(names.count == tables.count && Set(names).count == names.count)
    for name in names { #expect(Set(columns(name)).count == columns(name).count, "\(name)") }
    let measures = tables.flatMap { $0["measures"]?.array ?? [] }.compactMap { $0["name"]?.string }
    #expect(Set(measures.map { $0.lowercased() }).count == measures.count)
    let text = model.compact
    let tags = text.matches(of: /"lineageTag":"([0-9a-f-]+)"/).map { String($0.1) }
    #expect(Set(tags).count == tags.count && tags.allSatisfy { UUID(uuidString: $0) != nil })
  }

  @Test("A measure has the name of no column of its table")
  func measureNames() {
    for table in tables {
      let columns = Set(columns(table["name"]?.string ?? "").map { $0.lowercased() })
      for measure in table["measures"]?.array ?? [] {
        #expect(!columns.contains(measure["name"]?.string?.lowercased() ?? ""))
      }
    }
  }

  @Test("Both ends of every relationship exist, and the end of the one is its table's key")
  func relationships() throws {
    let relationships = try #require(model["relationships"]?.array)
    #expect(relationships.count == StarSchema.relationships.count)
    for relationship in relationships {
      let end = { (name: String) in relationship[name]?.string ?? "" }
      #expect(columns(end("fromTable")).contains(end("fromColumn")))
      #expect(columns(end("toTable")).first == end("toColumn"))
    }
    let keys = StarSchema.facts.flatMap { fact in
      fact.columns.filter { $0.name.hasSuffix("_key") && $0.name != "run_key" }.map {
        "\(fact.name).\($0.name)"
      }
    }
    #expect(Set(keys) == Set(StarSchema.relationships.map { "\($0.fact).\($0.column)" }))
  }

  @Test("From a fact to a dimension there is one active relationship")
  func active() {
    let all = StarSchema.relationships
    for pair in Set(all.map { [$0.fact, $0.dimension] }) {
      let both = all.filter { [$0.fact, $0.dimension] == pair }
      #expect(both.count { $0.isActive } == 1, "\(pair)")
    }
  }

  @Test("Every column and measure that a measure names is there")
  func expressions() {
    let all = tables.flatMap { $0["measures"]?.array ?? [] }
    let names = Set(all.compactMap { $0["name"]?.string })
    var count = 0
    for measure in all {
      let expression = measure["expression"]?.string ?? ""
      for match in expression.matches(of: /([a-z_]*)\[([^\]]+)\]/) {
        count += 1
        let (table, name) = (String(match.1), String(match.2))
        #expect(table.isEmpty ? names.contains(name) : columns(table).contains(name), "\(match.0)")
      }
      for match in expression.matches(of: /\(((?:fact|dim)_[a-z_]+)[),]/) {
        #expect(!columns(String(match.1)).isEmpty, "\(match.1)")
      }
    }
    #expect(count > 30)
  }

  @Test("The table of days is marked as one, and keys are hidden")
  func marks() throws {
    let days = try #require(tables.first { $0["name"] == "dim_date" })
    #expect(days["dataCategory"] == "Time")
    let keys = days["columns"]?.array?.filter { $0["isKey"] == true }
    #expect(keys?.map { $0["name"]?.string } == ["date"])
    for table in tables {
      for column in table["columns"]?.array ?? []
      where column["name"]?.string?.hasSuffix("_key") == true && column["name"] != "run_key" {
        #expect(column["isHidden"] == true)
      }
    }
  }

  @Test("Rows are read as UTF-8 with the culture en-US, and every column has its type")
  func partitions() throws {
    for table in tables {
      let name = table["name"]?.string ?? ""
      let source = table["partitions"]?.array?.first?["source"]
      #expect(source?["type"] == "m")
      let lines = source?["expression"]?.array?.compactMap(\.string) ?? []
      let expression = lines.joined(separator: "\n")
      #expect(expression.contains("Encoding = 65001"))
      #expect(expression.contains(", \"en-US\")"))
      #expect(expression.contains("DataFolder & \"\\\(name)"))
      for column in columns(name) {
        let typed = try Regex("\\{\"\(column)\", (Int64.Type|type [a-z]+)\\}")
        #expect(expression.matches(of: typed).count == 1, "\(name).\(column)")
      }
    }
  }

  @Test("The folder is a parameter, as text of M")
  func folder() throws {
    let parameter = try #require(model["expressions"]?.array?.first)
    #expect(parameter["name"] == "DataFolder")
    #expect(
      parameter["expression"]?.string
        == #""C:\Lab ""new""\data" meta [IsParameterQuery=true, Type="Text", "#
        + "IsParameterQueryRequired=true]")
    #expect(Partition.literal("a#(lf)\n\t\r\"") == "\"a#(#)(lf)#(lf)#(tab)#(cr)\"\"\"")
  }

  @Test("Tables, columns and measures say what they are, but for those whose name does")
  func meanings() {
    for table in tables { #expect(table["description"]?.string?.isEmpty == false) }
    for measure in tables.flatMap({ $0["measures"]?.array ?? [] }) {
      #expect(measure["description"]?.string?.hasSuffix(".") == true)
    }
  }

  @Test("Every file of the project is JSON, and names its schema")
  func project() throws {
    let project = PowerBIProject(dataFolder: #"C:\data\"#)
    for part in project.parts {
      for file in part.files {
        var bytes: [UInt8] = []
        try file.content { bytes += $0 }
        let json = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        let schema = json?["$schema"] as? String
        #expect(file.name == "model.bim" || schema?.hasSuffix("/schema.json") == true)
        #expect(bytes.first == UInt8(ascii: "{"))
      }
    }
    let all = project.parts.flatMap { part in part.files.map { part.name + "/" + $0.name } }
    #expect(
      Set(all).isSuperset(of: [
        "Lab.SemanticModel/definition.pbism", "Lab.SemanticModel/model.bim",
        "Lab.Report/definition.pbir",
      ]))
    #expect(PowerBIProject.files.map(\.name) == ["Lab.pbip", ".gitignore"])
  }
}
