import CSVText
import TestSupport
import Testing

@testable import Tables

@Suite("How rules of data quality are applied")
struct QualityApplicationTests {
  @Test("A finding has the rule's message, its severity, what stands there, and names the rule")
  func finding() throws {
    let findings = try RuledBench.check([
      "vials.csv": "id,code\n1,L12\n",
      "rules.csv": RuledBench.header
        + "3,vials,code,pattern,L[0-9]{3},info,an L and three digits,true\n",
    ])
    #expect(
      findings == [
        Finding(
          .rule, .note, file: "data/vials.csv",
          place: Place(line: 2, column: 3, offset: 10, length: 3), table: "vials", field: "code",
          key: "1", "an L and three digits",
          hint: "Here code is L12. "
            + "Rule 3 in data/rules.csv:2 says 'vials.code pattern L[0-9]{3}'.")
      ])
  }

  @Test(
    "Without a message the rule says what it asks",
    arguments: [
      ("vials.code required", "code must be filled"),
      ("vials.code unique", "no two rows may have the same code"),
      ("vials.kind in red", "kind must be red"),
      ("vials.code in a;b;c", "code must be a, b or c"),
      ("vials.count range 0..5", "count must be from 0 to 5"),
      ("vials.count range > 0", "count must be greater than 0"),
      ("vials.code pattern a+", "code must match a+"),
      ("vials.code length 1", "code must have 1 character"),
      ("vials.code length ..1000", "code must have at most 1,000 characters"),
      ("vials.tags length 2..", "tags must have at least 2 elements"),
      ("vials compare emptied_at >= filled_at", "emptied_at must not be before filled_at"),
      ("vials compare volume < limit", "volume must be less than limit"),
      ("vials.filled_at freshness 1d", "the newest filled_at must not be older than 1 day"),
      ("vials row_count > 3", "there must be more than 3 rows"),
    ])
  func sentence(line: String, sentence: String) throws {
    #expect(try QualityRule(QualityWords(line), in: RuledBench.catalog).message == sentence)
  }

  @Test("A rule that is not active is not applied, nor is one about a cell with another fault")
  func notAsked() throws {
    let findings = try RuledBench.check([
      "vials.csv": "id,count,code\n1,x,a\n1,7,a\n",
      "rules.csv": RuledBench.header + """
        1,vials,count,range,0..5,error,,false
        2,vials,count,range,0..5,error,,true
        3,vials,id,range,5..,error,,true

        """,
    ])
    #expect(
      findings.map(\.shortly) == [
        "vials.csv:2:1 rule", "vials.csv:2:3 type-error", "vials.csv:3:1 primary-key",
        "vials.csv:3:3 rule",
      ])
  }

  @Test("A column that is not in the file is told once, and only where it must be filled")
  func absentColumn() throws {
    let findings = try RuledBench.check([
      "vials.csv": "id\n1\n2\n\n3\n",
      "rules.csv": try RuledBench.rules(
        "vials.code required", "vials.code length 3", "vials compare volume < limit",
        "vials.filled_at freshness 1h"),
    ])
    let told = findings.filter { $0.code == .rule }
    #expect(told.map(\.shortly) == ["vials.csv:1:1 rule"])
    #expect(
      told[0].hint.hasPrefix("The header has no column 'code', so that it is empty in 3 rows."))
  }

  @Test("Only what was asked about is told")
  func onlyPaths() throws {
    let folder = [
      "vials/1.csv": "id,code\n1,a\n", "vials/2.csv": "id,code\n2,a\n3,b\n",
      "rules.csv": try RuledBench.rules("vials.code unique", "vials row_count 5"),
    ]
    #expect(
      try RuledBench.check(folder).map(\.shortly) == [
        "vials/1.csv rule", "vials/2.csv:2:3 rule",
      ])
    #expect(
      try RuledBench.check(folder, only: ["vials/2.csv"]).map(\.shortly)
        == ["vials/2.csv:2:3 rule"])
    #expect(try RuledBench.check(folder, only: ["rules.csv"]).isEmpty)
  }

  @Test("A rule that is tried finds what it would find once kept, and nothing else")
  func trial() throws {
    let vials = "id,code,count\n1,a,x\n2,B,4\n3,a,9\n"
    let store = try Store(
      MemoryFolder(["vials.csv": vials, "rules.csv": try RuledBench.rules("vials.code length 2")]),
      catalog: RuledBench.catalog)
    for (line, places) in [
      ("vials.code pattern [a-z]", ["vials.csv:3:3 rule"]),
      ("vials.code unique", ["vials.csv:4:3 rule"]),
      ("vials.count range ..5", ["vials.csv:4:5 rule"]),
      ("vials row_count 4..", ["vials.csv rule"]),
      ("vials.filled_at required", ["vials.csv:1:1 rule"]), ("rules row_count 1", []),
    ] {
      let rule = try QualityRule(QualityWords(line), in: RuledBench.catalog)
      let check = try Check(store, trying: rule, asOf: RuledBench.now)
      #expect(check.list.findings.map(\.shortly) == places)
      #expect(check.untold == (rule.table == "vials" ? 1 : 0))
    }
  }
}
