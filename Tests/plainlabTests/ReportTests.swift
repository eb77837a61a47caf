import CommandLineKit
import Foundation
import Testing

@testable import plainlab

@Suite("plainlab report")
struct ReportTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("An empty folder is told how to begin")
  func emptyFolder() throws {
    try folder.makeFolder("data")
    #expect(
      folder.plainlab("report") == (
        .success,
        """
        The lab is empty: there is no table in data yet.
        'plainlab init' makes its files, 'plainlab generate' a lab to look around in.

        """, ""
      ))
  }

  @Test("A new lab has nothing to see to")
  func newLab() throws {
    #expect(folder.plainlab("init").status == .success)
    #expect(
      folder.plainlab("report") == (
        .success,
        """
        data

        Needs attention
        Nothing.

        What there is
        Files       41 files, 0 rows: no faults

        """, ""
      ))
  }

  struct Damage: Sendable, CustomTestStringConvertible {
    let name: String
    /// What stands in the place of `specimens.csv`; `nil` for a folder of that name.
    let bytes: [UInt8]?
    let sentence: String
    var testDescription: String { name }
  }

  static let damages = [
    Damage(
      name: "another header", bytes: Array("Our specimens\n1,2\n".utf8),
      sentence: "data/specimens.csv:1:1: the first line is not the header of specimens"),
    Damage(
      name: "UTF-16", bytes: [0xFF, 0xFE, 0x69, 0], sentence: "data/specimens.csv:1:1: "),
    Damage(name: "empty", bytes: [], sentence: "data/specimens.csv:1:1: "),
    Damage(name: "a folder", bytes: nil, sentence: "data/specimens.csv: Is a directory"),
  ]

  @Test("When the specimens cannot be read, the rest is still shown", arguments: damages)
  func broken(_ damage: Damage) throws {
    try folder.copySampleLab()
    if let bytes = damage.bytes {
      try folder.write(bytes: bytes, to: "data/specimens.csv")
    } else {
      try folder.remove("data/specimens.csv")
      try folder.makeFolder("data/specimens.csv")
    }
    let run = folder.plainlab("report")
    #expect(run.status == .success)
    #expect(run.out.hasPrefix("Sample Laboratory (data), as of 2026-11-20 17:49 UTC\n"))
    #expect(run.out.contains("\nRuns        40: 1 in progress, 38 completed, 1 cancelled\n"))
    #expect(run.out.contains("\nOpen runs\n"))
    #expect(!run.out.contains("\nSpecimens   "))
    let attention = run.out.components(separatedBy: "\nWhat there is\n")[0]
    #expect(attention.contains(damage.sentence))
    // Said once, whoever stumbled over it.
    #expect(attention.components(separatedBy: "data/specimens.csv").count == 2)
  }

  @Test("A faulty cell is counted, and its row is left out where it cannot be used")
  func faultyCell() throws {
    try folder.copySampleLab()
    let specimens = try folder.text("data/specimens.csv")
    try folder.write(
      specimens.replacing("2026-10-21T04:41:56Z", with: "10/11/2026 4:41"),
      to: "data/specimens.csv")
    let run = folder.plainlab("report")
    #expect(run.status == .success)
    #expect(run.out.contains("Files       41 files, 1,899 rows: 1 error\n"))
    #expect(run.out.contains("\nSpecimens   400: "))
    #expect(run.out.contains("1.  1 error in the files\n    plainlab check\n"))
  }

  @Test("The report is as of the newest time in the files, or of the moment that is given")
  func asOf() throws {
    try folder.copySampleLab()
    func title(_ options: String) -> String {
      String(folder.plainlab("report \(options)").out.prefix { $0 != "\n" })
    }
    #expect(title("") == "Sample Laboratory (data), as of 2026-11-20 17:49 UTC")
    #expect(title("--as-of 2026-12-01") == "Sample Laboratory (data), as of 2026-12-01 00:00 UTC")
    #expect(
      title("--as-of 2026-12-01T10:00:00+02:00")
        == "Sample Laboratory (data), as of 2026-12-01 08:00 UTC")
    let later = folder.plainlab("report --as-of 2026-11-22T00:00:00Z").out
    #expect(later.contains("1 run open for more than a day"))
    #expect(!folder.plainlab("report").out.contains("open for more than a day"))
    #expect(folder.plainlab("report --as-of soon").status == .usage)
  }

  @Test("The clock of the computer does not matter")
  func clock() throws {
    try folder.copySampleLab()
    let captured = Console.captured(workingDirectory: folder.url.path, now: { 4_000_000_000 })
    #expect(Plainlab.program.run(arguments: ["report"], console: captured.console) == .success)
    #expect(captured.out == folder.plainlab("report").out)
  }

  @Test("Nothing that a terminal obeys gets there, from names or from cells")
  func hostile() throws {
    let name = "lab\u{1B}[31m\u{202E}"
    for path in ["", "labels.csv", "settings.csv", "specimens.csv"] {
      switch path {
      case "": try folder.makeFolder(name)
      case "settings.csv":
        try folder.write("key,value\nlab_name,\u{1B}]0;owned\u{7}\n", to: name + "/" + path)
      case "specimens.csv":
        try folder.write(
          "id,specimen_id,assay,machine_id,operator_id,status,received_at,processed_at\n"
            + "1,S1,\u{1B}[2J,M,O,COMPLETED,2026-11-02T08:00:00Z,2026-11-02T09:00:00Z\n",
          to: name + "/" + path)
      default: try folder.write("\u{1B}[31m\n", to: name + "/" + path)
      }
      let captured = Console.captured(isTerminal: true, workingDirectory: folder.url.path)
      let status = Plainlab.program.run(
        arguments: ["--data", name, "report"], console: captured.console)
      #expect(status == .success)
      let shown = captured.out + captured.error
      #expect(!shown.contains("\u{1B}") && !shown.contains("\u{202E}") && !shown.contains("\u{7}"))
    }
  }

  @Test("Where there is no folder, it is said how to make one")
  func noFolder() {
    #expect(
      folder.plainlab("report") == (
        .couldNotRun, "",
        "plainlab report: there is no folder 'data'. Name the lab's with --data DIR, or make one "
          + "with 'plainlab init data'.\n"
      ))
  }
}
