import CommandLineKit
import Foundation
import Testing

@testable import plainlab

/// CSV.md has a row for every oddity of a file, and says in its last column what `fmt` does.
@Suite("plainlab fmt")
struct FormatTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A file as it was, and as it should be; `nil` for what is refused.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let old: [UInt8]
    let new: String?
    /// What `check` warns of before.
    let code: String

    init(_ name: String, _ old: [UInt8], _ new: String?, code: String = "") {
      self.name = name
      self.old = old
      self.new = new
      self.code = code
    }

    init(_ name: String, _ old: String, _ new: String?, code: String = "") {
      self.init(name, Array(old.utf8), new, code: code)
    }

    var testDescription: String { name }
  }

  static let mended: [Case] = [
    Case(
      "CR LF", "id,name,color\r\n1,daily,#112233\r\n", "id,name,color\n1,daily,#112233\n",
      code: "line-ending"),
    Case(
      "CR LF in some lines", "id,name,color\n1,daily,#112233\r\n2,rush,#112233\n",
      "id,name,color\n1,daily,#112233\n2,rush,#112233\n", code: "line-ending"),
    Case(
      "line breaks in quotes", "id,name,color\r\n1,\"a\r\nb\nc\rd\",#112233\r\n",
      "id,name,color\n1,\"a\r\nb\nc\rd\",#112233\n", code: "line-ending"),
    Case(
      "CR alone", "id,name,color\r1,daily,#112233\r2,\"a\rb\",#112233\r",
      "id,name,color\n1,daily,#112233\n2,\"a\rb\",#112233\n", code: "line-ending"),
    Case(
      "byte order mark", "\u{FEFF}id,name,color\n1,daily,#112233\n",
      "id,name,color\n1,daily,#112233\n", code: "byte-order-mark"),
    Case(
      "byte order mark before a quote", "\u{FEFF}\"id\",name,color\n1,daily,#112233\n",
      "id,name,color\n1,daily,#112233\n", code: "byte-order-mark"),
    Case(
      "no final newline", "id,name,color\n1,daily,#112233", "id,name,color\n1,daily,#112233\n"),
    Case("only a header", "id,name,color", "id,name,color\n"),
    Case(
      "blank lines at the end", "id,name,color\n1,daily,#112233\n\n\r\n\n",
      "id,name,color\n1,daily,#112233\n", code: "blank-row"),
    Case(
      "empty rows at the end", "id,name,color\n1,daily,#112233\n,,\n\"\",,\n",
      "id,name,color\n1,daily,#112233\n", code: "blank-row"),
    Case(
      "empty columns at the end", "id,name,color,,\n1,daily,#112233,,\n,,,,\n",
      "id,name,color\n1,daily,#112233\n", code: "missing-label"),
    Case(
      "a quote inside a plain cell", "id,name,color\n1,5\" pipe,#112233\n",
      "id,name,color\n1,\"5\"\" pipe\",#112233\n", code: "stray-quote"),
    Case(
      "needless quotes", "\"id\",\"name\",\"color\"\n\"1\",\"daily\",\"#112233\"\n",
      "id,name,color\n1,daily,#112233\n"),
    Case(
      "quotes that are needed", "id,name,color\n1,\"a,b \"\"c\"\"\",#112233\n",
      "id,name,color\n1,\"a,b \"\"c\"\"\",#112233\n"),
    Case(
      "spaces around keys", "id,name,color\n 1 , daily ,#112233 \n",
      "id,name,color\n1,daily,#112233\n", code: "whitespace"),
    Case(
      "what looks like a formula", "id,name,color\r\n1,=1+1,#112233\r\n2,@home,#112233\r\n",
      "id,name,color\n1,=1+1,#112233\n2,@home,#112233\n", code: "formula"),
    Case(
      "a column of the person's own", "name,shelf,id,color\r\ndaily, top ,1,#112233\r\n",
      "name,shelf,id,color\ndaily, top ,1,#112233\n", code: "extra-label"),
    Case(
      "marks and joiners of Unicode",
      "id,name,color\r\n1,\u{301}e,#112233\r\n2,\u{1F469}\u{200D}\u{1F52C},#112233\r\n",
      "id,name,color\n1,\u{301}e,#112233\n2,\u{1F469}\u{200D}\u{1F52C},#112233\n"),
  ]

  /// The codes of what is still warned of after `fmt`, as it is data or the person's to decide.
  static let kept: Set = ["formula", "extra-label", "lookalike"]

  @Test("What has one meaning is brought into form", arguments: mended)
  func mend(_ file: Case) throws {
    try folder.write(bytes: file.old, to: "data/labels.csv")
    if !file.code.isEmpty {
      #expect(folder.plainlab("check").out.contains("[\(file.code)]"))
    }
    let dry = folder.plainlab("fmt --dry-run")
    #expect(dry.status == .success)
    #expect(dry.out.isEmpty == (file.old == Array((file.new ?? "").utf8)))
    #expect(try folder.bytes("data/labels.csv") == file.old)

    let run = folder.plainlab("fmt")
    #expect(run.status == .success && run.error == "")
    #expect(try folder.text("data/labels.csv") == file.new)
    #expect(folder.plainlab("fmt") == (.success, "", ""))
    #expect(try folder.text("data/labels.csv") == file.new)
    #expect(try folder.names(in: "data") == ["labels.csv"])
    let left = folder.plainlab("check").out.split(separator: "\n").filter { $0.contains("[") }
    for finding in left {
      #expect(Self.kept.contains { finding.contains("[\($0)]") }, "\(finding)")
    }
  }

  static let refused: [Case] = [
    Case("CR alone where records do not fit", "id,name,color\r1,a,#112233\r2,b\r", nil),
    Case("UTF-16 with a mark", [0xFF, 0xFE, 0x69, 0x00, 0x64, 0x00], nil),
    Case("UTF-16 without one", Array("id,name".utf8).flatMap { [$0, 0] }, nil),
    Case("UTF-32", [0, 0, 0xFE, 0xFF, 0, 0, 0, 0x69], nil),
    Case("invalid UTF-8", Array("id,name,color\n1,".utf8) + [0xE4] + Array(",x\n".utf8), nil),
    Case("a zero byte", "id,name,color\n1,a\0b,#112233\n", nil),
    Case("a blank line in the middle", "id,name,color\n1,a,#112233\n\n2,b,#112233\n", nil),
    Case("an empty row in the middle", "id,name,color\n1,a,#112233\n,,\n2,b,#112233\n", nil),
    Case("a short record", "id,name,color\n1,a\n2,b,#112233\n", nil),
    Case("a long record", "id,name,color\n1,a,b,#112233\n", nil),
    Case("a truncated last record", "id,name,color\n1,a,#112233\n2,b", nil),
    Case("semicolons", "id;name;color\n1;a;#112233\n", nil),
    Case("tabs", "id\tname\tcolor\n1\ta\t#112233\n", nil),
    Case("a 'sep=' line", "sep=,\nid,name,color\n1,a,#112233\n", nil),
    Case("a title above the header", "Our labels\nid,name,color\n1,a,#112233\n", nil),
    Case(
      "conflict markers",
      "id,name,color\n<<<<<<< HEAD\n1,a,#112233\n=======\n1,b,#112233\n>>>>>>> x\n", nil),
    Case("text after a closing quote", "id,name,color\n1,\"a\"b,#112233\n", nil),
    Case("a quote never closed", "id,name,color\n1,\"a,#112233\n2,b,#112233\n", nil),
    Case("a name that is there twice", "id,name,color,id\n1,a,#112233,1\n", nil),
    Case("a name that is missing", "id,,color\n1,a,#112233\n", nil),
    Case("a required column that is missing", "id,name\n1,a\n", nil),
    Case("a name that differs in case", "id,Name,color\n1,a,#112233\n", nil),
    Case("a name with a space", "id, name,color\n1,a,#112233\n", nil),
    Case("a name with an invisible character", "id,na\u{200B}me,color\n1,a,#112233\n", nil),
    Case("cells in columns without a name", "id,name,color,,\n1,a,#112233,,x\n", nil),
    Case("an empty file", "", nil),
    Case("only a byte order mark", "\u{FEFF}", nil),
    Case("only blank lines", "\n\n\n", nil),
  ]

  @Test("Where something would have to be guessed, nothing at all is changed", arguments: refused)
  func refuse(_ file: Case) throws {
    try folder.write(bytes: file.old, to: "data/labels.csv")
    // Files that could be formatted, before and after the other in the order of the tables.
    try folder.write("id,procedure_id,order,description\r\n", to: "data/steps.csv")
    try folder.write("code,name\r\n", to: "data/assays.csv")
    let before = try folder.everything()
    for line in ["fmt", "fmt --dry-run"] {
      let run = folder.plainlab(line)
      #expect(run.status == .findings)
      #expect(run.out == "")
      #expect(run.error.hasPrefix("data/labels.csv:"))
      #expect(run.error.hasSuffix("Nothing was changed.\n"))
      #expect(try folder.everything() == before)
    }
  }

  @Test("Cells of a table keep their meaning: flags in lower case, no spaces around numbers")
  func cells() throws {
    try folder.write(
      "id,run_id,step_id,completed,completed_at,notes\n"
        + "1, 1,1 ,TRUE, 2026-11-20T08:30:00Z , two  spaces \n2,1,2,False,,\"\"\n3,1,3,yes,,\n",
      to: "data/run_steps.csv")
    #expect(folder.plainlab("fmt").out == "data/run_steps.csv: 2 lines changed\n")
    #expect(
      try folder.text("data/run_steps.csv") == """
        id,run_id,step_id,completed,completed_at,notes
        1,1,1,true,2026-11-20T08:30:00Z, two  spaces \n2,1,2,false,,
        3,1,3,yes,,

        """)
  }

  @Test("A dry run shows the change as git does, with what nobody sees as escapes")
  func dryRun() throws {
    try folder.write("\u{FEFF}id,name,color\r\n1,\"a\",#112233", to: "data/labels.csv")
    let run = folder.plainlab("fmt --dry-run")
    #expect(
      run == (
        .success,
        #"""
        --- data/labels.csv
        +++ data/labels.csv
        @@ -1,2 +1,2 @@
        -\u{FEFF}id,name,color\r
        -1,"a",#112233
        \ No newline at end of file
        +id,name,color
        +1,a,#112233

        """#, ""
      ))
  }

  @Test("Only lines that change are rewritten and counted")
  func counts() throws {
    try folder.write("id,name,color\n1,\"a\",#112233\n2,b,#112233\n", to: "data/labels.csv")
    #expect(folder.plainlab("fmt").out == "data/labels.csv: 1 line changed\n")
  }

  @Test("The parts of a table are files like others")
  func parts() throws {
    let header = "id,procedure_id,start_time,status\r\n"
    try folder.write(header, to: "data/runs/2026-10.csv")
    try folder.write(header, to: "data/runs/2026-11.csv")
    #expect(
      folder.plainlab("fmt data/runs/2026-11.csv").out == "data/runs/2026-11.csv: 1 line changed\n")
    #expect(try folder.text("data/runs/2026-10.csv") == header)
    #expect(folder.plainlab("fmt").out == "data/runs/2026-10.csv: 1 line changed\n")
  }

  @Test("A file outside of a lab is formatted without a table: its cells stay as they are")
  func outside() throws {
    try folder.write("\u{FEFF}a,b,a\r\n TRUE ,\"2\",\r\n\r\n", to: "export.csv")
    #expect(folder.plainlab("fmt export.csv").out == "export.csv: 3 lines changed\n")
    #expect(try folder.text("export.csv") == "a,b,a\n TRUE ,2,\n")
    #expect(folder.plainlab("fmt export.csv").out == "")
  }

  @Test("The file keeps its mode, and a link to it stays a link")
  func replacement() throws {
    try folder.write("id,name,color\r\n", to: "shared/ours.csv")
    try folder.setMode(0o640, of: "shared/ours.csv")
    try folder.makeFolder("data")
    try folder.link("data/labels.csv", to: "../shared/ours.csv")
    #expect(folder.plainlab("fmt").out == "data/labels.csv: 1 line changed\n")
    #expect(try folder.text("shared/ours.csv") == "id,name,color\n")
    #expect(try folder.mode(of: "shared/ours.csv") == 0o640)
    let link = folder.url.appending(path: "data/labels.csv").path
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "../shared/ours.csv")
    #expect(try folder.names(in: "shared") == ["ours.csv"])
    #expect(try folder.names(in: "data") == ["labels.csv"])
  }

  // Root may write to every file; then there is nothing to see.
  @Test("A file that may not be written to is told", .enabled(if: geteuid() != 0))
  func readOnly() throws {
    try folder.write("id,name,color\r\n", to: "data/labels.csv")
    try folder.setMode(0o440, of: "data/labels.csv")
    let run = folder.plainlab("fmt")
    #expect(
      run == (.couldNotRun, "", "plainlab fmt: data/labels.csv: Permission denied\n"))
    #expect(try folder.text("data/labels.csv") == "id,name,color\r\n")
  }

  @Test("What is not there is told, and nothing is changed")
  func missing() throws {
    try folder.write("id,name,color\r\n", to: "data/labels.csv")
    let run = folder.plainlab("fmt data/labels.csv data/nothing.csv")
    #expect(run == (.couldNotRun, "", "plainlab fmt: there is no file 'data/nothing.csv'\n"))
    #expect(try folder.text("data/labels.csv") == "id,name,color\r\n")
  }
}
