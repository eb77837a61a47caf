import CommandLineKit
import Foundation
import Testing

@testable import plainlab

@Suite("plainlab import")
struct ImportTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("id,name,color\n1,urgent,#D62728\n", to: "data/labels.csv")
    try folder.write(
      """
      id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at
      7,SP7,TSH,M1,P1,RECEIVED,,2026-11-02T08:00:00Z,

      """, to: "data/specimens.csv")
  }

  /// Every file of the data folder but those that only the store sees.
  private func data() throws -> [String: [UInt8]] {
    try folder.everything().filter { $0.key.hasSuffix(".csv") && $0.key.hasPrefix("data/") }
  }

  @Test("Rows get ids and stand at the end; all else stays")
  func insert() throws {
    try folder.write("color;NAME\n#1F77B4;weekly\n#2CA02C;\"a;b\"", to: "x.csv")
    #expect(
      folder.plainlab("import labels x.csv") == (
        .success, "Imported 2 rows into labels.\n",
        "Understood by their names: name from 'NAME'.\n"
      ))
    #expect(
      try folder.text("data/labels.csv") == """
        id,name,color
        1,urgent,#D62728
        2,weekly,#1F77B4
        3,a;b,#2CA02C

        """)
  }

  @Test("--dry-run shows the diff and writes nothing, a mapping neither")
  func dryRun() throws {
    try folder.write("name,color\nweekly,#1F77B4\n", to: "x.csv")
    let before = try folder.everything()
    let run = folder.plainlab("import labels x.csv --dry-run --save-mapping m.json")
    #expect(
      run == (
        .success,
        """
        --- data/labels.csv
        +++ data/labels.csv
        @@ -1,2 +1,3 @@
         id,name,color
         1,urgent,#D62728
        +2,weekly,#1F77B4

        """, ""
      ))
    #expect(try folder.everything() == before)
  }

  @Test("All findings are told together: cells, keys that are there, keys that come twice, rules")
  func findings() throws {
    try folder.write(
      """
      specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at
      A,TSH,M1,P1,RECEIVED,,07/01/2026 08:00,
      SP7,TSH,M1,P1,RECEIVED,,2026-11-02T08:00:00Z,
      B,TSH,M1,P1,ERROR,,2026-11-02T08:00:00Z,2026-11-02T09:00:00Z
      C,TSH,M1,P1,RECEIVED,,2026-11-02T08:00:00Z,
      C,TSH,M1,P1,RECEIVED,,2026-11-02T08:00:00Z,

      """, to: "in/x.csv")
    let before = try data()
    let run = folder.plainlab("import specimens in/x.csv")
    #expect(run.status == .findings)
    #expect(
      run.out.split(separator: "\n").filter { $0.hasPrefix("in/") } == [
        "in/x.csv:2:23: error[ambiguous-date]: '07/01/2026 08:00' does not say which part is the day",
        "in/x.csv:3:1: error[unique-error]: specimen_id 'SP7' is already there",
        "in/x.csv:4:19: error[state]: a specimen has an error code when its status is ERROR, and only then",
        "in/x.csv:6:1: error[unique-error]: specimen_id 'C' is already there",
      ])
    #expect(run.out.contains("--update changes rows that are there."))
    #expect(run.error == "4 errors.\nNothing was imported.\n")
    #expect(try data() == before)
  }

  @Test("--skip-bad puts the bad records aside as they stood, and imports the others")
  func skipBad() throws {
    let bad = "SP7;x;RECEIVED\r\n\"Q\"\"\n\";\"TSH\";nonsense\r\nZ;TSH"
    try folder.write(
      "sep=;\r\nspecimen_id;assay;status\r\nA;TSH;RECEIVED\r\n" + bad, to: "x.csv")
    let words =
      "import specimens x.csv --set machine_id=M1 --set operator_id=P1"
      + " --set received_at=2026-11-02T08:00:00Z"
    let run = folder.plainlab(words + " --skip-bad bad.csv")
    #expect(run.status == .findings)
    #expect(run.out.hasSuffix("Imported 1 row into specimens.\n"))
    #expect(run.error.hasSuffix("3 bad records were put aside in 'bad.csv'.\n"))
    #expect(try folder.text("bad.csv") == "sep=;\r\nspecimen_id;assay;status\r\n" + bad)
    #expect(
      try folder.text("data/specimens.csv").hasSuffix(
        "\n8,A,TSH,M1,P1,RECEIVED,,2026-11-02T08:00:00Z,\n"))
    // It is not written over, and not made when nothing is bad.
    #expect(folder.plainlab(words + " --skip-bad bad.csv").status == .usage)
    try folder.write("specimen_id;assay;status\r\nE;TSH;RECEIVED", to: "x.csv")
    #expect(folder.plainlab(words + " --skip-bad other.csv").status == .success)
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "other.csv").path))
  }

  @Test("--skip-bad leaves nothing behind when the file cannot be read to its end")
  func cutShort() throws {
    try folder.write("name,color\nbad,red\nweekly,#1F77B4\n\"open,#2CA02C\n", to: "x.csv")
    let before = try folder.names()
    let run = folder.plainlab("import labels x.csv --skip-bad bad.csv")
    #expect(run.status == .findings)
    #expect(run.error.hasSuffix("Nothing was imported.\n"))
    #expect(try folder.names() == before)
  }

  @Test("--update changes the mapped cells of rows that are there, and adds the others")
  func update() throws {
    try folder.write(
      """
      id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at
      7,SP7,TSH,M1,P1,RECEIVED,,2026-11-02T08:00:00Z,
      8,SP8,TSH,M1,P1,RECEIVED,,"2026-11-02T08:00:00Z",

      """, to: "data/specimens.csv")
    try folder.write("Specimen,Machine\nSP8,M9\nSP7,M1\n", to: "x.csv")
    let run = folder.plainlab(
      "import specimens x.csv --update --map specimen_id=Specimen --map machine_id=Machine")
    #expect(run.status == .success)
    #expect(run.out == "Imported into specimens: 0 rows added, 1 changed, 1 as they were.\n")
    #expect(
      try folder.text("data/specimens.csv").hasSuffix(
        "\n8,SP8,TSH,M9,P1,RECEIVED,,\"2026-11-02T08:00:00Z\",\n"))

    try folder.write("Specimen,Machine\nSP7,M2\nSP99,M2\n", to: "x.csv")
    let refused = folder.plainlab(
      "import specimens x.csv --update --map specimen_id=Specimen --map machine_id=Machine")
    #expect(refused.status == .findings)
    #expect(
      refused.out == """
        x.csv:3:1: error[unique-error]: no row of specimens has specimen_id 'SP99'
          It cannot be added, as nothing says what assay, operator_id, status and received_at is.

        """)
    try folder.write("name,color\nurgent,#000000\nnew,#FFFFFF\n", to: "x.csv")
    #expect(
      folder.plainlab("import labels x.csv --update").out
        == "Imported into labels: 1 row added, 1 changed, 0 as they were.\n")
    #expect(
      try folder.text("data/labels.csv") == "id,name,color\n1,urgent,#000000\n2,new,#FFFFFF\n")
  }

  @Test("A row that an update finds twice, or that a rule refuses, is named at its line")
  func refusedUpdate() throws {
    try folder.write(
      "id,name,color\n1,urgent,#D62728\n2,twice,#1F77B4\n3,twice,#2CA02C\n", to: "data/labels.csv")
    try folder.write("name,color\nurgent,#000000\ntwice,#FFFFFF\n", to: "x.csv")
    let twice = folder.plainlab("import labels x.csv --update")
    #expect(
      twice.out.hasPrefix(
        "x.csv:3:1: error[unique-error]: several rows of labels have name 'twice'"))
    try folder.write("specimen_id,processed_at\nSP7,2026-11-02T07:00:00Z\n", to: "x.csv")
    let run = folder.plainlab("import specimens x.csv --update")
    #expect(run.out.hasPrefix("x.csv:2:5: error["), "\(run)")
    #expect(run.status == .findings)
  }

  @Test("A foreign key that is not there is named at its line, and the row can be put aside")
  func references() throws {
    try folder.write(
      "id,name,created_at,updated_at,version\n1,Daily,2026-11-02T08:00:00Z,2026-11-02T08:00:00Z,1\n",
      to: "data/procedures.csv")
    try folder.write("procedure;label\n1;1\n9;1\n", to: "x.csv")
    let words = "import procedure_labels x.csv --map procedure_id=procedure --map label_id=label"
    let run = folder.plainlab(words)
    #expect(run.status == .findings)
    #expect(run.out.hasPrefix("x.csv:3:1: error[foreign-key]: "), "\(run)")
    let aside = folder.plainlab(words + " --skip-bad bad.csv")
    #expect(aside.out.hasSuffix("Imported 1 row into procedure_labels.\n"), "\(aside)")
    #expect(try folder.text("bad.csv") == "procedure;label\n9;1\n")
  }

  @Test("A mapping is kept, used again, and overruled by the command line")
  func mapping() throws {
    try folder.write("Wort|Farbe\nweekly|blau\n", to: "x.csv")
    let first = folder.plainlab(
      "import labels x.csv --map name=Wort --map color=Farbe --value color:blau=#1F77B4"
        + " --save-mapping m.json")
    #expect(first.error == "The mapping was kept in 'm.json'.\n")
    #expect(
      try folder.text("m.json") == """
        {
          "delimiter": "|",
          "columns": {
            "color": "Farbe",
            "name": "Wort"
          },
          "values": {
            "color": {
              "blau": "#1F77B4"
            }
          }
        }

        """)
    try folder.write("Wort|Farbe\nmonthly|blau\n", to: "x.csv")
    let second = folder.plainlab("import labels x.csv --mapping m.json --value color:blau=#0000FF")
    #expect(second == (.success, "Imported 1 row into labels.\n", ""))
    #expect(try folder.text("data/labels.csv").hasSuffix("3,monthly,#0000FF\n"))
    #expect(folder.plainlab("import labels x.csv --save-mapping m.json").status == .usage)
    try folder.write("{\"colums\": {}}", to: "m.json")
    #expect(
      folder.plainlab("import labels x.csv --mapping m.json").error
        == "plainlab import: m.json:1:12: a mapping has no 'colums'; did you mean 'columns'?\n")
  }

  @Test(
    "Words that make no sense are told before anything is read",
    arguments: [
      ("--map name", "'name' has no '='"), ("--value name=x", "needs a column"),
      ("--map name=a --map name=b", "given twice"), ("--booleans ja", "word for true"),
      ("--skip-lines -1", "number of lines"), ("--delimiter ;;", "one character"),
      ("--encoding utf8", "Did you mean 'utf-8'?"), ("--map nam=x", "Did you mean 'name'?"),
      ("--time-zone Berlin", "Did you mean 'Europe/Berlin'?"),
      ("--dates DD.MM.YYYY", "Did you mean 'dd.MM.yyyy'?"), ("--set color=red", "color: 'red'"),
      ("--limit -2", "number of findings"),
    ])
  func usage(options: String, words: String) throws {
    try folder.write("name,color\n", to: "x.csv")
    let before = try folder.everything()
    let run = folder.plainlab("import labels x.csv " + options)
    #expect(run.status == .usage)
    #expect(run.error.contains(words), "\(run.error)")
    #expect(try folder.everything() == before)
  }

  @Test("Files that are not there, or are folders, are called as they were typed")
  func files() throws {
    #expect(
      folder.plainlab("import labels no.csv").error
        == "plainlab import: no.csv: No such file or directory\n")
    #expect(
      folder.plainlab("import labels data").error == "plainlab import: data: Is a directory\n")
    #expect(folder.plainlab("import label x.csv").error.contains("Did you mean 'labels'?"))
  }

  @Test("On a terminal the line is shown, with the cell marked")
  func excerpt() throws {
    try folder.write("name;color\nweekly;blue\n", to: "in/x.csv")
    let run = folder.plainlab("import labels in/x.csv", isTerminal: true)
    #expect(run.out.contains("  2 | weekly;blue\n    |        ^^^^\n"))
    // Of other encodings the bytes would not be the characters.
    try folder.write(
      bytes: [0xFE, 0xFF] + "name\nx".utf16.flatMap { [0, UInt8($0)] }, to: "in/x.csv")
    let wide = folder.plainlab(
      "import labels in/x.csv --set color=#000000 --update", isTerminal: true)
    #expect(wide.status == .success)
    let none = folder.plainlab("import labels in/x.csv", isTerminal: true)
    #expect(none.out.contains("nothing says what color is"))
    #expect(!none.out.contains(" | "))
  }
}
