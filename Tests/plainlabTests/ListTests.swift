import CommandLineKit
import Foundation
import Testing

@testable import plainlab

@Suite("plainlab list")
struct ListTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      id,procedure_id,start_time,end_time,status,notes,user_id
      1,10,2026-11-02T23:59:59Z,2026-11-03T00:30:00Z,completed,Lamp 2 replaced,1
      2,9,2026-11-03T00:00:00Z,,in_progress,,2
      3,10,2026-11-03T01:00:00+02:00,2026-11-03T00:00:00Z,cancelled,"lamp, again",
      10,9,2026-11-04T08:00:00Z,,in_progress,,1

      """, to: "data/runs.csv")
  }

  /// The ids of the rows for which the conditions hold, in the order in which they are shown.
  private func ids(_ conditions: String..., besides options: String...) -> [String] {
    var words = ["list", "runs", "--columns", "id", "--format", "csv"] + options
    for condition in conditions { words += ["--where", condition] }
    let captured = Console.captured(workingDirectory: folder.url.path)
    #expect(Plainlab.program.run(arguments: words, console: captured.console) == .success)
    return captured.out.split(separator: "\n").dropFirst().map(String.init)
  }

  @Test("The rows as a table, as CSV and as JSON")
  func formats() {
    #expect(
      folder.plainlab("list runs --limit 2 --columns status,id,end_time,notes") == (
        .success,
        """
        status       id  end_time              notes
        completed     1  2026-11-03T00:30:00Z  Lamp 2 replaced
        in_progress   2  -                     -

        """, ""
      ))
    #expect(
      folder.plainlab("list runs --columns notes,id --format csv").out == """
        notes,id
        Lamp 2 replaced,1
        ,2
        "lamp, again",3
        ,10

        """)
    #expect(
      folder.plainlab("list runs --columns id,notes,procedure_version --format json").out == """
        [
        {"id":1,"notes":"Lamp 2 replaced","procedure_version":null},
        {"id":2,"notes":null,"procedure_version":null},
        {"id":3,"notes":"lamp, again","procedure_version":null},
        {"id":10,"notes":null,"procedure_version":null}
        ]

        """)
  }

  @Test("= and != compare as text, and also as the same number or moment written otherwise")
  func equality() {
    #expect(ids("status=in_progress") == ["2", "10"])
    #expect(ids("status!=in_progress") == ["1", "3"])
    #expect(ids("notes=lamp, again") == ["3"])
    #expect(ids("notes=Lamp, again") == [])
    #expect(ids("id=10") == ["10"])
    #expect(ids("start_time=2026-11-02T23:00:00Z") == ["3"])
  }

  @Test("< <= > >= compare numbers as numbers and times as moments")
  func order() {
    #expect(ids("id<10") == ["1", "2", "3"])
    #expect(ids("id<=10") == ["1", "2", "3", "10"])
    #expect(ids("id>2") == ["3", "10"])
    #expect(ids("id>=3") == ["3", "10"])
    #expect(ids("start_time<2026-11-02T23:30:00Z") == ["3"])
  }

  @Test("A day equals any time in it; before and after it are those of its first second in UTC")
  func day() {
    #expect(ids("start_time<2026-11-03") == ["1", "3"])
    #expect(ids("start_time>=2026-11-03") == ["2", "10"])
    #expect(ids("start_time>2026-11-03") == ["10"])
    #expect(ids("start_time<=2026-11-03") == ["1", "2", "3"])
    #expect(ids("end_time=2026-11-03") == ["1", "3"])
    #expect(ids("end_time!=2026-11-03") == ["2", "10"])
    #expect(ids("start_time=2026-11-03") == ["2"])
    #expect(ids("start_time~2026-11-03") == ["2", "3"])
  }

  @Test("~ finds text without regard to case")
  func contains() {
    #expect(ids("notes~LAMP") == ["1", "3"])
    #expect(ids("notes~") == ["1", "2", "3", "10"])
    #expect(ids("notes~x") == [])
  }

  @Test("An empty value stands for an empty cell; nothing else compares with one")
  func empty() {
    #expect(ids("end_time=") == ["2", "10"])
    #expect(ids("end_time!=") == ["1", "3"])
    #expect(ids("end_time<2030-01-01") == ["1", "3"])
    #expect(ids("user_id!=1") == ["2", "3"])
    #expect(ids("status=") == [])
  }

  @Test("A column that the file does not have is empty in every row")
  func missingColumn() {
    #expect(ids("procedure_version=").count == 4)
    #expect(ids("procedure_version!=") == [])
    #expect(ids("procedure_version>0") == [])
    #expect(ids(besides: "--sort", "procedure_version") == ["1", "2", "3", "10"])
  }

  @Test("Several conditions are joined by 'and'")
  func several() {
    #expect(ids("status=in_progress", "procedure_id=9", "id>2") == ["10"])
    #expect(ids("id>2", "id<10") == ["3"])
    #expect(ids("id>2", "id<2") == [])
  }

  @Test("A comparison ends at its first sign; the value may hold others")
  func signsInValues() throws {
    try folder.write("key,value\na,x=y\nb,<1\nc,~\n", to: "data/settings.csv")
    let list = { (condition: String) in
      folder.plainlab("list settings --columns key --format csv --where \(condition)").out
    }
    #expect(list("value=x=y") == "key\na\n")
    #expect(list("value=<1") == "key\nb\n")
    #expect(list("value~~") == "key\nc\n")
    #expect(
      folder.run("list", "settings", "--where", "value=salt and pepper") == (
        .success, "key  value  description\n", "No rows.\n"
      ))
    #expect(list("value!=~") == "key\na\nb\n")
  }

  @Test("Rows are ordered by a column; equal ones as in the file, empty ones last")
  func sort() {
    #expect(ids(besides: "--sort", "id", "--descending") == ["10", "3", "2", "1"])
    #expect(ids(besides: "--sort", "procedure_id") == ["2", "10", "1", "3"])
    #expect(ids(besides: "--sort", "procedure_id", "--descending") == ["1", "3", "2", "10"])
    #expect(ids(besides: "--sort", "start_time") == ["3", "1", "2", "10"])
    #expect(ids(besides: "--sort", "end_time") == ["3", "1", "2", "10"])
    #expect(ids(besides: "--sort", "end_time", "--descending") == ["1", "3", "2", "10"])
    // By code points, so that every computer has the same order.
    #expect(ids("notes!=", besides: "--sort", "notes") == ["1", "3"])
  }

  @Test("The limit counts rows that are shown, after they are ordered")
  func limit() {
    #expect(ids(besides: "--limit", "2") == ["1", "2"])
    #expect(ids("status=in_progress", besides: "--limit", "1") == ["2"])
    #expect(ids(besides: "--sort", "id", "--descending", "--limit", "1") == ["10"])
    #expect(ids(besides: "--limit", "0") == [])
    #expect(ids(besides: "--limit", "99").count == 4)
  }

  @Test("No row is no error, and every format says so in its own way")
  func none() {
    #expect(folder.plainlab("list runs --where id=0 --columns id,status").out == "id  status\n")
    #expect(
      folder.plainlab("list runs --where id=0 --columns id --format csv")
        == (.success, "id\n", "No rows.\n"))
    #expect(folder.plainlab("list runs --where id=0 --format json").out == "[]\n")
  }

  @Test("A table without a file is empty")
  func noFile() {
    #expect(
      folder.plainlab("list labels") == (.success, "id  name  color\n", "No rows.\n"))
    #expect(folder.plainlab("list labels --where id=1 --sort name --format json").out == "[]\n")
  }

  @Test("The parts of a table are read one after another, whatever the order of their columns")
  func parts() throws {
    try folder.write(
      "status,id,procedure_id,start_time,notes\nin_progress,20,1,2026-12-01T08:00:00Z,part\n",
      to: "data/runs/2026-12.csv")
    #expect(ids() == ["1", "2", "3", "10", "20"])
    #expect(ids("notes=part") == ["20"])
    #expect(ids(besides: "--sort", "id", "--descending", "--limit", "2") == ["20", "10"])
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    let line: String
    let sentence: String
    var testDescription: String { line }
  }

  static let mistakes = [
    Mistake(line: "list", sentence: "TABLE is missing: the table."),
    Mistake(line: "list rns", sentence: "There is no table 'rns'. Did you mean 'runs'?"),
    Mistake(line: "list xyzzy", sentence: "There is no table 'xyzzy'."),
    Mistake(
      line: "list runs --columns id,statos",
      sentence: "There is no column of runs 'statos'. Did you mean 'status'?"),
    Mistake(
      line: "list runs --sort strt_time",
      sentence: "There is no column of runs 'strt_time'. Did you mean 'start_time'?"),
    Mistake(
      line: "list runs --where stats=completed",
      sentence: "There is no column of runs 'stats'. Did you mean 'status'?"),
    Mistake(
      line: "list runs --where status=complete",
      sentence: "There is no status 'complete'. Did you mean 'completed'?"),
    Mistake(
      line: "list runs --where status!=COMPLETED",
      sentence: "There is no status 'COMPLETED'. Did you mean 'completed'?"),
    Mistake(
      line: "list run_steps --where completed=TRUE",
      sentence: "There is no completed 'TRUE'. Did you mean 'true'?"),
    Mistake(
      line: "list runs --where start_time>yesterday",
      sentence: "start_time holds a time in UTC like 2026-11-20T08:30:00Z, not 'yesterday'."),
    Mistake(
      line: "list runs --where id>x", sentence: "id holds a whole number like 42, not 'x'."),
    Mistake(
      line: "list runs --where status",
      sentence: "--where needs a comparison, as in status=ERROR, not 'status'."),
    Mistake(line: "list runs --where id=x", sentence: "id holds a whole number like 42, not 'x'."),
    Mistake(
      line: "list runs --where status!=done",
      sentence: "There is no status 'done'. There is in_progress, completed and cancelled."),
    Mistake(line: "list runs --columns ,", sentence: "--columns needs the name of a column."),
    Mistake(line: "list runs --limit -1", sentence: "--limit is a number of rows, not -1."),
    Mistake(line: "list runs --limit few", sentence: "--limit needs a whole number, not 'few'."),
    Mistake(
      line: "list runs --format jsn",
      sentence: "--format needs table, csv or json, not 'jsn'. Did you mean 'json'?"),
  ]

  @Test("What makes no sense is told, with what was most likely meant", arguments: mistakes)
  func usage(_ mistake: Mistake) {
    let run = folder.plainlab(mistake.line)
    #expect(run.status == .usage)
    #expect(run.out == "")
    #expect(run.error.hasPrefix("plainlab list: \(mistake.sentence)\nusage: plainlab list "))
  }

  @Test("Empty words and hostile ones end with a sentence")
  func hostile() {
    for words in [
      ["list", ""], ["list", "runs", "--columns", ""], ["list", "runs", "--where", ""],
      ["list", "runs", "--where", "status=completed and id=1"],
      ["list", "runs", "--where", "notes=salt and pepper and id<1"],
      ["list", "runs", "--sort", ""], ["list", "\u{1B}[31m"],
      ["list", "runs", "--where", "\u{1B}[31m=1"], ["list", "runs", "--columns", "id\u{202E}"],
    ] {
      let captured = Console.captured(workingDirectory: folder.url.path)
      #expect(Plainlab.program.run(arguments: words, console: captured.console) == .usage)
      #expect(!captured.error.contains("\u{1B}") && !captured.error.contains("\u{202E}"))
    }
  }

  @Test("Records that cannot be read are counted, the others shown")
  func lost() throws {
    try folder.write("id,name,color\n1,a,#112233\n2,b\n3,c,#112233\n", to: "data/labels.csv")
    let run = folder.plainlab("list labels --columns id --format csv")
    #expect(
      run == (
        .success, "id\n1\n3\n",
        "1 record could not be read and is not shown; 'plainlab check' names them.\n"
      ))
  }

  @Test("A file that cannot be understood is told with its place, and nothing is shown")
  func broken() throws {
    try folder.write("Our labels\nid,name,color\n", to: "data/labels.csv")
    for format in ["table", "csv", "json"] {
      let run = folder.plainlab("list labels --format \(format)")
      #expect(run.status == .couldNotRun && run.out == "")
      #expect(run.error.hasPrefix("plainlab list: data/labels.csv:1:1: "))
    }
  }

  @Test("Cells that a terminal would obey are shown as escapes, in CSV and JSON as they are")
  func controls() throws {
    try folder.write("id,name,color\n1,\"\u{1B}[31m\n\u{9B}\",#112233\n", to: "data/labels.csv")
    #expect(
      folder.plainlab("list labels --columns name", isTerminal: true).out
        == "name\n\\u{1B}[31m\\n\\u{9B}\n")
    #expect(
      folder.plainlab("list labels --columns name --format csv").out
        == "name\n\"\u{1B}[31m\n\u{9B}\"\n")
    #expect(
      folder.plainlab("list labels --columns name --format json").out
        == "[\n{\"name\":\"\\u001b[31m\\n\\u009b\"}\n]\n")
  }
}
