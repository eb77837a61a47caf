import CommandLineKit
import Foundation
import Testing

@testable import plainlab

/// Commands where the folder is not as it should be: a sentence and a status, never a crash.
@Suite("A broken world")
struct BrokenWorldTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Every command that looks into the data folder.
  static let commands = [
    "check", "fmt", "fmt --dry-run", "report", "list labels", "show labels 1", "metrics tat",
    "schema --write", "backup create", "backup list", "doctor", "recover", "recover --apply",
  ]

  @Test(
    "Without a data folder every command says so, but those that ask for its backups",
    arguments: commands.filter { $0 != "backup list" })
  func noFolder(command: String) throws {
    let run = folder.plainlab(command)
    #expect(run.status == .couldNotRun && run.out == "")
    #expect(run.error.contains("there is no folder 'data'. Name the lab's with --data DIR, or"))
    #expect(try folder.names() == [])
  }

  @Test("When data is a file, it is called one", arguments: commands)
  func dataIsFile(command: String) throws {
    try folder.write("id\n", to: "data")
    let run = folder.plainlab(command)
    #expect(run.status == .couldNotRun && run.out == "")
    #expect(run.error.hasSuffix("'data' is not a folder. Name the lab's with --data DIR.\n"))
    #expect(try folder.text("data") == "id\n")
  }

  @Test("A data folder without a name is none", arguments: commands)
  func emptyName(command: String) {
    let run = folder.run(
      arguments: ["--data", ""] + command.split(separator: " ").map(String.init))
    #expect(run.status == .couldNotRun && run.out == "")
    #expect(run.error.hasSuffix("the folder needs a name. Name the lab's with --data DIR.\n"))
  }

  @Test("A link that leads nowhere is no data folder")
  func danglingFolder() throws {
    try folder.link("data", to: "nowhere")
    #expect(folder.plainlab("check").error.contains("there is no folder 'data'"))
  }

  @Test("A table that is a folder is told; other tables are not concerned")
  func tableIsFolder() throws {
    try folder.copySampleLab()
    try folder.remove("data/labels.csv")
    try folder.makeFolder("data/labels.csv")
    for command in ["check", "fmt", "list labels", "show labels 1", "check data/runs.csv data"] {
      let run = folder.plainlab(command)
      #expect(run.status == .couldNotRun && run.out == "", "\(command)")
      #expect(run.error.hasSuffix("data/labels.csv: Is a directory\n"))
    }
    #expect(folder.plainlab("list runs").status == .success)
    #expect(folder.plainlab("metrics tat").status == .success)
    #expect(folder.plainlab("report").out.contains("Files       could not be checked\n"))
    #expect(folder.plainlab("report").out.contains("\nTurnaround in minutes, the last 28 days\n"))
  }

  @Test("A link to no file is told by its name")
  func danglingTable() throws {
    try folder.write("id,name\n", to: "data/settings.csv")
    try folder.link("data/labels.csv", to: "nowhere.csv")
    for command in ["check", "fmt", "list labels"] {
      let run = folder.plainlab(command)
      #expect(run.status == .couldNotRun)
      #expect(run.error.hasSuffix("data/labels.csv: No such file or directory\n"))
    }
    #expect(try folder.names(in: "data") == ["labels.csv", "settings.csv"])
  }

  @Test("A table that is a pipe is told, and not waited for", .timeLimit(.minutes(10)))
  func pipe() throws {
    try folder.write("key,value\n", to: "data/settings.csv")
    try folder.makePipe("data/labels.csv")
    for command in ["check", "fmt", "list labels", "show labels 1", "report"] {
      let run = folder.plainlab(command)
      #expect((run.out + run.error).contains("data/labels.csv"), "\(command)")
      #expect(run.status == (command == "report" ? .success : .couldNotRun), "\(command)")
    }
  }

  @Test("A descriptor that is a pipe is told, and not waited for", .timeLimit(.minutes(10)))
  func pipeDescriptor() throws {
    try folder.write("id,name,color\n", to: "data/labels.csv")
    try folder.makePipe("data/datapackage.json")
    #expect(folder.plainlab("check").out.hasPrefix("data/datapackage.json: error[schema-error]"))
    #expect(folder.plainlab("list labels").status == .success)
    #expect(folder.plainlab("schema --write").status == .couldNotRun)
  }

  @Test("Devices and rings of links are no tables", .timeLimit(.minutes(10)))
  func devices() throws {
    try folder.makeFolder("data")
    for target in ["/dev/zero", "labels.csv"] {
      try folder.link("data/labels.csv", to: target)
      for command in ["check", "fmt", "list labels"] {
        let run = folder.plainlab(command)
        #expect(run.status == .couldNotRun && run.error.contains("data/labels.csv: "), "\(command)")
      }
      try folder.remove("data/labels.csv")
    }
  }

  @Test("A pipe that is no table's file is nobody's business")
  func strayPipe() throws {
    try folder.write("id,name,color\n", to: "data/labels.csv")
    try folder.makePipe("data/notes.txt")
    #expect(folder.plainlab("check") == (.success, "", ""))
    #expect(folder.plainlab("fmt") == (.success, "", ""))
  }

  @Test("A descriptor that is a folder is a finding, and the tables are still read")
  func descriptorIsFolder() throws {
    try folder.write("id,name,color\n1,daily,#112233\n", to: "data/labels.csv")
    try folder.makeFolder("data/datapackage.json")
    let run = folder.plainlab("check")
    #expect(run.status == .findings)
    #expect(run.out.hasPrefix("data/datapackage.json: error[schema-error]: "))
    #expect(run.error == "1 error.\n")
    #expect(folder.plainlab("list labels").status == .success)
    #expect(folder.plainlab("fmt").status == .success)
    #expect(folder.plainlab("report").out.contains("1 error in the files"))
    #expect(folder.plainlab("schema --write").status == .couldNotRun)
  }

  @Test(
    "A descriptor that is rubbish changes nothing for the tables",
    arguments: ["", "{", "[1]", "\0", "null"])
  func rubbishDescriptor(text: String) throws {
    try folder.write("id,name,color\n1,daily,#112233\n", to: "data/labels.csv")
    try folder.write(text, to: "data/datapackage.json")
    #expect(folder.plainlab("check").status == .findings)
    #expect(folder.plainlab("list labels --format csv").out == "id,name,color\n1,daily,#112233\n")
    #expect(folder.plainlab("schema labels").status == .success)
  }

  @Test("What is no file of a table is left alone")
  func others() throws {
    try folder.write("id,name,color\n", to: "data/labels.csv")
    try folder.write("x", to: "data/.hidden.csv")
    try folder.write("x", to: "data/.labels.csv.swp")
    try folder.write("x", to: "data/attachments/report.pdf")
    try folder.makeFolder("data/runs")
    try folder.write("x", to: "data/runs/.2026-11.csv.tmp")
    let before = try folder.everything()
    #expect(folder.plainlab("check --strict") == (.success, "", ""))
    #expect(folder.plainlab("fmt") == (.success, "", ""))
    #expect(try folder.everything() == before)
  }

  // Root may look into every folder; then there is nothing to see.
  @Test(
    "A folder that may not be looked into is told", .enabled(if: geteuid() != 0),
    arguments: commands)
  func unreadable(command: String) throws {
    try folder.write("id,name,color\n", to: "data/labels.csv")
    try folder.setMode(0, of: "data")
    let run = folder.plainlab(command)
    try folder.setMode(0o755, of: "data")
    #expect(run.status == .couldNotRun && run.out == "")
    #expect(run.error.hasSuffix("data: Permission denied\n"))
  }

  @Test("PLAINLAB_DATA names the folder, --data goes before it, and an empty one is none")
  func environment() throws {
    try folder.write("id,name,color\n1,theirs,#112233\n", to: "theirs/labels.csv")
    try folder.write("id,name,color\n1,ours,#112233\n", to: "data/labels.csv")
    func name(_ options: String, _ data: String?) -> String {
      folder.plainlab(
        "\(options) list labels --columns name --format csv",
        environment: data.map { ["PLAINLAB_DATA": $0] } ?? [:]
      ).out
    }
    #expect(name("", nil) == "name\nours\n")
    #expect(name("", "theirs") == "name\ntheirs\n")
    #expect(name("--data data", "theirs") == "name\nours\n")
    #expect(name("--data=theirs", nil) == "name\ntheirs\n")
    #expect(name("", "") == "name\nours\n")
    #expect(name("--data \(folder.url.path)/theirs/", nil) == "name\ntheirs\n")
    #expect(
      folder.plainlab("check", environment: ["PLAINLAB_DATA": "nowhere"]).error
        .contains("there is no folder 'nowhere'"))
  }

  @Test(
    "No words, unknown words and words too many",
    arguments: [
      ([], .success), (["chek"], .usage), (["--dta", "x"], .usage), (["check", "--data"], .usage),
      (["--version"], .success), (["help", "check"], .success), (["help", "chek"], .usage),
      (["completions", "tcsh"], .usage), (["manual"], .success), (["-x"], .usage), ([""], .usage),
      (["report", "extra"], .usage), (["\u{1B}[31m"], .usage),
    ] as [([String], CommandLineKit.ExitStatus)])
  func words(words: [String], status: CommandLineKit.ExitStatus) {
    let run = folder.run(arguments: words)
    #expect(run.status == status)
    #expect(run.error.isEmpty == (status == .success))
    #expect(!run.error.contains("\u{1B}"))
  }
}
