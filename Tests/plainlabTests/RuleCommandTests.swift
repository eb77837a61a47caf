import CommandLineKit
import Testing

@testable import plainlab

@Suite("plainlab rule")
struct RuleCommandTests {
  private let folder: TemporaryFolder

  private static let header =
    "id,table_name,column_name,check,argument,severity,message,is_active\n"

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("code,name\nTSH,Thyrotropin\ncrp,C-reactive protein\n", to: "data/assays.csv")
    try folder.write(
      Self.header + "1,assays,name,required,,error,,true\n2,assays,code,length,3,info,,false\n",
      to: "data/rules.csv")
  }

  private func rule(_ words: String...) -> Answer { folder.at("12:00", ["rule"] + words) }

  @Test("A rule is tried, added, applied, switched off and taken out")
  func life() throws {
    let line = "assays.code pattern [A-Z0-9]+"
    let finding = """
      data/assays.csv:3:1: error[rule]: code must match [A-Z0-9]+
        Here code is crp. The rule says 'assays.code pattern [A-Z0-9]+'.

      """
    #expect(rule("try", line) == (.findings, finding, "1 error.\n"))
    #expect(try folder.text("data/rules.csv").hasSuffix("2,assays,code,length,3,info,,false\n"))

    let added = rule("add", line, "--severity", "warning", "--message", "codes are capitals")
    #expect(added.status == .success)
    #expect(added.out == "Added rule 3: codes are capitals. It has 1 finding now.\n")
    #expect(added.error == "'plainlab rule try 3' shows it.\n")
    #expect(
      try folder.text("data/rules.csv").hasSuffix(
        "\n3,assays,code,pattern,[A-Z0-9]+,warning,codes are capitals,true\n"))
    #expect(folder.plainlab("check").out.contains("data/assays.csv:3:1: warning[rule]: codes are"))

    #expect(rule("off", "3").out == "Rule 3 is off: assays.code pattern [A-Z0-9]+\n")
    #expect(rule("off", "3").out == "Rule 3 is off already; nothing was changed.\n")
    #expect(folder.plainlab("check") == (.success, "", ""))
    #expect(rule("try", "3").status == .findings)
    #expect(rule("on", "3").out == "Rule 3 is on: assays.code pattern [A-Z0-9]+\n")
    #expect(rule("remove", "3").out == "Removed rule 3: assays.code pattern [A-Z0-9]+\n")
    #expect(
      rule("remove", "3") == (
        .findings, "",
        "plainlab rule remove: nothing was changed.\nthere is no rule 3\n"
          + "  'plainlab rule list' shows those that are there.\n"
      ))
  }

  @Test("Rules are listed with what they ask, and those that cannot be understood")
  func list() throws {
    try folder.write(
      Self.header + "1,assays,name,required,,error,,true\n2,assays,code,length,3,info,,false\n"
        + "3,assays,cod,length,3,warning,,true\n",
      to: "data/rules.csv")
    #expect(
      rule("list", "--format", "csv").out == """
        id,rule,severity,state,says
        1,assays.name required,error,on,name must be filled
        2,assays.code length 3,info,off,code must have 3 characters
        3,assays.cod length 3,warning,faulty,assays has no column 'cod'. Did you mean 'code'?

        """)
  }

  @Test(
    "What is no rule is wrong usage, and says what was meant",
    arguments: [
      ("asays.code required", "There is no table 'asays'. Did you mean 'assays'?"),
      ("assays.cod required", "Assays has no column 'cod'. Did you mean 'code'?"),
      ("assays.code requird", "There is no check 'requird'. Did you mean 'required'?"),
      ("assays.code", "'assays.code' is no rule. A rule is TABLE.COLUMN CHECK ARGUMENT"),
      ("assays.code pattern a**", "A repetition is repeated, at character 3. Put what it repeats"),
      ("9", "there is no rule 9"),
    ])
  func usage(line: String, sentence: String) throws {
    let tried = rule("try", line)
    #expect(tried.out == "")
    #expect(tried.error.contains(sentence), "\(tried.error)")
    #expect(tried.status == (line == "9" ? .findings : .usage))
    if line != "9" { #expect(rule("add", line).status == .usage) }
  }

  @Test("With --dry-run nothing is written, and the line is shown")
  func dryRun() throws {
    let before = try folder.text("data/rules.csv")
    let added = rule("add", "assays row_count 1..", "--dry-run")
    #expect(added.status == .success)
    #expect(added.out.contains("\n+3,assays,,row_count,1..,error,,true\n"))
    #expect(added.error == "It finds nothing now.\n")
    #expect(rule("off", "1", "--dry-run").out.contains("\n+1,assays,name,required,,error,,false\n"))
    #expect(
      rule("remove", "1", "--dry-run").out.contains("\n-1,assays,name,required,,error,,true\n"))
    #expect(try folder.text("data/rules.csv") == before)
  }

  @Test("A rule that says the same as one that holds is refused")
  func same() throws {
    let added = rule("add", "assays.name", "required")
    #expect(added.status == .findings)
    #expect(added.error.contains("rule 1 says the same"))
    #expect(rule("add", "assays.code", "length", "3").status == .success)
  }

  @Test(
    "The moment of checking is given, or now",
    arguments: [
      ("2026-11-20T12:00:00Z", true), ("2026-11-20T12:00:01Z", false),
    ])
  func asOf(moment: String, isFresh: Bool) throws {
    try folder.write("key,value,description\n", to: "data/settings.csv")
    try folder.write(
      "id,name,description,created_at,updated_at,version\n1,A,,2026-11-20T11:00:00Z,"
        + "2026-11-20T11:00:00Z,1\n", to: "data/procedures.csv")
    let line = "procedures.updated_at freshness 1h"
    let tried = rule("try", line, "--as-of", moment)
    #expect(tried.status == (isFresh ? .success : .findings), "\(tried.out)\(tried.error)")
    // The clock of these tests stands at noon.
    #expect(rule("try", line).status == .success)
    try folder.write(
      Self.header + "1,procedures,updated_at,freshness,1h,error,,true\n", to: "data/rules.csv")
    #expect(folder.plainlab("check --as-of \(moment)").status == (isFresh ? .success : .findings))
  }

  @Test("Findings are written as check writes them")
  func formats() throws {
    let json = rule("try", "assays.code pattern [A-Z]+", "--format", "json")
    #expect(json.out.hasPrefix(#"{"file":"data/assays.csv","line":3,"column":1,"code":"rule","#))
    let github = rule("try", "assays.code pattern [A-Z]+", "--format", "github")
    #expect(github.out.hasPrefix("::error file=data/assays.csv,line=3,col=1,title=rule::code must"))
    let sound = rule("try", "assays.code pattern [A-Za-z]+")
    #expect(sound == (.success, "", "Nothing breaks the rule in 2 rows.\n"))
  }

  @Test("A change that breaks a rule is refused in the rule's words, by import too")
  func changes() throws {
    #expect(
      rule("add", "assays.code pattern [A-Z]{2,5}", "--message", "codes are capitals").status
        == .success)
    let added = folder.run(arguments: ["add", "assays", "code=x1", "name=X"])
    #expect(added.status == .findings)
    #expect(added.error.contains("codes are capitals"))
    let mended = folder.run(arguments: ["set", "assays", "crp", "name=CRP"])
    #expect(mended.status == .success)
    try folder.write("code,name\nFER,Ferritin\nft4,Thyroxine\n", to: "new.csv")
    let imported = folder.plainlab("import assays new.csv")
    #expect(imported.status == .findings)
    #expect(
      (imported.out + imported.error).contains("new.csv:3:1: error[rule]: codes are capitals"))
    #expect(!(try folder.text("data/assays.csv").contains("FER")))
  }
}
