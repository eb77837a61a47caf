import Testing

@testable import Tables

@Suite("What rules of data quality ask")
struct QualityCheckTests {
  /// A rule, cells that it lets pass, and cells that break it.
  static let cases: [(rule: String, sound: [String], broken: [String])] = [
    ("vials.code required", ["a", " "], [""]),
    ("vials.kind in red", ["red", ""], ["blue"]),
    (
      "vials.code in a;b c; \"d;e\" ;\"f\"\"g\"", ["a", "b c", "d;e", "f\"g", ""], ["b", "A", "d"]
    ),
    ("vials.volume in 1;2.50;-0", ["1.0", "1", "2.5", "0", "0.00"], ["2.51", "-1"]),
    ("vials.tags in x;y", ["x", "x;y", "y;y"], ["z", "x;z"]),
    (
      "vials.filled_at in 2026-01-01T00:00:00Z", ["2026-01-01T01:00:00+01:00"],
      ["2026-01-01T00:00:01Z"]
    ),
    ("vials.count range 0..100", ["0", "100", "7", ""], ["-1", "101", "9223372036854775807"]),
    ("vials.count range 0.5..", ["1"], ["0"]),
    ("vials.count range ..-5", ["-5", "-6"], ["-4", "0"]),
    (
      "vials.volume range > 0", ["0.0000000000000000000000001", "1"], ["0", "0.000", "-0.0", "-1"]
    ),
    ("vials.volume range <=1.5", ["1.5", "1.50", "-200"], ["1.50000000000000000000000000001"]),
    ("vials.volume range <1.5", ["1.49999999999999999999"], ["1.5", "1.500"]),
    (
      "vials.volume range -10..-2.5", ["-2.5", "-10.0", "-9.99"],
      ["-2.4999", "-10.01", "10", "2.5"]
    ),
    ("vials.volume range 9..10", ["9", "10"], ["100", "8.9999"]),
    (
      "vials.filled_on range 2026-01-01..", ["2026-01-01", "9999-12-31"],
      ["2025-12-31", "0001-01-01"]
    ),
    (
      "vials.filled_at range 2026-01-01..2026-01-31",
      ["2026-01-01T00:00:00Z", "2026-01-31T23:59:59Z", "2026-02-01T00:30:00+01:00"],
      ["2025-12-31T23:59:59Z", "2026-02-01T00:00:00Z"]
    ),
    ("vials.filled_at range > 2026-01-31", ["2026-02-01T00:00:00Z"], ["2026-01-31T23:59:59Z"]),
    ("vials.filled_at range < 2026-01-31", ["2026-01-30T23:59:59Z"], ["2026-01-31T00:00:00Z"]),
    ("vials.alarm range 08:00..17:30", ["08:00", "17:30"], ["07:59", "17:31"]),
    ("vials.code pattern L[0-9]{3}", ["L001", ""], ["L01", "xL001", "L0011", "l001"]),
    ("vials.tags pattern [a-z]+", ["a", "ab;c"], ["A", "a;1"]),
    ("vials.count pattern [0-9]{2}", ["12"], ["1", "-12"]),
    ("vials.code length 3..5", ["abc", "äöüßé", ""], ["ab", "abcdef"]),
    ("vials.code length 2", ["ab", "中文"], ["a", "abc"]),
    ("vials.code length > 2", ["abc"], ["ab"]),
    ("vials.tags length ..2", ["a", "a;b"], ["a;b;c"]),
    ("vials.code unique", ["a", "b", "", ""], []),
  ]

  @Test("Cells pass or break a rule", arguments: cases)
  func cells(rule: String, sound: [String], broken: [String]) throws {
    #expect(try RuledBench.broken(rule, sound + broken) == broken)
  }

  /// A comparison, the left and right cells, and whether they pass.
  static let comparisons: [(String, String, String, Bool)] = [
    ("emptied_at >= filled_at", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", true),
    ("emptied_at >= filled_at", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", false),
    ("emptied_at > filled_at", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", false),
    ("emptied_at >= filled_at", "", "2026-01-01T00:00:00Z", true),
    ("emptied_at >= filled_at", "2026-01-01T00:00:00Z", "", true),
    ("volume <= limit", "0.1", "0.10", true),
    ("volume <= limit", "0.1000000000000000000001", "0.1", false),
    ("volume < limit", "9", "10", true),
    ("volume=limit", "-0", "0.0", true),
    ("volume != limit", "1.0", "1", false),
    ("count <= volume", "9007199254740993", "9007199254740992.5", false),
    ("code != kind", "red", "red", false),
    ("code < kind", "a", "blue", true),
    ("code = kind", "", "blue", true),
  ]

  @Test("Two cells are compared by their type, empty ones are not", arguments: comparisons)
  func compare(argument: String, left: String, right: String, isSound: Bool) throws {
    let names = argument.split { "<>=! ".contains($0) }
    let findings = try RuledBench.check([
      "vials.csv": "id,\(names[0]),\(names[1])\n1,\(left),\(right)\n",
      "rules.csv": try RuledBench.rules("vials compare \(argument)"),
    ])
    #expect(findings.isEmpty == isSound)
    if !isSound { #expect(findings.map(\.shortly) == ["vials.csv:2:3 rule"]) }
  }

  @Test("A comparison stands at the column that the rule names")
  func comparePlace() throws {
    let vials = "id,filled_at,emptied_at\n1,2026-01-02T00:00:00Z,2026-01-01T00:00:00Z\n"
    for (rule, column) in [
      ("vials compare emptied_at >= filled_at", 24), ("vials.filled_at compare <= emptied_at", 3),
      ("vials.filled_at compare emptied_at >= filled_at", 3),
    ] {
      let findings = try RuledBench.check([
        "vials.csv": vials, "rules.csv": try RuledBench.rules(rule),
      ])
      #expect(findings.map(\.shortly) == ["vials.csv:2:\(column) rule"])
    }
  }

  /// The newest cell, the rule, and whether it is fresh at noon of the 20th.
  static let ages: [(String, String, Bool)] = [
    ("filled_at,2026-11-19T12:00:00Z", "24h", true),
    ("filled_at,2026-11-19T11:59:59Z", "24h", false),
    ("filled_at,2026-11-20T11:30:00Z", "30m", true),
    ("filled_at,2026-11-20T11:29:59Z", "30m", false),
    ("filled_at,2026-11-13T12:00:00Z", "1 w", true), ("filled_at,2027-01-01T00:00:00Z", "1h", true),
    ("filled_on,2026-11-19", "12h", true), ("filled_on,2026-11-18", "1d", false),
    ("filled_on,2026-11-18", "36h", true), ("filled_on,", "1m", true),
  ]

  @Test("The newest moment is not too old, a day being over when it ends", arguments: ages)
  func freshness(cell: String, age: String, isFresh: Bool) throws {
    let parts = cell.split(separator: ",", omittingEmptySubsequences: false)
    let findings = try RuledBench.check([
      "vials.csv": "id,\(parts[0])\n1,\(parts[1])\n2,\n",
      "rules.csv": try RuledBench.rules("vials.\(parts[0]) freshness \(age)"),
    ])
    #expect(findings.map(\.shortly) == (isFresh ? [] : ["vials.csv rule"]))
  }

  /// How many rows in how many files, the rule, and whether it holds.
  static let counts: [(Int, Int, String, Bool)] = [
    (0, 0, "1..", false), (0, 1, "1..", false), (1, 1, "1..", true), (3, 2, "<= 2", false),
    (3, 2, "3", true), (3, 2, "> 3", false), (0, 0, "..5", true), (2, 1, "< 2", false),
  ]

  @Test("Rows are counted over all parts, blank ones left out", arguments: counts)
  func rowCount(rows: Int, files: Int, range: String, holds: Bool) throws {
    var folder = ["rules.csv": try RuledBench.rules("vials row_count \(range)")]
    for file in 0..<files {
      let own = (0..<rows).filter { $0 % files == file }.map { "\($0),x\n" }.joined()
      folder[file == 0 ? "vials.csv" : "vials/\(file).csv"] = "id,code\n\(own)"
    }
    let told = try RuledBench.check(folder).filter { $0.code == .rule }.map(\.shortly)
    #expect(told == (holds ? [] : ["vials.csv rule"]))
  }

  @Test("What must be unique is told where it comes again, and where it came first")
  func unique() throws {
    let findings = try RuledBench.check([
      "vials.csv": "id,code\n1,a\n2,b\n3,\n4,a\n5,\n",
      "rules.csv": RuledBench.header + "7,vials,code,unique,,warning,each vial has its code,true\n",
    ])
    #expect(findings.map(\.shortly) == ["vials.csv:5:3 rule"])
    #expect(findings[0].severity == .warning)
    #expect(findings[0].message == "each vial has its code")
    #expect(
      findings[0].hint
        == "Here code 'a' is already there. It first stands in line 2. "
        + "Rule 7 in data/rules.csv:2 says 'vials.code unique'.")
  }
}
