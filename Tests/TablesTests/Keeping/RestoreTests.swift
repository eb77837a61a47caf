import Foundation
import JSONText
import Testing

@testable import Tables

@Suite struct RestoreTests {
  private static let then = [
    "runs.csv": "id\n1\n", "labels.csv": "id,name\n1,urgent\n", "parts/a.csv": "id\n2\n",
  ]

  /// A lab that was backed up, then changed by hand and by a change.
  private func changedLab() throws -> (lab: BackedUpLab, backup: Backup, now: [String: String]) {
    let lab = try BackedUpLab(Self.then)
    let backup = try lab.backUp().backup
    try lab.data.commit([FileEdit("runs.csv", .append(Array("5\n".utf8)))])
    try lab.data.write("id\n", to: "new.csv")
    try FileManager.default.removeItem(atPath: lab.data.path("parts/a.csv"))
    var now = Self.then
    now["runs.csv"] = "id\n1\n5\n"
    now["new.csv"] = "id\n"
    now["parts/a.csv"] = nil
    now["parts"] = "an empty folder"
    return (lab, backup, now)
  }

  @Test(
    "The lab is as in the backup, files that are the same are not touched, and there is a way back")
  func restored() throws {
    let (lab, backup, now) = try changedLab()
    #expect(lab.data.tables() == now)
    let untouched = try SystemDisk().status(
      of: lab.data.path("labels.csv"), followingLinks: false)
    let preview = try backup.preview(into: lab.data.folder)
    #expect(
      preview.files == [
        RestoredFile(path: "new.csv", change: .removed, bytesNow: 3, bytesThen: nil),
        RestoredFile(path: "parts/a.csv", change: .added, bytesNow: nil, bytesThen: 5),
        RestoredFile(path: "runs.csv", change: .changed, bytesNow: 7, bytesThen: 5),
      ])
    #expect(lab.data.tables() == now && preview.before == nil)
    let restoration = try backup.restore(into: lab.data.folder, at: BackedUpLab.moment)
    #expect(restoration.files == preview.files)
    #expect(lab.data.tables() == Self.then)
    #expect(
      try SystemDisk().status(of: lab.data.path("labels.csv"), followingLinks: false) == untouched)
    let before = try #require(restoration.before).backup
    #expect(before.name.text == "2026-11-21T083000Z-2")
    #expect(lab.texts(in: before) == now.filter { $0.key != "parts" })
    // Back again, and that once more is nothing to do.
    _ = try before.restore(into: lab.data.folder, at: BackedUpLab.moment)
    #expect(lab.data.tables() == now)
    let nothing = try before.restore(into: lab.data.folder, at: BackedUpLab.moment)
    #expect(nothing.files.isEmpty && nothing.before == nil)
    #expect(try lab.backups().all().count == 3)
    #expect(lab.data.names(in: ".plainlab").filter { $0.hasSuffix(".tmp") } == [])
  }

  @Test("A damaged backup is refused, and every fault named", arguments: [true, false])
  func damaged(isListHarmed: Bool) throws {
    let (lab, backup, now) = try changedLab()
    let folder = backup.name.text
    try FileManager.default.removeItem(atPath: backup.path + "/data/parts/a.csv")
    try lab.write("id\n7\n", to: folder + "/data/runs.csv")
    try lab.write("", to: folder + "/data/.DS_Store")
    try lab.write("?", to: folder + "/data/more.csv")
    var expected = [
      "backups/\(folder)/data/parts/a.csv is missing",
      "backups/\(folder)/data/runs.csv has other bytes than were backed up",
      "backups/\(folder)/data/more.csv was not part of the backup",
    ]
    if isListHarmed {
      try lab.write("?\n", to: folder + "/SHA256SUMS")
      expected = [
        "backups/\(folder)/SHA256SUMS cannot be read as a list of checksums (line 1)"
      ]
    }
    #expect(try backup.verify().map(\.description) == expected)
    let error = #expect(throws: DamagedBackup.self) {
      try backup.restore(into: lab.data.folder, at: BackedUpLab.moment)
    }
    #expect(error?.faults.map(\.description) == expected)
    #expect(lab.data.tables() == now && lab.names().count == 2)
  }

  @Test("A list that leads out of the data folder is a fault, and nothing is read or written there")
  func leadingOut() throws {
    let lab = try BackedUpLab(["runs.csv": "id\n"])
    let backup = try lab.backUp().backup
    let digest = SHA256.hexDigits(of: Array("id\n".utf8))
    for path in ["data/../runs.csv", "data/.plainlab/lock", "/etc/passwd", "data//runs.csv", "x"] {
      try lab.write("\(digest)  \(path)\n", to: backup.name.text + "/SHA256SUMS")
      let title = "\(backup.title)/\(path)"
      #expect(try backup.verify().first?.description == "\(title) is no place in a backup")
    }
  }

  @Test("A link stays a link, with what it leads to as it was; one that came later stays")
  func links() throws {
    let lab = try BackedUpLab(["labels.csv": "id\n1\n"])
    let elsewhere = try DataFolder(["real.csv": "id\n9\n", "late.csv": "id\n"])
    let link = { (name: String, target: String) in
      try FileManager.default.createSymbolicLink(
        atPath: lab.data.path(name), withDestinationPath: elsewhere.path(target))
    }
    try link("runs.csv", "real.csv")
    let backup = try lab.backUp().backup
    try elsewhere.write("id\n", to: "real.csv")
    try link("late.csv", "late.csv")
    let restoration = try backup.restore(into: lab.data.folder, at: BackedUpLab.moment)
    #expect(restoration.files.map(\.path) == ["runs.csv"])
    #expect(restoration.keptLinks == ["late.csv"])
    #expect(elsewhere.text("real.csv") == "id\n9\n" && elsewhere.text("late.csv") == "id\n")
    let type = try FileManager.default.attributesOfItem(atPath: lab.data.path("runs.csv"))[.type]
    #expect(type as? FileAttributeType == .typeSymbolicLink)
  }

  @Test("Rows that were written since the backup are not taken for vanished")
  func memory() throws {
    let lab = try BackedUpLab(["shelves.csv": "id,code,room\n1,A,\n"])
    let backup = try lab.backUp().backup
    let store = try Store.open(lab.data.folder, catalog: library)
    try store.write("add shelf") { change in
      try change.insert(Shelf(id: Key(2), code: "B", room: nil))
    }
    _ = try backup.restore(into: lab.data.folder, at: BackedUpLab.moment)
    try lab.data.write("id,code,room\n1,A,Hall\n", to: "shelves.csv")
    let now = try Store.open(lab.data.folder, catalog: library)
    #expect(try VanishedRow.all(in: now).isEmpty)
  }

  @Test("The oldest are deleted, never the newest nor what is no backup")
  func pruning() throws {
    let lab = try BackedUpLab(["runs.csv": "id\n"])
    for day in 0..<5 { try lab.backUp(at: BackedUpLab.moment + day * 86_400) }
    try FileManager.default.createDirectory(
      atPath: lab.path + "/2020-01-01T000000Z", withIntermediateDirectories: true)
    try lab.write("mine", to: "2020-01-01T000000Z/letter.txt")
    let backups = lab.backups()
    #expect(try backups.beyond(5).isEmpty)
    let old = try backups.beyond(2)
    #expect(
      old.map { String($0.name.text.prefix(10)) } == ["2026-11-21", "2026-11-22", "2026-11-23"])
    for backup in old { try backups.delete(backup) }
    #expect(
      lab.names() == [
        ".gitignore", "2020-01-01T000000Z", "2026-11-24T083000Z", "2026-11-25T083000Z",
      ])
  }

  @Test("A work that is stopped between two blocks leaves nothing")
  func stopped() throws {
    struct Stop: Error {}
    let (lab, backup, now) = try changedLab()
    let before = lab.names()
    for _ in 0..<2 {
      #expect(throws: Stop.self) {
        try lab.backups().create(of: lab.data.folder, at: 0) { _ in throw Stop() }
      }
      #expect(throws: Stop.self) {
        try backup.restore(into: lab.data.folder, at: 0) { _ in throw Stop() }
      }
    }
    #expect(lab.names() == before && lab.data.tables() == now)
  }
}
