import CSVText
import CommandLineKit
import Foundation
import JSONText
import Testing

@testable import Tables
@testable import plainlab

@Suite("plainlab recover")
struct RecoverTests {
  private let folder: TemporaryFolder
  private static let header = "id,name,color\n"
  private static let labels = header + "1,weekly,#112233\n"

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.labels, to: "data/labels.csv")
  }

  /// Leaves a change of labels as a writer that was killed after its decision, and an edit of the
  /// same file that somebody saved then.
  private func interrupt() throws {
    let data = DiskFolder(folder.url.path + "/data", name: "data")
    let disk = SystemDisk()
    let state = StateFolder(folder: data, disk: disk)
    try state.make()
    let base = try disk.status(of: data.path + "/labels.csv", followingLinks: false)
    let row = JournaledFile(
      path: "labels.csv", place: "labels.csv", base: base,
      action: .append(
        Array("2,late,#445566\n".utf8), tail: SHA256.hexDigits(of: Array(Self.labels.utf8))))
    let journal = Journal(
      generation: 1, what: "add to labels", at: 1_795_000_000, folders: [], files: [row],
      rows: .null)
    try state.write(journal.text, to: state.journal, isSynced: false)
    try folder.write(Self.header + "1,monthly,#112233\n", to: "data/labels.csv")
  }

  @Test("When nothing waits, it is said")
  func nothing() throws {
    for line in ["recover", "recover --apply", "recover --discard"] {
      #expect(folder.plainlab(line) == (.success, "", "Nothing to recover.\n"))
    }
    #expect(folder.plainlab("recover --apply --discard").status == .usage)
  }

  @Test("A change whose file was edited is explained, and nothing can be written before it ends")
  func explained() throws {
    try interrupt()
    let before = try folder.everything()
    let run = folder.plainlab("recover")
    #expect(run.status == .findings && run.error == "")
    #expect(
      run.out.hasPrefix("The change 'add to labels' of 2026-11-18T11:06:40Z was interrupted:\n"))
    #expect(run.out.contains("  edited since: data/labels.csv\n"))
    #expect(try folder.everything() == before)
    #expect(folder.run("add", "labels", "name=x", "color=#000000").status != .success)
    let doctor = folder.plainlab("doctor")
    #expect(doctor.status == .findings && doctor.out.contains("error    change"))
  }

  @Test("Completed, the row is below what was edited; taken back, it is not")
  func ended() throws {
    for (option, labels) in [
      ("--apply", Self.header + "1,monthly,#112233\n2,late,#445566\n"),
      ("--discard", Self.header + "1,monthly,#112233\n"),
    ] {
      try folder.write(Self.labels, to: "data/labels.csv")
      try interrupt()
      let run = folder.plainlab("recover \(option)")
      #expect(run.status == .success && run.error == "")
      #expect(
        run.out
          == (option == "--apply"
            ? "'add to labels' is completed.\n  data/labels.csv shows the change.\n"
            : "'add to labels' is taken back.\n  data/labels.csv stays as it was edited.\n"))
      #expect(try folder.text("data/labels.csv") == labels)
      #expect(folder.plainlab("recover").error == "Nothing to recover.\n")
    }
  }

  @Test("A damaged journal is explained, and put aside when it is discarded")
  func damaged() throws {
    try folder.write("?", to: "data/.plainlab/journal.json")
    let run = folder.plainlab("recover")
    #expect(run.status == .findings)
    #expect(run.out.hasPrefix("data/.plainlab/journal.json cannot be trusted: "))
    #expect(folder.plainlab("recover --apply").status == .findings)
    #expect(try folder.names(in: "data/.plainlab").contains("journal.json"))
    let ended = folder.plainlab("recover --discard")
    #expect(ended.status == .findings && ended.out.contains("is put aside in data/.plainlab"))
    #expect(folder.plainlab("recover").status == .success)
    #expect(folder.run("add", "labels", "name=x", "color=#000000").status == .success)
  }

  @Test("Rows that an old copy overwrote are named, brought back, or forgotten")
  func vanished() throws {
    for option in ["--apply", "--discard"] {
      try folder.write(Self.labels, to: "data/labels.csv")
      #expect(folder.run("add", "labels", "name=late", "color=#445566").status == .success)
      let written = try folder.text("data/labels.csv")
      let old = Self.header + "1,monthly,#112233\n"
      try folder.write(old, to: "data/labels.csv")
      let run = folder.plainlab("recover")
      #expect(run.status == .findings)
      #expect(run.out.hasPrefix("data/labels.csv: row '2' of labels, which 'add to labels' ("))
      #expect(try folder.text("data/labels.csv") == old)
      let ended = folder.plainlab("recover \(option)")
      #expect(ended.status == .success)
      if option == "--apply" {
        #expect(ended.out == "1 row of labels brought back.\n")
        #expect(try folder.text("data/labels.csv") == written.replacing("weekly", with: "monthly"))
      } else {
        #expect(ended.out == "1 row forgotten: the files are right as they are.\n")
        #expect(try folder.text("data/labels.csv") == old)
      }
      #expect(folder.plainlab("recover") == (.success, "", "Nothing to recover.\n"))
      #expect(folder.plainlab("check").out == "")
      try folder.remove("data/.plainlab")
    }
  }
}
