import Analytics
import CSVText
import JSONText
import Tables
import TestSupport
import Testing

@testable import Publishing

@Suite("Pages of a site")
struct SitePageTests {
  /// Words that would be something else in HTML, in JavaScript, in a style, a terminal or a
  /// spreadsheet.
  private static let hostile =
    "</script><script>alert(1)</script><!--\"'&amp;=1+1\u{202E}\u{1B}[2J\u{1F9EA}javascript:x"

  /// A lab in which all that a person may write is hostile.
  private static let attack = MemoryFolder(tables: [
    "specimens": MemoryFolder.specimenHeader
      + ["COMPLETED,", "ERROR,\(quoted)"].enumerated().map { i, end in
        "\(i + 1),\(quoted),\(quoted),\(quoted),\(quoted),\(end),"
          + "2026-11-01T08:00:00Z,2026-11-01T09:00:00Z\n"
      }.joined(),
    "procedures":
      "id,name,description,created_at,updated_at,version\n"
      + "1,\(quoted),\(quoted),2026-01-01T00:00:00Z,2026-01-01T00:00:00Z,1\n",
    "steps": "id,procedure_id,order,description,estimated_duration\n1,1,1,\(quoted),5\n",
  ])

  private static let quoted = "\"" + hostile.replacing("\"", with: "\"\"") + "\""

  private static func sites() throws -> [Site] {
    let item = Attention(.breach, hostile, command: "plainlab check")
    return [
      try MemoryFolder.small.site(), try MemoryFolder(tables: [:]).site(at: nil),
      try attack.site(named: hostile, attention: [item], isWatched: true),
    ]
  }

  @Test("Every page is well-formed, and no name is there twice")
  func wellFormed() throws {
    for site in try Self.sites() {
      #expect(site.pages.count >= 11)
      for page in site.pages {
        let read = ReadMarkup(page.text)
        #expect(read.faults == [], "\(page.name)")
        let ids = read.values(of: "id")
        #expect(Set(ids).count == ids.count, "\(page.name)")
        #expect(read.elements.filter { $0.name == "h1" }.count == 1)
        for table in read.elements where table.name == "th" {
          #expect(table.attributes["scope"] != nil)
        }
      }
    }
  }

  @Test("Every link leads to a file of the site, and to a place that is there")
  func links() throws {
    for site in try Self.sites() {
      let names = Set(site.texts.map(\.name))
      let anchors = Dictionary(
        uniqueKeysWithValues: site.pages.map {
          ($0.name, Set(ReadMarkup($0.text).values(of: "id")))
        })
      for page in site.pages {
        let read = ReadMarkup(page.text)
        for link in read.values(of: "href") + read.values(of: "src") where link != "data:," {
          let parts = link.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
          let file = parts[0].isEmpty ? page.name : parts[0]
          #expect(names.contains(file), "\(page.name): \(link)")
          if parts.count > 1 {
            #expect(anchors[file]?.contains(parts[1]) ?? false, "\(page.name): \(link)")
          }
        }
      }
    }
  }

  @Test("Nothing comes from elsewhere, and nothing runs but the site's own script")
  func policy() throws {
    for site in try Self.sites() {
      for page in site.pages {
        let read = ReadMarkup(page.text)
        for (name, attributes) in read.elements {
          #expect(!attributes.keys.contains { $0.hasPrefix("on") || $0 == "style" })
          for value in ["href", "src", "action", "xlink:href"].compactMap({ attributes[$0] }) {
            #expect(!value.contains("//") && !value.contains("script:"), "\(page.name): \(value)")
          }
          if name == "script" {
            #expect(
              attributes["src"] == "site.js" || attributes["type"] == "application/json")
          }
        }
        #expect(page.text.contains("default-src &#39;none&#39;"))
      }
      #expect(!site["style.css"].contains("url(") && !site["style.css"].contains("@import"))
      #expect(!site["site.js"].contains("innerHTML") && !site["site.js"].contains("eval"))
    }
  }

  @Test("What people write stays text, in pages and in the numbers that a page holds")
  func hostileWords() throws {
    let item = Attention(.breach, Self.hostile, command: "plainlab check")
    let site = try Self.attack.site(named: Self.hostile, attention: [item])
    let shown = Markup.escaped(Self.hostile)
    for (name, text) in site.pages {
      #expect(!text.contains("<script>"))
      let read = ReadMarkup(text)
      let words = (read.texts + read.elements.flatMap(\.attributes.values)).joined()
      #expect(!words.contains("\u{202E}") && !words.contains("\u{1B}"))
      #expect(text.contains(shown), "\(name) has the lab's name")
    }
    let page = site["errors.html"]
    let start = try #require(page.firstRange(of: "id=\"numbers\">"))
    let numbers = String(
      page[start.upperBound...].prefix { $0 != "<" })
    #expect(try JSON(parsing: numbers)["assays"]?.array == [.string(Self.hostile)])
  }

  @Test("The same lab gives the same bytes, and another one another version")
  func sameBytes() throws {
    let (one, other) = (try MemoryFolder.small.site(), try MemoryFolder.small.site())
    #expect(one.texts.map(\.name) == other.texts.map(\.name))
    #expect(one.texts.map(\.text) == other.texts.map(\.text))
    var tables = MemoryFolder.smallTables
    tables["specimens"]?.replace("T08:10:00Z", with: "T08:11:00Z")
    let changed = try MemoryFolder(tables: tables).site()
    #expect(changed["api/v1/version.json"] != one["api/v1/version.json"])
    let version = one["api/v1/version.json"].split(separator: "\"")[5]
    for page in one.pages { #expect(page.text.contains("data-version=\"\(version)\"")) }
  }

  @Test("Only a page that will be written again looks for that")
  func watched() throws {
    #expect(!(try MemoryFolder.small.site())["index.html"].contains("data-watched"))
    #expect(
      try MemoryFolder.small.site(isWatched: true)["index.html"].contains("data-watched=\"\""))
  }

  @Test("Faults of the files are told on every page, and named on one")
  func faults() throws {
    var tables = MemoryFolder.smallTables
    tables["specimens"]?.replace("2026-11-02T08:00:00Z", with: "soon")
    tables["runs"] = "Our runs\n1,2\n"
    let site = try MemoryFolder(tables: tables).site()
    for (name, text) in site.pages where name != "files.html" {
      #expect(text.contains("The files have 2 errors"), "\(name)")
    }
    #expect(site["files.html"].contains("data/runs.csv"))
    #expect(site["files.html"].contains("soon"))
    #expect(site["runs.html"].contains("This cannot be told: data/runs.csv:1:1"))
    #expect(site["throughput.html"].contains("<table"))
  }

  @Test("An empty lab has all its pages, which say that there is nothing")
  func empty() throws {
    let site = try MemoryFolder(tables: [:]).site(at: nil)
    #expect(site["index.html"].contains("No file has a time yet"))
    #expect(site["turnaround.html"].contains("Nothing in this time."))
    #expect(!site["turnaround.html"].contains("<form"))
    #expect(site["history.html"] == "")
  }

  @Test("A name of a procedure leads to its page, with steps and versions")
  func procedures() throws {
    let site = try Self.attack.site()
    #expect(site["procedures.html"].contains("<a href=\"procedure-1.html\">"))
    #expect(site["procedure-1.html"].contains("id=\"procedure-1-steps\""))
    #expect(site["procedure-1.html"].contains("id=\"procedure-1-versions\""))
  }

  @Test("Where not all instruments have charts, the page of quality says which have")
  func instruments() throws {
    func lead(_ count: Int) throws -> String {
      let header =
        "id,name,measurement_type,resource_code,level,target,sd,tea_pct,valid_from,valid_to\n"
      let rows = (10..<10 + count).map {
        "\($0),C\($0),TSH,M\($0),level 1,1,0.1,20,2026-01-01T00:00:00Z,\n"
      }.joined()
      let site = try MemoryFolder(tables: ["qc_materials": header + rows]).site()
      let page = try #require(site.pages.first { $0.name == "quality.html" })
      return try #require(
        page.text.split(separator: "class=\"lead\"").last?.split(separator: "</p>").first
      )
      .description
    }
    #expect(try lead(24).hasSuffix(">Whether controls are as they should be."))
    #expect(try lead(31).contains("The first 24 of 31 instruments have charts of their own here"))
  }
}
