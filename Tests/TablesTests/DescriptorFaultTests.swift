import CSVText
import TestSupport
import Testing

@testable import Tables

/// Each fault of a descriptor is told where it stands, and nothing of it stops the program.
@Suite("A descriptor with faults")
struct DescriptorFaultTests {
  private func findings(_ descriptor: String) throws -> [Finding] {
    let folder = MemoryFolder(["datapackage.json": descriptor])
    return OwnTables(in: folder, names: ["datapackage.json"], beside: Catalog([])).findings
  }

  /// The findings of a package with one table whose schema has these members.
  private func inSchema(_ members: String) throws -> [String] {
    try findings(
      #"{"resources": [{"name": "t", "path": "t.csv", "schema": {\#(members)}}]}"#
    ).map { $0.hint.isEmpty ? $0.message : "\($0.message) | \($0.hint)" }
  }

  @Test("Broken JSON is told with its line and column")
  func brokenJSON() throws {
    let finding = try #require(try findings("{\n  \"resources\": [,]\n}").first)
    #expect(finding.code == .schemaError)
    #expect(finding.message == "it is not JSON: a value was expected, not ','")
    #expect(finding.place?.line == 2 && finding.place?.column == 17)
  }

  @Test("A fault stands at the line of the value that it is about")
  func place() throws {
    let finding = try #require(
      try findings(
        """
        {"resources": [
          {"name": "t", "path": "t.csv", "schema": {"fields": [
            {"name": "ä", "type": "string"},
            {"name": "b", "type": "itneger"}
          ]}}]}
        """
      ).first)
    #expect(finding.message == "there is no type 'itneger'")
    #expect(finding.hint == "Did you mean 'integer'?")
    #expect(finding.place?.line == 4 && finding.place?.column == 27)
    #expect(finding.table == "t" && finding.field == "b")
  }

  @Test("Names that other programs use for types lead to the right one")
  func synonyms() throws {
    #expect(
      try inSchema(#""fields": [{"name": "a", "type": "int"}]"#) == [
        "there is no type 'int' | Did you mean 'integer'?"
      ])
    #expect(
      try inSchema(#""fields": [{"name": "a", "plainlab": {"type": "hexcolour"}}]"#) == [
        "there is no type 'hexcolour' | Did you mean 'hexcolor'?"
      ])
  }

  @Test("Fields without a name, twice, or that are no objects")
  func fields() throws {
    #expect(
      try inSchema(#""fields": [{"type": "string"}, {"name": "a"}, {"name": "a"}, 7]"#) == [
        "field 1 of 't' has no name", "'t' has two fields called 'a'",
        "field 4 of 't' is not an object",
      ])
    #expect(try inSchema(#""fields": []"#) == ["'t' has no fields"])
    #expect(
      try inSchema(#""fields": {"a": 1}"#) == ["'fields' must be a list, not an object"])
  }

  @Test(
    "A key that names no field or no table",
    arguments: [
      (
        #""primaryKey": ["aa"]"#,
        "the primary key of 't' names 'aa', which is no field | Did you mean 'a'?"
      ),
      (
        #""foreignKeys": [{"fields": ["a"], "reference": {"resource": "u", "fields": ["x"]}}]"#,
        "t.a refers to 'u', which is no table"
      ),
      (
        #""foreignKeys": [{"fields": ["a"], "reference": {"resource": "", "fields": ["code2"]}}]"#,
        "t.a refers to the column 'code2', which t does not have | Did you mean 'code'?"
      ),
      (
        #""foreignKeys": [{"fields": "a", "reference": {"resource": "", "fields": "code"}}]"#,
        "t.a refers to t.code, which is of another type | One is int, the other text."
      ),
      (#""foreignKeys": [{"fields": ["a"]}]"#, "a foreign key of 't' lacks fields or reference"),
    ])
  func keys(member: String, message: String) throws {
    let fields = #""fields": [{"name": "a", "type": "integer"}, {"name": "code"}]"#
    #expect(try inSchema("\(fields), \(member)") == [message])
  }

  @Test(
    "A resource whose rows would be outside the folder or elsewhere in it",
    arguments: [
      (#""name": "t", "path": "../t.csv""#, "the path '../t.csv' is not inside the data folder"),
      (#""name": "t", "path": "/t.csv""#, "the path '/t.csv' is not inside the data folder"),
      (
        #""name": "t", "path": "https://x.example/t.csv""#,
        "the path 'https://x.example/t.csv' is on the web, which Plainlab never reads"
      ),
      (#""name": "t", "path": "u.csv""#, "the path 'u.csv' is not where its rows are looked for"),
      (
        #""name": "t", "path": ["t/a.csv", "t/../b.csv"]"#,
        "the path 't/../b.csv' is not inside the data folder"
      ),
      (#""name": "t""#, "'t' has no path"),
      (#""name": "../t", "path": "../t.csv""#, "'../t' cannot be the name of a file"),
      (#""name": ".t", "path": ".t.csv""#, "'.t' cannot be the name of a file"),
      (#""name": "a\u001bb", "path": "t.csv""#, #"'a\u{1B}b' cannot be the name of a file"#),
      (#""path": "t.csv""#, "resource 1 has no name"),
      (
        #""name": "t", "path": "t.tsv", "format": "tsv""#,
        "'t' is of the format 'tsv', and is not read"
      ),
    ])
  func paths(members: String, message: String) throws {
    let schema = #""schema": {"fields": [{"name": "a"}]}"#
    let found = try findings(#"{"resources": [{\#(members), \#(schema)}]}"#)
    #expect(found.map(\.message) == [message])
  }

  @Test("Two resources of one name, or of one name but for case")
  func twice() throws {
    let folder = MemoryFolder([
      "datapackage.json": """
      {"resources": [
        {"name": "t", "path": "t.csv", "schema": {"fields": [{"name": "a"}]}},
        {"name": "t", "path": "t.csv", "schema": {"fields": [{"name": "b"}]}},
        {"name": "Runs", "path": "Runs.csv", "schema": {"fields": [{"name": "b"}]}}
      ]}
      """
    ])
    let runs = TableSchema(name: "runs", about: "", columns: [])
    let own = OwnTables(in: folder, names: ["datapackage.json"], beside: Catalog([runs]))
    #expect(
      own.findings.map(\.message) == [
        "two resources are called 't'", "'Runs' differs from the table 'runs' in case only",
      ])
    #expect(own.tables.map(\.name) == ["t"])
  }

  @Test(
    "A unique key is of fields that are there, each once",
    arguments: [
      (#"[["a", "c d"]]"#, "a unique key of 't' names 'c d', which is no field"),
      (#"[["a", "b", "a"]]"#, "a unique key of 't' names a field twice"),
      (#"[[]]"#, "a unique key of 't' names no field"),
    ])
  func uniqueKeys(keys: String, message: String) throws {
    let fields = #""fields": [{"name": "a"}, {"name": "b"}]"#
    #expect(try inSchema(#"\#(fields), "uniqueKeys": \#(keys)"#) == [message])
  }

  @Test(
    "A state machine is of a field with words, and of these",
    arguments: [
      (
        #"{"column": "s", "initial": "a"}"#,
        "a state machine of 't' cannot be understood | It has a 'column', 'initial' states and "
          + "'transitions': for each state those it leads to."
      ),
      (
        #"{"column": "s", "initial": 1, "transitions": {}}"#,
        "'initial' must be text or a list of texts, not 1"
      ),
      (
        #"{"column": "state", "initial": ["a"], "transitions": {}}"#,
        "a state machine of 't' names 'state', which is no field"
      ),
      (
        #"{"column": "n", "initial": ["a"], "transitions": {}}"#,
        "'n' has no states, as its words are not declared | Give its field an 'enum' of all states."
      ),
      (
        #"{"column": "s", "initial": ["open"], "transitions": {}}"#, "'s' has no state 'open'"
      ),
      (
        #"{"column": "s", "initial": ["begun"], "transitions": {"begun": ["endde"]}}"#,
        "'s' has no state 'endde' | Did you mean 'ended'?"
      ),
      (
        #"{"column": "s", "initial": ["begun"], "transitions": {"begum": ["ended"]}}"#,
        "'s' has no state 'begum' | Did you mean 'begun'?"
      ),
      (
        #"{"column": "s", "initial": ["begun"], "transitions": {"begun": {"ended": 1}}}"#,
        "'begun' must be text or a list of texts, not an object"
      ),
    ])
  func stateMachines(machine: String, message: String) throws {
    #expect(
      try inSchema(
        #"""
        "fields": [{"name": "s", "constraints": {"enum": ["begun", "ended"]}},
          {"name": "n", "type": "integer"}], "plainlab": {"stateMachines": [\#(machine)]}
        """#) == [message])
  }

  @Test("A field has one state machine")
  func twoMachines() throws {
    let machine = #"{"column": "s", "initial": ["a"], "transitions": {"a": "b"}}"#
    #expect(
      try inSchema(
        #"""
        "fields": [{"name": "s", "constraints": {"enum": ["a", "b"]}}],
        "plainlab": {"stateMachines": [\#(machine), \#(machine)]}
        """#) == ["'s' has two state machines"])
  }

  @Test("What Plainlab does not check is said once a table")
  func unchecked() throws {
    #expect(
      try inSchema(
        #"""
        "fields": [{"name": "a", "type": "string", "constraints": {"pattern": "x+"}},
          {"name": "b", "type": "time"}, {"name": "c", "type": "date", "format": "%d.%m.%Y"}],
        "foreignKeys": [{"fields": ["a", "b"],
          "reference": {"resource": "", "fields": ["a", "b"]}}]
        """#) == [
          "not checked in 't': pattern of a, time format 'with seconds' of b, "
            + "date format '%d.%m.%Y' of c and a foreign key of 2 columns | "
            + "The declaration is kept; Plainlab has no such check."
        ])
  }
}

@Suite("A hostile descriptor")
struct HostileDescriptorTests {
  private func own(_ descriptor: String) -> OwnTables {
    OwnTables(
      in: MemoryFolder(["datapackage.json": descriptor]), names: ["datapackage.json"],
      beside: Catalog([]))
  }

  @Test("Values of the wrong kind everywhere give findings and no crash")
  func wrongKinds() {
    let sound = """
      {"name": "x", "resources": [{"name": "t", "type": "table", "path": "t.csv", "format": "csv",
        "encoding": "utf-8", "dialect": {"delimiter": ","}, "description": "d",
        "schema": {"fields": [
          {"name": "a", "type": "integer", "format": "default", "description": "d", "constraints":
            {"required": true, "unique": true, "minimum": 1, "maximum": 2}},
          {"name": "b", "type": "string", "constraints": {"maxLength": 3},
            "plainlab": {"type": "text", "references": {"table": "t", "column": "b"},
              "onDelete": "warn", "words": ["w"]}},
          {"name": "e", "constraints": {"enum": ["1"]}}, {"name": "c", "type": "list", "delimiter": ";", "itemType": "integer"},
          {"name": "d", "type": "boolean", "trueValues": ["true"], "falseValues": ["false"]}],
          "missingValues": [""], "primaryKey": ["a"], "uniqueKeys": [["b"]],
          "foreignKeys": [{"fields": ["a"], "reference": {"resource": "", "fields": ["a"]}}],
          "plainlab": {"rules": [{"rule": "within", "column": "a", "minimum": 1, "message": "m"}]}
        }}]}
      """
    #expect(own(sound).findings.isEmpty)
    // Each value in turn becomes one of another kind: everything behind a colon, a bracket, a comma.
    let pieces = sound.split(separator: "\"", omittingEmptySubsequences: false)
    let odd = ["null", "true", "-1", "1e999", "[]", "{}", "[[[]]]", #""\u0000""#, #"{"": [null]}"#]
    for place in stride(from: 1, to: pieces.count, by: 2) {
      for value in odd {
        var changed = pieces.map { String($0) }
        let before = changed[..<place].joined(separator: "\"")
        let after = changed[(place + 1)...].joined(separator: "\"")
        _ = own(before + value + after)
        changed[place] = "../\u{202E}"
        _ = own(changed.joined(separator: "\""))
      }
    }
  }

  @Test("A deep, an endless and an empty text are refused with a reason")
  func extremes() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(
      own(deep).findings.map(\.message) == [
        "it is not JSON: arrays and objects are nested deeper than 512 levels"
      ])
    #expect(own("").findings.map(\.message) == ["it is not JSON: there is no JSON value"])
    #expect(own("[]").findings.map(\.message) == ["it is not a JSON object, as a data package is"])
    let long = "{\"a\": \"" + String(repeating: "x", count: 5 << 20) + "\"}"
    #expect(own(long).findings.map(\.message) == ["it is larger than 4.2 MB"])
  }

  @Test("Thousands of faults are counted, not each searched for", .timeLimit(.minutes(10)))
  func many() {
    let resources = (0..<20_000).map { #"{"name": "t\#($0)", "path": "x", "schema": {}}"# }
    let found = own(#"{"resources": [\#(resources.joined(separator: ","))]}"#).findings
    #expect(found.count == 101)
    #expect(found.last?.message == "19,900 more faults of the descriptor not shown")
  }
}
