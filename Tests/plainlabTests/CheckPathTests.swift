import CommandLineKit
import Foundation
import Testing

@testable import plainlab

/// A lab in which `labels.csv`, `runs.csv`'s parts and `error_codes.csv` each have one fault.
@Suite("Paths of plainlab check")
struct CheckPathTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("id,name,color\n1,daily,red\n", to: "data/labels.csv")
    try folder.write("code,description,severity\nE1,Clot,huge\n", to: "data/error_codes.csv")
    let header = "id,procedure_id,start_time,end_time,status\n"
    try folder.write(header + "1,,2026-10-01T08:00:00Z,,in_progress\n", to: "data/runs/2026-10.csv")
    try folder.write(header + "2,,2026-11-01T08:00:00Z,,in_progress\n", to: "data/runs/2026-11.csv")
    try folder.write("id,name,color\n1,daily,blue\n", to: "other/labels.csv")
    try folder.write("a,b\n1\n", to: "export.csv")
  }

  /// The places of errors, in the order in which they are told.
  private func places(_ line: String) -> [String] {
    folder.plainlab("check " + line).out.split(separator: "\n").filter { $0.contains(": error[") }
      .map { String($0.prefix(upTo: $0.range(of: ": error[")!.lowerBound)) }
  }

  private static let all = [
    "data/error_codes.csv:2:9", "data/labels.csv:2:9", "data/runs/2026-10.csv:2:3",
    "data/runs/2026-11.csv:2:3",
  ]

  @Test("Without a path the whole lab is checked; a folder is checked as a lab")
  func folders() {
    #expect(places("").sorted() == Self.all)
    #expect(places("data").sorted() == Self.all)
    #expect(places("data/").sorted() == Self.all)
    #expect(places("other") == ["other/labels.csv:2:9"])
    #expect(places("other data --limit 0").count == 5)
  }

  @Test(
    "A file is checked alone, in the words of the person",
    arguments: [
      "data/labels.csv", "./data/labels.csv", "data/../data/labels.csv", "data/./labels.csv",
      "other/../data/labels.csv",
    ])
  func file(path: String) {
    #expect(places(path) == ["\(path):2:9"])
  }

  @Test("Slashes too many do not matter")
  func slashes() { #expect(places("data//labels.csv") == ["data/labels.csv:2:9"]) }

  @Test("An absolute path is one, too")
  func absolute() {
    let path = folder.url.path
    #expect(places("\(path)/data/labels.csv") == ["\(path)/data/labels.csv:2:9"])
    #expect(
      places("\(path)/data/runs/2026-11.csv") == ["\(path)/data/runs/2026-11.csv:2:3"])
  }

  @Test("Several files are checked, each once")
  func several() {
    #expect(
      places("data/labels.csv data/error_codes.csv").sorted()
        == ["data/error_codes.csv:2:9", "data/labels.csv:2:9"])
    #expect(places("data/labels.csv ./data/labels.csv") == ["data/labels.csv:2:9"])
    #expect(places("data data/labels.csv").sorted() == Self.all)
    #expect(places("data/labels.csv data").sorted() == Self.all)
  }

  @Test("A part is checked as what it is, in the lab and outside of it")
  func part() {
    #expect(places("data/runs/2026-11.csv") == ["data/runs/2026-11.csv:2:3"])
    #expect(places("./data/runs/2026-11.csv") == ["./data/runs/2026-11.csv:2:3"])
    #expect(places("--data other data/runs/2026-11.csv") == ["data/runs/2026-11.csv:2:3"])
    #expect(
      places("data/runs") == ["data/runs/2026-10.csv:2:3", "data/runs/2026-11.csv:2:3"])
    #expect(
      places("data/runs/2026-11.csv data/runs/2026-10.csv")
        == ["data/runs/2026-10.csv:2:3", "data/runs/2026-11.csv:2:3"])
  }

  @Test("A part may be called as a table is")
  func partNamedAsTable() throws {
    try folder.write(
      "id,procedure_id,start_time,status\n3,,2026-11-01T08:00:00Z,in_progress\n",
      to: "data/runs/labels.csv")
    #expect(places("data/runs/labels.csv") == ["data/runs/labels.csv:2:3"])
  }

  @Test("From within the folder a file is found, too")
  func within() throws {
    let inside = try TemporaryFolder()
    try inside.write("id,name,color\n1,daily,red\n", to: "labels.csv")
    let run = inside.plainlab("check labels.csv", isTerminal: true)
    #expect(run.out.hasPrefix("labels.csv:2:9: error[type-error]"))
    #expect(run.out.contains(" | 1,daily,red"))
  }

  @Test("A link to the data folder leads there")
  func link() throws {
    try folder.link("lab", to: "data")
    #expect(places("lab/labels.csv") == ["lab/labels.csv:2:9"])
    #expect(places("lab/runs/2026-11.csv") == ["lab/runs/2026-11.csv:2:3"])
    #expect(places("lab/labels.csv data/labels.csv") == ["lab/labels.csv:2:9"])
  }

  @Test(
    "What is not there is told, and nothing is checked",
    arguments: [
      "nothing", "nothing.csv", "data/nothing.csv", "data/runs/nothing.csv", "nowhere/labels.csv",
    ])
  func missing(path: String) {
    let run = folder.plainlab("check data/labels.csv \(path)")
    #expect(run == (.couldNotRun, "", "plainlab check: there is no file '\(path)'\n"))
  }

  @Test("An empty path is no path")
  func empty() {
    #expect(folder.run("check", "") == (.couldNotRun, "", "plainlab check: there is no file ''\n"))
  }

  @Test("A file that no table reads is never passed over in silence")
  func outside() throws {
    let stray = folder.plainlab("check export.csv")
    #expect(stray.out.hasPrefix("export.csv: note[stray-file]: no table is called 'export'"))
    try folder.write("Our lab.\n", to: "data/README.md")
    try folder.write("id\n", to: "data/runs/2026/11.csv")
    for path in ["data/README.md", "data/runs/2026/11.csv"] {
      let run = folder.plainlab("check \(path)")
      #expect(!(run.out + run.error).isEmpty, "\(path)")
    }
  }
}
