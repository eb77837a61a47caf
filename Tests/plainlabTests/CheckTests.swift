import CommandLineKit
import Foundation
import JSONText
import Testing

@testable import plainlab

@Suite("plainlab check")
struct CheckTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func labels(_ text: String) throws { try folder.write(text, to: "data/labels.csv") }

  @Test(
    "All is well: nothing is said, and the exit status is 0", arguments: ["text", "json", "github"])
  func silence(format: String) throws {
    try folder.copySampleLab()
    // Not a terminal: there a machine with much to do would show how far it is.
    let run = folder.plainlab("check --strict --format \(format)")
    #expect(run == (.success, "", ""))
  }

  @Test("A fault is told with its place and what to do, and counted on stderr")
  func text() throws {
    try labels("id,name,color\n1,daily,#2CA02C\n1,rush,#2CA02\n")
    let run = folder.plainlab("check")
    #expect(run.status == .findings)
    #expect(
      run.out == """
        data/labels.csv:3:1: error[primary-key]: id '1' is already there
          It first stands in line 2. Every row needs its own.
        data/labels.csv:3:8: error[type-error]: '#2CA02' is not a colour like #1F77B4
          It begins with '#' and has two digits each, 0 to 9 and A to F, for red, green and blue.

        """)
    #expect(run.error == "2 errors.\n")
  }

  @Test("A CSV file that was attached to a row is no part of the table of attachments")
  func attached() throws {
    try labels("id,name,color\n1,daily,#2CA02C\n")
    try folder.write("any;csv\n\"of an instrument\n", to: "data/attachments/export.csv")
    #expect(folder.plainlab("check").out == "")
    #expect(folder.plainlab("list attachments").error == "No rows.\n")
  }

  @Test("Warnings and notes leave the exit status at 0; with --strict a warning does not")
  func severities() throws {
    try labels("id,name,color,shelf\r\n1,daily,#2CA02C,\r\n")
    let run = folder.plainlab("check")
    #expect(run.status == .success)
    #expect(run.error == "1 warning and 1 note.\n")
    #expect(folder.plainlab("check --strict").status == .findings)
    try labels("id,name,color,shelf\n1,daily,#2CA02C,\n")
    #expect(folder.plainlab("check --strict").status == .success)
  }

  @Test("Of many findings of one kind the first are shown, with the number of those that are not")
  func limit() throws {
    let rows = (1...60).map { "\($0),label \($0),red\n" }.joined()
    try labels("id,name,color\n" + rows)
    let run = folder.plainlab("check")
    #expect(run.out.split(separator: "\n").filter { $0.hasPrefix("data/") }.count == 3)
    #expect(run.out.hasSuffix("\n  … 57 more like this in color, down to line 61\n"))
    #expect(run.error == "60 errors.\n")
    let all = folder.plainlab("check --limit 0")
    #expect(all.out.split(separator: "\n").filter { $0.hasPrefix("data/") }.count == 60)
    #expect(all.error == "60 errors.\n")
    let one = folder.plainlab("check --limit 1")
    #expect(one.out.hasPrefix("data/labels.csv:2:") && !one.out.contains("labels.csv:3:"))
    #expect(one.error == "2 findings more; show all with --limit 0.\n60 errors.\n")
    // Programs get all of them.
    #expect(folder.plainlab("check --format json").out.split(separator: "\n").count == 60)
    #expect(folder.plainlab("check --limit -1").status == .usage)
  }

  @Test("As JSON every finding is one object on one line, with the same ten keys")
  func json() throws {
    try labels("id,name,color\n1,\"a\nb\",red\n\u{1B}[31m,\"x\u{2028}y\",#112233\n")
    try folder.write("hello\n", to: "data/a\"b\u{7}.csv")
    let run = folder.plainlab("check --format json")
    #expect(run.status == .findings)
    let lines = run.out.split(separator: "\n")
    #expect(lines.count >= 3)
    for line in lines {
      let finding = try JSON(parsing: String(line))
      guard case .object(let members) = finding else {
        Issue.record("not an object: \(line)")
        continue
      }
      #expect(
        members.map(\.name) == [
          "file", "line", "column", "code", "severity", "table", "field", "key", "message", "hint",
        ])
      #expect(line.utf8.allSatisfy { $0 >= 0x20 })
    }
    #expect(
      lines[1] == #"""
        {"file":"data/labels.csv","line":3,"column":4,"code":"type-error","severity":"error","table":"labels","field":"color","key":"1","message":"'red' is not a colour like #1F77B4","hint":"It begins with '#' and has two digits each, 0 to 9 and A to F, for red, green and blue."}
        """#)
    #expect(run.error == "")
  }

  @Test("For GitHub every finding is one workflow command, with what would end it escaped")
  func github() throws {
    try labels("id,name,color\n1,100% a:b,red\n")
    try folder.write("hello\n", to: "data/50%,a:b.csv")
    let run = folder.plainlab("check --format github")
    #expect(run.status == .findings)
    #expect(
      run.out == """
        ::notice file=data/50%25%2Ca%3Ab.csv,title=stray-file::no table is called '50%25,a:b', so the file is not read. A table of your own is declared in datapackage.json.
        ::error file=data/labels.csv,line=2,col=12,title=type-error::'red' is not a colour like #1F77B4. It begins with '#' and has two digits each, 0 to 9 and A to F, for red, green and blue.

        """)
  }

  @Test("Words that make no sense are told")
  func usage() throws {
    try labels("id,name,color\n")
    #expect(folder.plainlab("check --format xml").status == .usage)
    #expect(folder.plainlab("check --strct").error.contains("--strict"))
    #expect(folder.plainlab("check --limit many").status == .usage)
  }
}
