import Analytics
import CommandLineKit
import Foundation
import Testing

@testable import plainlab

@Suite("plainlab export")
struct ExportTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.copySampleLab()
  }

  @Test(
    "What leaves as CSV and JSON is what 'list' shows",
    arguments: [
      "runs", "specimens --where status=ERROR --columns error_code,id --sort received_at",
      "test_results --descending --sort measured_value --limit 7", "reports",
    ], ["csv", "json"])
  func tables(words: String, form: String) {
    let shown = folder.plainlab("list \(words) --format \(form)")
    #expect(folder.plainlab("export \(form) \(words)").out == shown.out)
    #expect(shown.status == .success && !shown.out.isEmpty)
  }

  /// Every metric, with the words that the first of its examples has.
  private static let metrics: [(metric: String, words: String)] = Metric.all.map { metric in
    let line = metric.examples.first { !$0.line.contains("'") && !$0.line.contains("--format") }
    let words = line.map { $0.line.dropFirst(metric.command.count) } ?? ""
    return (String(metric.command.dropFirst("plainlab ".count)), String(words))
  }

  @Test("What leaves as CSV and JSON is what the metric shows", arguments: metrics)
  func figures(_ metric: (metric: String, words: String)) throws {
    let name = try #require(metric.metric.split(separator: " ").last)
    for form in ["csv", "json"] {
      let shown = folder.plainlab("\(metric.metric)\(metric.words) --format \(form)")
      let left = folder.plainlab("export \(form) \(name)\(metric.words)")
      #expect(left.out == shown.out && left.status == .success, "\(metric): \(left.error)")
      #expect(left.error == shown.error)
      // With the noun before its name, too.
      #expect(folder.plainlab("export \(form) \(metric.metric)\(metric.words)").out == shown.out)
    }
  }

  @Test("A file is written as a whole, the same each time, and no file of the lab is touched")
  func files() throws {
    let before = try folder.tables()
    for words in ["csv runs", "json tat --by machine", "xlsx specimens", "xlsx tat", "xlsx --all"] {
      for name in ["first", "second"] {
        let answer = folder.plainlab("export \(words) -o \(name)")
        #expect(answer.status == .success && answer.out == "", "\(words): \(answer.error)")
      }
      #expect(try folder.bytes("first") == folder.bytes("second"), "\(words)")
      #expect(try folder.bytes("first").count > 500)
    }
    #expect(folder.plainlab("export csv runs").out == folder.plainlab("export csv runs -o -").out)
    #expect(try folder.names() == ["data", "first", "second"])
    #expect(try folder.tables() == before)
  }

  @Test("A failure leaves the old file, and nothing beside it")
  func failing() throws {
    try folder.write("old", to: "out.csv")
    try folder.write("id,procedure_id\n1,2\n", to: "data/runs.csv")
    for form in ["csv", "xlsx"] {
      let answer = folder.plainlab("export \(form) runs -o out.csv")
      #expect(answer.status == .usage && answer.error.contains("data/runs.csv:1:"))
    }
    #expect(try folder.text("out.csv") == "old")
    #expect(try folder.names() == ["data", "out.csv"])
  }

  @Test(
    "No file is written into the data folder, whatever way leads there",
    arguments: [
      "data/x.csv", "./data/../data/x.csv", "data/runs.csv", "link/x.csv", "runs", "data",
    ])
  func dataFolder(path: String) throws {
    try folder.link("link", to: "data")
    try folder.makeFolder("data/attachments")
    // Its '..' is the data folder, though it looks like the one at hand.
    try folder.link("inner", to: "data/attachments")
    try folder.link("runs", to: "data/runs.csv")
    let before = try folder.everything()
    let answer = folder.plainlab("export csv users -o \(path)")
    #expect(answer.status == .usage && answer.error.contains("data folder"), "\(answer.error)")
    #expect(try folder.everything() == before)
  }

  @Test("A folder that is not there, and one in the file's place, are told as they were typed")
  func places() throws {
    try folder.makeFolder("there")
    for (path, reason) in [("no/x.csv", "No such file"), ("there", "Is a directory")] {
      let answer = folder.plainlab("export csv users -o \(path)")
      #expect(answer.status == .usage)
      #expect(answer.error.hasPrefix("plainlab export csv: \(path): \(reason)"), "\(answer.error)")
    }
  }

  @Test("New files and folders are for whom the umask admits")
  func umask() throws {
    let line = """
      umask 077; cd '\(folder.url.path)'; '\(Child.plainlab)' export csv labels -o a.csv && \
      '\(Child.plainlab)' export powerbi star && '\(Child.plainlab)' site pages
      """
    let child = try Child("/bin/sh", ["-c", line])
    #expect(child.wait() == .exited(0))
    #expect(try folder.mode(of: "a.csv") == 0o600)
    for path in ["star", "star/data", "pages", "pages/api"] {
      #expect(try folder.mode(of: path) == 0o700, "\(path)")
    }
    for path in ["star/data/dim_date.csv", "star/Lab.pbip", "pages/index.html"] {
      #expect(try folder.mode(of: path) == 0o600, "\(path)")
    }
  }

  @Test("A device gets the bytes as they come, and no file takes its place")
  func device() {
    let run = folder.run("export", "csv", "labels", "-o", "/dev/null")
    #expect(run == (.success, "", ""))
    let full = folder.run("export", "csv", "labels", "-o", "/dev/full")
    #expect(full.status == .couldNotRun && full.error.contains("/dev/full"))
  }

  @Test("A workbook is not sent to a terminal")
  func terminal() {
    for words in ["xlsx runs", "xlsx runs -o -"] {
      let answer = folder.plainlab("export \(words)", isTerminal: true)
      #expect(answer.status == .usage && answer.out == "" && answer.error.contains("-o FILE"))
    }
  }

  @Test(
    "What does not go together is told, with what would",
    arguments: [
      ("csv", "Name a table or a metric"), ("csv spcimens", "Did you mean 'specimens'?"),
      ("csv qc westgrad", "Did you mean 'westgard'?"), ("csv table tat", "There is no table"),
      ("csv runs tat", "'tat' is one word too many"), ("csv tat tat", "'tat' is one word too many"),
      ("csv stats", "needs TABLE.COLUMN"), ("csv tat --where id=1", "takes no --where"),
      ("csv tat --limit 3", "takes no --limit"), ("csv tat --grain day", "takes no --grain"),
      ("csv capacity --as-of now", "takes no --as-of"), ("csv runs --by machine", "takes no --by"),
      ("csv runs --since 2026-01-01", "takes no --since"), ("csv tat --by machin", "'machine'?"),
      ("csv runs --compare HEAD", "takes no --compare"), ("csv --all", "no option '--all'"),
      ("xlsx --all runs", "leave 'runs' out"), ("xlsx --all --by assay", "takes no --by"),
      ("xlsx --all --where id=1", "takes no --where"), ("csv runs -o", "needs a value"),
      ("csv runs --limit -1", "--limit is a number of rows"),
    ])
  func refused(words: String, sentence: String) {
    let answer = folder.plainlab("export \(words)")
    #expect(answer.status == .usage && answer.out == "")
    #expect(answer.error.contains(sentence), "\(answer.error)")
  }

  @Test("A table that is called like a metric is told apart from it")
  func sameName() throws {
    try folder.write(
      """
      {"name": "lab", "resources": [{"name": "errors", "path": "errors.csv", "schema": {"fields": [
        {"name": "id", "type": "integer"}]}}]}
      """, to: "data/datapackage.json")
    try folder.write("id\n7\n", to: "data/errors.csv")
    let answer = folder.plainlab("export csv errors")
    #expect(answer.status == .usage)
    #expect(answer.error.contains("'table errors' for the table and 'metrics errors'"))
    #expect(folder.plainlab("export csv table errors").out == "id\n7\n")
    let metric = folder.plainlab("export csv metrics errors")
    #expect(metric.out == folder.plainlab("metrics errors --format csv").out)
  }

  @Test("The lab as it was in a commit leaves as it was")
  func past() throws {
    try folder.makeRepository()
    let then = folder.inRepository("export", "csv", "labels").out
    try folder.write("id,name,color\n", to: "data/labels.csv")
    #expect(folder.inRepository("export", "csv", "labels").out == "id,name,color\n")
    #expect(folder.inRepository("export", "csv", "labels", "--at", "HEAD").out == then)
    #expect(then.hasPrefix("id,name,color\n1,"))
  }

  @Test("Records that cannot be read are told, and the others leave")
  func lost() throws {
    try folder.write("id,name,color\n1,a,#000000\n2,b\n3,c,#FFFFFF\n", to: "data/labels.csv")
    let answer = folder.plainlab("export csv labels")
    #expect(answer.out == "id,name,color\n1,a,#000000\n3,c,#FFFFFF\n")
    #expect(answer.error.contains("1 record could not be read"))
  }
}
