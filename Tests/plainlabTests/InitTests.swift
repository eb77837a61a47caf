import CommandLineKit
import Foundation
import Lab
import Tables
import Testing

@testable import plainlab

@Suite("plainlab init")
struct InitTests {
  @Test("A new folder has every table, the descriptor and what git should know, and no fault")
  func newFolder() throws {
    let folder = try TemporaryFolder()
    let made = folder.run("init")
    #expect(made.status == .success)
    #expect(made.out == "'data' now holds 41 tables, all empty.\n")
    #expect(
      made.error == """
        Next:
          plainlab schema specimens  what the columns of a table are
          plainlab check             every fault, with its line and column
          git add data               and every change has a history

        """)
    let tables = LabCatalog.catalog.tables.map { $0.name + ".csv" }
    #expect(
      try folder.names(in: "data")
        == (tables + ["datapackage.json", ".gitattributes", ".gitignore"]).sorted())
    #expect(
      try folder.text("data/steps.csv")
        == "id,procedure_id,order,description,estimated_duration\n")
    #expect(try folder.text("data/.gitattributes").contains("*.csv -text diff=plainlab merge="))
    #expect(try folder.names() == ["data"])
    #expect(folder.run("check").status == .success)
    #expect(folder.run("schema", "--write").error == "data/datapackage.json is up to date.\n")
  }

  @Test("Nothing is overwritten: a folder with one of the files is left as it is")
  func occupied() throws {
    let folder = try TemporaryFolder()
    try folder.write("id\n", to: "data/labels.csv")
    try folder.write("id\n", to: "data/runs/2026-11.csv")
    for words in [["init"], ["init", "--dry-run"]] {
      let captured = Console.captured(workingDirectory: folder.url.path)
      #expect(Plainlab.program.run(arguments: words, console: captured.console) == .couldNotRun)
      #expect(
        captured.error
          == "plainlab init: 'data' already has labels.csv and runs; nothing was written\n")
    }
    #expect(try folder.names(in: "data") == ["labels.csv", "runs"])
  }

  @Test("An existing folder without any of the files is filled, and keeps what it has")
  func existing() throws {
    let folder = try TemporaryFolder()
    try folder.write("Our lab.\n", to: "lab/README.md")
    #expect(folder.run("init", "lab/").status == .success)
    #expect(try folder.text("lab/README.md") == "Our lab.\n")
    #expect(folder.run("--data", "lab", "check").status == .success)
  }

  @Test("A dry run names the files and writes none")
  func dryRun() throws {
    let folder = try TemporaryFolder()
    let run = folder.run("init", "lab/", "--dry-run")
    #expect(run.status == .success)
    #expect(run.out.split(separator: "\n").count == LabCatalog.catalog.tables.count + 3)
    #expect(run.out.hasPrefix("lab/procedures.csv\nlab/steps.csv\n"))
    #expect(try folder.names() == [])
  }

  @Test("Where no folder can be made, nothing is left behind")
  func impossible() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "file")
    #expect(
      folder.run("init", "file").error == "plainlab init: file: Not a directory\n")
    #expect(
      folder.run("init", "a/b").error == "plainlab init: a/b: No such file or directory\n")
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.path + "/link", withDestinationPath: "nowhere")
    #expect(folder.run("init", "link").status == .couldNotRun)
    #expect(try folder.names() == ["file", "link"])
  }
}
