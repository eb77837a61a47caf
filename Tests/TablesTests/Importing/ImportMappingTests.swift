import CSVText
import Testing

@testable import Tables

@Suite("The mapping of an import")
struct ImportMappingTests {
  private static let full: ImportMapping = {
    var mapping = ImportMapping()
    mapping.dialect.delimiter = .tab
    mapping.dialect.encoding = .windows1252
    mapping.dialect.skippedLines = 2
    mapping.columns = ["specimen_id": "Bar=code \"1\"", "remark": ""]
    mapping.constants = ["assay": "TSH"]
    mapping.values = ["status": ["final": "COMPLETED", "": "RECEIVED"], "*": ["NULL": ""]]
    mapping.dates = ["due": "dd.MM.yyyy"]
    mapping.commonDates = ["dd.MM.yyyy HH:mm", "HH:mm"]
    mapping.timeZone = "Europe/Berlin"
    mapping.hasDecimalComma = true
    mapping.booleans = ["ja": true, "nein": false]
    mapping.trimsSpaces = true
    return mapping
  }()

  @Test("A mapping is kept as a file and read again")
  func roundTrip() throws {
    let text = Self.full.text
    #expect(
      text == """
        {
          "delimiter": "tab",
          "encoding": "windows-1252",
          "skip_lines": 2,
          "columns": {
            "remark": "",
            "specimen_id": "Bar=code \\"1\\""
          },
          "constants": {
            "assay": "TSH"
          },
          "values": {
            "*": {
              "NULL": ""
            },
            "status": {
              "": "RECEIVED",
              "final": "COMPLETED"
            }
          },
          "dates": {
            "*": [
              "dd.MM.yyyy HH:mm",
              "HH:mm"
            ],
            "due": "dd.MM.yyyy"
          },
          "time_zone": "Europe/Berlin",
          "decimal_comma": true,
          "booleans": {
            "ja": true,
            "nein": false
          },
          "trim": true
        }

        """)
    #expect(try ImportMapping(parsing: text, title: "m.json") == Self.full)
    #expect(try ImportMapping(parsing: ImportMapping().text, title: "m.json") == ImportMapping())
  }

  @Test(
    "A fault of the file is named at its place",
    arguments: [
      ("{\n  \"colums\": {}\n}", "m.json:2:13: a mapping has no 'colums'; did you mean 'columns'?"),
      ("{\"delimiter\": \";;\"}", "m.json:1:15: 'delimiter' must be one character, or tab"),
      ("{\"values\": {\"status\": {\"ä\": 1}}}", "m.json:1:29: 'values.status.ä' must be text"),
      ("{\"dates\": {\"*\": [1]}}", "m.json:1:17: 'dates.*' must be text, or a list of texts"),
      ("{\"skip_lines\": -1}", "m.json:1:16: 'skip_lines' must be a number of lines"),
      ("[]", "m.json:1:1: a mapping is a JSON object"),
      ("{\n", "m.json:2:1: a name in quotes was expected, but the text ends"),
    ])
  func fileFaults(text: String, words: String) {
    let error = #expect(throws: ReadingError.self) {
      try ImportMapping(parsing: text, title: "m.json")
    }
    #expect(error?.description == words)
  }

  @Test("What is stated later stands above the file")
  func override() {
    var mapping = Self.full
    var above = ImportMapping()
    above.columns = ["assay": "Test", "specimen_id": "Code"]
    above.constants = ["remark": "imported"]
    above.values = ["status": ["final": "ERROR"]]
    above.timeZone = "UTC"
    mapping.override(with: above)
    #expect(mapping.columns == ["assay": "Test", "specimen_id": "Code"])
    #expect(mapping.constants == ["remark": "imported"])
    #expect(mapping.values["status"] == ["final": "ERROR", "": "RECEIVED"])
    #expect(mapping.timeZone == "UTC")
    #expect(mapping.commonDates == Self.full.commonDates)
    #expect(mapping.dialect == Self.full.dialect)
  }

  @Test("Columns are found by name, else but for case and marks, and that is said")
  func names() throws {
    let file = try Import(
      MemorySource("Specimen-ID,assay,STATUS,Kommentar,,Received At\n"), "x.csv",
      into: ForeignLab.specimens)
    #expect(file.headerFindings.isEmpty)
    #expect(
      file.notes == [
        "Understood by their names: specimen_id from 'Specimen-ID', status from 'STATUS' and "
          + "received_at from 'Received At'.",
        "Not taken from the file: 'Kommentar'.",
      ])
    #expect(file.mapping.columns["specimen_id"] == "Specimen-ID")
    #expect(file.mapping.dialect.delimiter == .comma)
  }

  @Test("A column stated to be one thing is not taken for another by its name")
  func stated() throws {
    let text = "id,assay,status,received_at\nB1,TSH,RECEIVED,2026-11-02T08:00:00Z\n"
    let read = try Imported(text, into: ForeignLab.specimens) { $0.columns = ["specimen_id": "id"] }
    #expect(read.rows == ["|B1|TSH|RECEIVED|2026-11-02T08:00:00Z|||||"])
  }

  @Test("What is wrong with the header is told all at once")
  func header() throws {
    var mapping = ImportMapping()
    mapping.columns = ["assay": "Tset", "status": "State"]
    let source = MemorySource("Test;State;State;Specimen ID;specimen-id\n")
    let file = try Import(source, "x.csv", into: ForeignLab.specimens, by: mapping)
    #expect(
      file.headerFindings.map { "\($0.spot) \($0.message). \($0.hint)" } == [
        "1:1 incorrect-label the file has no column 'Tset', which is to be assay. "
          + "Did you mean 'Test'?",
        "1:12 duplicate-label the column 'State' is there twice. "
          + "It is not clear which of them is status.",
        "1:30 duplicate-label 'Specimen ID' and 'specimen-id' could both be specimen_id. "
          + "State one of them: --map specimen_id=COLUMN; or none: --map specimen_id=.",
        "1:1 missing-label nothing says what received_at is, which every row must have. "
          + "State its column, --map received_at=COLUMN, or its value in all rows, "
          + "--set received_at=VALUE.",
      ])
  }

  @Test("What is wrong with the mapping is told all at once, before the file is read")
  func mappingFaults() throws {
    let found = try faults {
      $0.columns = ["asay": "Test", "status": "State"]
      $0.constants = ["status": "RECIEVED", "volume": "1,5", "assay": ""]
      $0.values = ["status": ["final": "DONE"], "*": ["x": "y"]]
      $0.dates = ["volume": "dd.MM.yyyy", "due": "dd.MM.yyyy HH:mm", "received_at": "DD.MM.YYYY"]
      $0.timeZone = "Berlin"
    }
    #expect(
      found == [
        "There is no time zone 'Berlin'. Did you mean 'Europe/Berlin'?",
        "specimens has no column 'asay'. Did you mean 'assay'?",
        "'status' has a column of the file and a value for all rows. State one of the two.",
        "due is a date like 2026-11-20, and 'dd.MM.yyyy HH:mm' has a day and a time.",
        "'DD' means nothing in 'DD.MM.YYYY'. Did you mean 'dd.MM.yyyy'?",
        "volume is neither a date nor a time: it holds decimal.",
        "assay: assay is empty. Every row must have one.",
        "status: 'RECIEVED' is not one of RECEIVED, COMPLETED, ERROR. Did you mean 'RECEIVED'?",
        "volume: '1,5' has a comma in it. Write 1.5: numbers have a decimal point.",
        "status: 'DONE' is not one of RECEIVED, COMPLETED, ERROR.",
      ])
  }

  @Test("Times that do not say their zone need one, where the file has them")
  func missingZone() throws {
    let pattern = ["dd.MM.yyyy HH:mm"]
    #expect(try faults { $0.commonDates = pattern }.count == 1)
    #expect(try faults(in: "specimen_id") { $0.commonDates = pattern }.isEmpty)
    #expect(try faults { $0.commonDates = ["dd.MM.yyyy HH:mmZ"] }.isEmpty)
    #expect(
      try faults {
        $0.commonDates = pattern
        $0.timeZone = "UTC"
      }.isEmpty)
  }
}
