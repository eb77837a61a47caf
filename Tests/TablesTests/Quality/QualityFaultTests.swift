import Testing

@testable import Tables

@Suite("Rules of data quality that cannot be understood")
struct QualityFaultTests {
  /// A rule, and how what is said of it begins.
  static let faults: [(String, String)] = [
    ("vails.code required", "table: there is no table 'vails'. Did you mean 'vials'?"),
    ("vials.cod required", "column: vials has no column 'cod'. Did you mean 'code'?"),
    ("vials.code requird", "check: there is no check 'requird'. Did you mean 'required'?"),
    ("vials required", "column: required is about a column, and none is named"),
    ("vials.code row_count 1..", "column: row_count is about the table"),
    ("vials.code required yes", "argument: required takes no argument, and has 'yes'"),
    (
      "vials.code length",
      "argument: length needs an argument. It is LOWEST..HIGHEST, such as 3..10 or 8."
    ),
    ("vials.count length 3", "check: length makes no sense for count, which holds a whole number"),
    ("vials.volume pattern .*", "check: pattern makes no sense for volume"),
    ("vials.code range 1..2", "check: range makes no sense for code, which holds text. It can be"),
    ("vials.code freshness 24h", "check: freshness makes no sense for code"),
    ("vials.extra in a", "check: in makes no sense for extra"),
    ("vials.kind in red;blu", "argument: 'blu' is not one of red, blue. Did you mean 'blue'?"),
    ("vials.count in 1;x", "argument: 'x' is not a whole number like 42"),
    ("vials.code in a,b", "argument: 'a,b' is no list of values"),
    ("vials.code in a;;b", "argument: 'a;;b' is no list of values"),
    ("vials.code in \"a", "argument: '\"a' is no list of values"),
    ("vials.code in \"a\"b", "argument: '\"a\"b' is no list of values"),
    ("vials.count range 100..0", "argument: the range 100..0 is the wrong way round"),
    ("vials.filled_on range 2026-02-01..2026-01-31", "argument: the range 2026-02-01..2026-01-31"),
    ("vials.volume range NaN..5", "argument: 'NaN' is not a number like 12.5"),
    ("vials.volume range ..inf", "argument: 'inf' is not a number"),
    ("vials.volume range 1e5..", "argument: '1e5' is not a number"),
    ("vials.volume range 0...5", "argument: '.5' is not a number"),
    ("vials.volume range ..", "argument: '..' is no range"),
    ("vials.volume range >", "argument: '>' is no range"),
    ("vials.volume range 5", "argument: '5' is no range"),
    ("vials.filled_on range 01.02.2026..", "argument: '01.02.2026' is not a date"),
    ("vials.filled_at range 2026-02-30..", "argument: '2026-02-30' is not a time in UTC"),
    ("vials.code length -1", "argument: '-1' is no range of whole numbers"),
    ("vials.code length 5..3", "argument: '5..3' is no range of whole numbers"),
    ("vials.code length < 0", "argument: '< 0' is no range of whole numbers"),
    ("vials.code length > 9223372036854775807", "argument: '> 9223372036854775807' is no range"),
    ("vials.code length 99999999999999999999", "argument: '99999999999999999999' is no range"),
    (
      "vials.code pattern a{2", "argument: what stands in { } is no number of times, at character 2"
    ),
    ("vials.code pattern (?=a)", "argument: a pattern cannot look around, at character 1"),
    ("vials.filled_at freshness 1y", "argument: '1y' is no length of time"),
    ("vials.filled_at freshness 0h", "argument: '0h' is no length of time"),
    ("vials.filled_at freshness 9223372036854775807w", "argument: '9223372036854775807w' is no"),
    ("vials compare filled_at", "argument: 'filled_at' is no comparison of two columns"),
    ("vials compare filled_at >=", "argument: 'filled_at >=' is no comparison"),
    ("vials compare >= filled_at", "argument: '>= filled_at' is no comparison"),
    (
      "vials compare filled_at => emptied_at",
      "argument: there is no comparison '=>'. Did you mean '>='?"
    ),
    (
      "vials compare filled_at == emptied_at",
      "argument: there is no comparison '=='. Did you mean '='?"
    ),
    ("vials compare filled_at > filled_at", "argument: filled_at is compared with itself"),
    (
      "vials compare filed_at > emptied_at",
      "argument: vials has no column 'filed_at'. Did you mean 'filled_at'?"
    ),
    (
      "vials compare filled_at > filled_on",
      "argument: filled_at cannot be compared with filled_on by >"
    ),
    ("vials compare code > count", "argument: code cannot be compared with count by >"),
    ("vials compare extra = extra2", "argument: vials has no column 'extra2'"),
    ("vials.code compare filled_at > emptied_at", "column: code is none of the columns"),
    ("vials", "check: 'vials' is no rule. A rule is TABLE.COLUMN CHECK ARGUMENT"),
    ("", "check: '' is no rule"),
  ]

  @Test("A fault is told with its part of the rule", arguments: faults)
  func fault(line: String, expected: String) throws {
    let fault = try #require(try RuledBench.fault(line))
    #expect(fault.hasPrefix(expected), "\(fault)")
    #expect(fault.hasSuffix(".") || fault.hasSuffix("?"))
  }

  @Test("A fault stands at its cell of the rule, and sound rules are applied all the same")
  func places() throws {
    let rules =
      RuledBench.header + """
        1,vials,code,pattern,[A-Z]+,error,,true
        2,vails,code,pattern,[A-Z]+,error,,true
        3,vials,code,pattern,[A-,error,,true
        4,vials,nothing,required,,error,,false
        5,vials,count
        6,vials,count,rnge,0..5,error,,true
        x,vials,count,range,0..5,loud,,true
        8,vials,count,range,0..5,info,,true

        """
    let findings = try RuledBench.check([
      "vials.csv": "id,code,count\n1,A,6\n2,a,5\n", "rules.csv": rules,
    ])
    #expect(
      findings.map(\.shortly) == [
        "vials.csv:2:5 rule", "vials.csv:3:3 rule", "rules.csv:3:3 schema-error",
        "rules.csv:4:22 schema-error", "rules.csv:6:1 missing-cell", "rules.csv:7:15 type-error",
        "rules.csv:8:1 type-error", "rules.csv:8:26 type-error",
      ])
    #expect(findings.map(\.severity).prefix(2) == [.note, .error])
  }

  @Test("A file of rules that cannot be read is told, and nothing of it applied")
  func unreadable() throws {
    for rules in ["", "id;table\n", "\u{0}", "nonsense\n1\n"] {
      let findings = try RuledBench.check(["vials.csv": "id\n1\n", "rules.csv": rules])
      #expect(!findings.isEmpty && findings.allSatisfy { $0.file == "data/rules.csv" })
    }
  }

  @Test("Arguments that somebody made to hurt are refused or shown escaped, and cut")
  func hostile() throws {
    let bell = try #require(try RuledBench.fault("vials.volume range \u{7}\u{1B}[31m..5"))
    #expect(bell.contains(#"\u{07}\u{1B}[31m"#) && !bell.contains("\u{1B}"))
    let long = String(repeating: "(", count: 1 << 20)
    let fault = try #require(try RuledBench.fault("vials.code pattern \(long)"))
    #expect(fault.hasPrefix("argument: the pattern has 1048576 characters"))
    #expect(fault.utf8.count < 1_000)
    let digits = String(repeating: "9", count: 1 << 20)
    #expect(try RuledBench.fault("vials.volume range 0..\(digits)") == nil)
    #expect(try #require(try RuledBench.fault("vials.code length \(digits)")).utf8.count < 1_000)
  }

  @Test("Of very many rules about a table the first thousand are applied, and the rest are told")
  func manyRules() throws {
    var rules = RuledBench.header
    for id in 1...3_000 { rules += "\(id),vials,count,range,..\(id),error,,true\n" }
    let findings = try RuledBench.check(["vials.csv": "id,count\n1,5000\n", "rules.csv": rules])
    #expect(findings.count { $0.file == "data/vials.csv" } == 1_000)
    let told = findings.filter { $0.file == "data/rules.csv" }
    #expect(told.map(\.shortly) == ["rules.csv:1002:6 schema-error"])
  }
}
