import CommandLineKit
import Foundation
import JSONText
import Testing

@testable import plainlab

@Suite("plainlab show")
struct ShowTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func writeRuns() throws {
    try folder.write(
      """
      id,name,description,created_at,updated_at,version
      4,Start-up,,2026-01-01T08:00:00Z,2026-01-01T08:00:00Z,1

      """, to: "data/procedures.csv")
    try folder.write(
      """
      id,procedure_id,start_time,status
      1,4,2026-11-02T08:00:00Z,in_progress
      2,5,2026-11-02T09:00:00Z,in_progress

      """, to: "data/runs.csv")
    try folder.write(
      "id,run_id,step_id,completed\n1,1,1,false\n2,1,2,false\n3,2,1,false\n",
      to: "data/run_steps.csv")
  }

  @Test("A row is shown with its place, what it refers to, and what refers to it")
  func row() throws {
    try writeRuns()
    #expect(
      folder.plainlab("show runs 1") == (
        .success,
        """
        runs 1  data/runs.csv:2
          id                 1
          procedure_id       4  → procedures: Start-up
          start_time         2026-11-02T08:00:00Z
          end_time           -
          status             in_progress
          notes              -
          procedure_version  -
          user_id            -

        Referred to by
          2 rows of run_steps  plainlab list run_steps --where run_id=1

        """, ""
      ))
  }

  @Test("A reference to nothing is said to be one")
  func dangling() throws {
    try writeRuns()
    #expect(folder.plainlab("show runs 2").out.contains("  5  → not there in procedures\n"))
  }

  @Test("A row is found by a column in which every row has its own")
  func unique() throws {
    try folder.write("id,name,color\n1,daily,#112233\n2,1,#112233\n", to: "data/labels.csv")
    #expect(folder.plainlab("show labels daily").out.hasPrefix("labels 1  data/labels.csv:2\n"))
    // The key comes first, whatever the order of the rows.
    #expect(folder.plainlab("show labels 1").out.hasPrefix("labels 1  data/labels.csv:2\n"))
    try folder.write("id,name,color\n2,1,#112233\n1,daily,#112233\n", to: "data/labels.csv")
    #expect(folder.plainlab("show labels 1").out.hasPrefix("labels 1  data/labels.csv:3\n"))
  }

  @Test("The parts of a key of several columns have '/' between them")
  func composite() throws {
    try folder.write("procedure_id,label_id\n1,1\n1,2\n12,1\n", to: "data/procedure_labels.csv")
    #expect(
      folder.plainlab("show procedure_labels 1/2").out
        .hasPrefix("procedure_labels 1/2  data/procedure_labels.csv:3\n"))
    for key in ["1", "1/", "/1", "1/2/", "2/1", "1 /2", "1/12"] {
      #expect(folder.run("show", "procedure_labels", key).status == .findings, "\(key)")
    }
  }

  @Test("A row of a part is shown with the file that holds it, and the line behind long cells")
  func part() throws {
    try folder.write(
      "id,procedure_id,start_time,status,notes\n"
        + "7,4,2026-11-02T08:00:00Z,in_progress,\"two\nlines\"\n8,4,2026-11-02T08:00:00Z,in_progress,\n",
      to: "data/runs/2026-11.csv")
    #expect(folder.plainlab("show runs 8").out.hasPrefix("runs 8  data/runs/2026-11.csv:4\n"))
    #expect(folder.plainlab("show runs 7").out.contains("notes              two\\nlines\n"))
  }

  @Test("What is not there is told with exit status 1")
  func missing() throws {
    try writeRuns()
    #expect(
      folder.plainlab("show runs 99") == (.findings, "", "There is no row '99' in runs.\n"))
    #expect(folder.plainlab("show labels 1").status == .findings)
    #expect(folder.plainlab("show runs -1").status == .findings)
  }

  @Test("A hostile key is a key like others, and no terminal obeys it")
  func hostile() throws {
    try writeRuns()
    for key in [
      "\u{1B}[31m", "1\u{202E}", "1\n", "' OR 1=1", "../../etc/passwd", "1,4", "\"", "\0", "*",
      "1 ",
      String(repeating: "9", count: 5_000),
    ] {
      let run = folder.run("show", "runs", key)
      #expect(run.status == .findings && run.out == "", "\(key.debugDescription)")
      #expect(!run.error.contains("\u{1B}") && !run.error.contains("\u{202E}"))
      #expect(run.error.split(separator: "\n").count == 1)
    }
  }

  @Test("An empty key is no row's, though cells of unique columns may be empty")
  func emptyKey() throws {
    try folder.write(
      "id,code,username,full_name,email,is_active,date_joined,role\n"
        + "1,,ada,Ada,ada@lab.example,true,2021-08-09T08:00:00Z,operator\n", to: "data/users.csv")
    #expect(folder.run("show", "users", "") == (.findings, "", "There is no row '' in users.\n"))
    #expect(folder.plainlab("show users ada").status == .success)
  }

  @Test("As JSON a row is one object")
  func json() throws {
    try writeRuns()
    let run = folder.plainlab("show runs 1 --format json")
    #expect(
      run.out
        == #"{"id":1,"procedure_id":4,"start_time":"2026-11-02T08:00:00Z","end_time":null,"#
        + #""status":"in_progress","notes":null,"procedure_version":null,"user_id":null}"# + "\n")
    _ = try JSON(parsing: run.out)
  }

  @Test("The commands that list what refers to a row can be run, whatever the key")
  func suggestions() throws {
    try folder.write("code,name\nT S'H,Thyrotropin\n", to: "data/assays.csv")
    try folder.write(
      "id,specimen_id,assay,machine_id,operator_id,status,received_at\n"
        + "1,S1,T S'H,M1,O1,RECEIVED,2026-11-02T08:00:00Z\n", to: "data/specimens.csv")
    let run = folder.run("show", "assays", "T S'H")
    #expect(
      run.out.contains("1 row of specimens  plainlab list specimens --where assay='T S'\\''H'\n"))
    #expect(
      folder.run(
        "list", "specimens", "--where", "assay=T S'H", "--columns", "id", "--format", "csv"
      )
      .out == "id\n1\n")
  }

  @Test("Words that make no sense are told")
  func usage() throws {
    try writeRuns()
    #expect(folder.plainlab("show rns 1").error.contains("Did you mean 'runs'?"))
    #expect(folder.plainlab("show rns 1").status == .usage)
    #expect(folder.plainlab("show runs").status == .usage)
    #expect(folder.plainlab("show runs 1 2").status == .usage)
    #expect(folder.plainlab("show runs 1 --format csv").status == .usage)
  }
}
