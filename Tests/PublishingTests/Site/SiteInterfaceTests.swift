import Analytics
import JSONText
import Lab
import Tables
import TestSupport
import Testing

@testable import Publishing

@Suite("The site's files for programs")
struct SiteInterfaceTests {
  @Test("Every file is JSON with data, meta and errors")
  func shape() throws {
    for lab in [
      MemoryFolder.small, MemoryFolder(tables: [:]), MemoryFolder(tables: ["specimens": "x\n1\n"]),
    ] {
      let files = try lab.site().texts.filter { $0.name.hasPrefix("api/v1/") }
      #expect(files.count > 30)
      for (name, text) in files where name != SiteInterface.descriptionFile {
        let json = try JSON(parsing: text)
        #expect(json.members?.map(\.name) == ["data", "meta", "errors"], "\(name)")
        #expect(json["data"]?.array != nil && json["errors"]?.array != nil)
      }
    }
  }

  @Test("They hold what the metric says")
  func figures() throws {
    let json = try JSON(parsing: try MemoryFolder.small.site()["api/v1/turnaround-by-assay.json"])
    // TSH takes 10, 40 and 380 minutes, of which R's quantile (type 7) has 40, 312 and 373.2.
    #expect(
      json["data"]?.array?.map(\.compact) == [
        #"{"assay":"CRP","n":1,"p50_min":90.5,"p90_min":90.5,"p99_min":90.5,"mean_min":90.5,"#
          + #""min_min":90.5,"max_min":90.5,"target_min":null,"over_target_pct":null}"#,
        #"{"assay":"TSH","n":3,"p50_min":40.0,"p90_min":312.0,"p99_min":373.2,"mean_min":143.3,"#
          + #""min_min":10.0,"max_min":380.0,"target_min":30,"over_target_pct":66.7}"#,
      ])
    #expect(json["meta"]?["as_of"]?.string == "2026-11-02T09:33:20Z")
    #expect(json["meta"]?["rows"]?.int == 2)
    #expect(
      json["meta"]?["command"]?.string
        == "plainlab metrics tat --since 2026-11-01T00:00:00Z --until 2026-11-02T09:33:21Z "
        + "--as-of 2026-11-02T09:33:20Z")
  }

  @Test("What cannot be told is an error with its reason")
  func errors() throws {
    let site = try MemoryFolder(tables: ["specimens": "x\n1\n"]).site()
    let json = try JSON(parsing: site["api/v1/turnaround-by-assay.json"])
    #expect(json["data"]?.array == [])
    let detail = try #require(json["errors"]?.array?.first?["detail"]?.string)
    #expect(detail.hasPrefix("data/specimens.csv:1:1: "))
  }

  @Test("The description names every file, and every member of its rows")
  func description() throws {
    let site = try MemoryFolder.small.site()
    let description = try JSON(parsing: site[SiteInterface.descriptionFile])
    #expect(description["openapi"]?.string == "3.1.0")
    let paths = try #require(description["paths"]?.members)
    let files = site.texts.map(\.name).filter {
      $0.hasPrefix("api/v1/") && $0 != SiteInterface.descriptionFile
    }
    #expect(Set(paths.map(\.name)) == Set(files.map { "/" + $0 }))
    let names = paths.compactMap { $0.value["get"]?["operationId"]?.string }
    #expect(Set(names).count == paths.count)
    for path in paths {
      let schema = path.value["get"]?["responses"]?["200"]?["content"]?["application/json"]?[
        "schema"]
      let described = schema?["properties"]?["data"]?["items"]?["properties"]?.members
      let text = site[String(path.name.dropFirst())]
      for row in try JSON(parsing: text)["data"]?.array ?? [] {
        #expect(row.members?.map(\.name) == described?.map(\.name), "\(path.name)")
      }
    }
  }

  @Test("Of many rows a file and a page have the first, and say how many there are")
  func manyRows() throws {
    let rows = (1...SiteFindings.rowLimit + 7).map { i in
      "\(i),S\(i),TSH,M1,ANN,COMPLETED,,2026-11-01T01:00:00Z,2026-11-01T08:00:00Z\n"
    }
    let site = try MemoryFolder(tables: ["specimens": MemoryFolder.specimenHeader + rows.joined()])
      .site()
    let json = try JSON(parsing: site["api/v1/came-late.json"])
    #expect(json["data"]?.array?.count == SiteFindings.rowLimit)
    #expect(json["meta"]?["rows"]?.int == SiteFindings.rowLimit + 7)
    #expect(site["specimens.html"].contains("7 more rows not shown"))
    #expect(site["specimens.html"].contains("507 results in the period."))
  }
}
