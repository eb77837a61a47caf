import CSVText
import Foundation
import Synchronization
import Testing

@testable import Tables

@Suite struct BackupTests {
  private static let files = [
    "runs.csv": "id\n1\n", "labels.csv": "id,name\n1,urgent\n", "runs/2026-11.csv": "id\n2\n",
    "datapackage.json": "{}\n", ".gitattributes": "*.csv -text\n", "attachments/7/a.txt": "hello",
  ]

  @Test("A backup holds every file of the lab and nothing else, with checksums of other programs")
  func contents() throws {
    let lab = try BackedUpLab(Self.files)
    try lab.data.commit([FileEdit("runs.csv", .append(Array("3\n".utf8)))])
    for name in [".runs.csv.swp", "~$runs.csv", "labels.csv~", ".git/HEAD"] {
      try lab.data.write("x", to: name)
    }
    let made = try lab.backUp()
    #expect(lab.names() == [".gitignore", "2026-11-21T083000Z"])
    #expect(lab.names(in: "2026-11-21T083000Z") == ["SHA256SUMS", "data"])
    var expected = Self.files
    expected["runs.csv"] = "id\n1\n3\n"
    #expect(lab.texts(in: made.backup) == expected)
    #expect(made.size == BackupSize(files: 6, bytes: 7 + 17 + 5 + 3 + 12 + 5))
    #expect(try made.backup.size() == made.size)
    #expect(made.linked == [] && made.passedOver == [] && !made.hasUnfinishedChange)
    let sums = String(
      decoding: try Data(contentsOf: URL(fileURLWithPath: made.backup.path + "/SHA256SUMS")),
      as: UTF8.self)
    // printf hello | sha256sum
    #expect(
      sums.contains(
        "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824  data/attachments/7/a.txt\n"
      ))
    #expect(try made.backup.verify() == [])
  }

  @Test("Two backups of one second have two names; all are listed, the oldest first")
  func names() throws {
    let lab = try BackedUpLab(["runs.csv": "id\n"])
    for seconds in [1, 0, 0] { try lab.backUp(at: BackedUpLab.moment + seconds) }
    try FileManager.default.createDirectory(
      atPath: lab.path + "/2020-01-01T000000Z", withIntermediateDirectories: true)
    try lab.write("mine", to: "notes.txt")
    let all = try lab.backups().all()
    #expect(
      all.map(\.name.text) == [
        "2026-11-21T083000Z", "2026-11-21T083000Z-2", "2026-11-21T083001Z",
      ])
    #expect(try lab.backups().newest().name == all[2].name)
    #expect(try lab.backups().backup(named: "2026-11-21T083000Z-2").title.hasSuffix("Z-2"))
    let error = #expect(throws: NoSuchBackup.self) {
      try lab.backups().backup(named: "2026-11-21T083009Z")
    }
    #expect(error?.description.contains("Did you mean '2026-11-21T083000Z'?") == true)
  }

  @Test("Links are followed and said; what is no file is passed over and said")
  func links() throws {
    let lab = try BackedUpLab(["labels.csv": "id\n"])
    let elsewhere = try DataFolder(["real.csv": "id\n9\n", "scans/s.txt": "scan"])
    let files = FileManager.default
    func link(_ name: String, _ target: String) throws {
      try files.createSymbolicLink(atPath: lab.data.path(name), withDestinationPath: target)
    }
    try link("runs.csv", elsewhere.path("real.csv"))
    try link("attachments", elsewhere.path("scans"))
    try link("loop", lab.data.folder.path)
    try link("gone.csv", "nowhere.csv")
    #expect(unsafe mkfifo(lab.data.path("pipe"), 0o644) == 0)
    let made = try lab.backUp()
    #expect(
      lab.texts(in: made.backup) == [
        "labels.csv": "id\n", "runs.csv": "id\n9\n", "attachments/s.txt": "scan",
      ])
    #expect(made.linked == ["attachments", "loop", "runs.csv"])
    #expect(
      Set(made.passedOver.map { "\($0.path) \($0.reason)" }) == [
        "gone.csv is a symbolic link to nothing", "pipe is a pipe or a device",
        "loop leads back to a folder above",
      ])
  }

  @Test("Backups in the folder that they are of are refused, by links too")
  func misplaced() throws {
    let lab = try BackedUpLab(["runs.csv": "id\n"])
    try FileManager.default.createSymbolicLink(
      atPath: lab.path, withDestinationPath: lab.data.folder.path)
    for path in [lab.data.folder.path, lab.data.path("deep/backups"), lab.path + "/b"] {
      #expect(throws: MisplacedBackups.self) {
        try Backups(in: DiskFolder(path)).create(of: lab.data.folder, at: 0)
      }
    }
    #expect(lab.data.names() == ["runs.csv"])
  }

  @Test("A backup shows all files as at one moment, though changes are made while it is copied")
  func consistency() throws {
    let lab = try BackedUpLab(["a.csv": "1\n", "b.csv": "1\n", "c.csv": "1\n", "d.csv": "1\n"])
    let disk = FaultyDisk(.none) { name, change in
      guard name.hasPrefix("write") else { return }
      try? lab.data.commit([
        FileEdit("a.csv", .append(Array("\(change)\n".utf8))),
        FileEdit("c.csv", .rewrite([.new(Array("\(change)\n".utf8))])),
        FileEdit("d.csv", .remove), FileEdit("new\(change).csv", .append([0x31])),
      ])
    }
    let made = try lab.backUp(disk)
    #expect(
      lab.texts(in: made.backup) == [
        "a.csv": "1\n", "b.csv": "1\n", "c.csv": "1\n", "d.csv": "1\n",
      ])
    #expect(try made.backup.verify() == [])
    #expect(lab.data.text("a.csv") != "1\n" && lab.data.text("d.csv") == nil)
  }

  @Test("A file that is edited in place while it is copied is copied anew, or the backup refused")
  func editedWhileCopied() throws {
    let long = String(repeating: "1\n", count: 800_000)
    for times in [1, 100] {
      let lab = try BackedUpLab(["runs.csv": long])
      let edits = Counter()
      let disk = FaultyDisk(.none) { name, _ in
        // Between the two blocks of the file.
        guard name.hasPrefix("write"), edits.next() < times else { return }
        let letter = edits.value.isMultiple(of: 2) ? "2" : "3"
        try? lab.data.write(
          String(repeating: "\(letter)\n", count: 800_000), to: "runs.csv")
      }
      if times == 1 {
        let made = try lab.backUp(disk)
        #expect(lab.texts(in: made.backup)["runs.csv"] == lab.data.text("runs.csv"))
      } else {
        let error = #expect(throws: EditedWhileCopied.self) { try lab.backUp(disk) }
        #expect(
          error?.description
            == "data/runs.csv was edited while it was copied; no backup was made. Try again.")
      }
      #expect(try lab.backups().all().count == (times == 1 ? 1 : 0))
      #expect(lab.names().filter { $0.hasSuffix(".tmp") } == [])
    }
  }
}

/// Counts calls.
private final class Counter: Sendable {
  private let count = Mutex(0)
  var value: Int { count.withLock { $0 } }
  func next() -> Int {
    count.withLock { count in
      defer { count += 1 }
      return count
    }
  }
}
