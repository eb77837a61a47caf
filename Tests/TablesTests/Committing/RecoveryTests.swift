import CSVText
import Foundation
import JSONText
import Synchronization
import Testing

@testable import Tables

/// A change that was decided on, interrupted, and whose files somebody edited before it was
/// completed.
@Suite struct RecoveryTests {
  private static let edits = [
    FileEdit("runs.csv", .append(Array("2\n3\n".utf8))),
    FileEdit("labels.csv", .rewrite([.new(Array("id\n9\n".utf8))])),
    FileEdit("old.csv", .remove),
    FileEdit("new.csv", .append(Array("id\n4\n".utf8))),
  ]
  private static let before = ["runs.csv": "id\n1\n", "labels.csv": "id\n1\n", "old.csv": "id\n"]
  private static let after = [
    "runs.csv": "id\n1\n2\n3\n", "labels.csv": "id\n9\n", "new.csv": "id\n4\n",
  ]
  private static let moment: Int64 = 1_800_000_000
  private static let stamp = "edited-2027-01-15T080000Z"

  /// A folder whose writer was killed just before a call of this name, behind the decision.
  private func interrupted(before call: String) throws -> DataFolder {
    let change = try changeNumber(of: call)
    let data = try DataFolder(Self.before)
    _ = try? data.commit(Self.edits, disk: FaultyDisk(.kill(change: change, cut: false)))
    #expect(data.names(in: ".plainlab").contains("journal.json"))
    return data
  }

  private func changeNumber(of call: String) throws -> Int {
    let number = Mutex<Int?>(nil)
    let data = try DataFolder(Self.before)
    try data.commit(
      Self.edits,
      disk: FaultyDisk(.none) { name, count in
        guard name.hasPrefix(call), data.names(in: ".plainlab").contains("journal.json") else {
          return
        }
        number.withLock { $0 = $0 ?? count.changes }
      })
    return try #require(number.withLock { $0 })
  }

  @Test("Nothing is overwritten, nothing else is written, and a person is told what to do")
  func refusal() throws {
    let data = try interrupted(before: "exchange")
    try data.write("id\n1\n77\n", to: "labels.csv")
    let error = #expect(throws: UnfinishedChange.self) { try data.session() }
    #expect(
      error?.description == """
        the change 'test' of 2027-01-15T08:00:00Z was interrupted:
          edited since: data/labels.csv
          changed already: data/runs.csv
          not changed yet: data/old.csv and data/new.csv
        Nothing was overwritten. 'plainlab recover --apply' completes the change, --discard takes it \
        back; both keep what was edited.
        """)
    #expect(data.text("labels.csv") == "id\n1\n77\n")
    #expect(try UnfinishedChange.inspect(data.folder)?.files == error?.files)
    let store = try Store.open(data.folder, catalog: Catalog([]))
    #expect((store.tree as? FolderSnapshot)?.hasUnfinishedChange == true)
  }

  @Test("Who may only read is told who can complete a change, and waits for a writer at work")
  func readerWithoutRights() throws {
    let data = try interrupted(before: "exchange")
    // The call that opens the lock.
    let refusing = FaultyDisk(.failFrom(call: 5, code: 13))
    let error = #expect(throws: UnreadableChange.self) {
      try ConsistentReading(data.folder, disk: refusing).read { _ in }
    }
    #expect(
      error?.description
        == "a change of 'data' was interrupted, and you may not complete it "
        + "(data/.plainlab/lock: Permission denied). Somebody who may write there can, with any command."
    )
    let lock = try FolderLock(
      StateFolder(folder: data.folder, disk: SystemDisk()), patience: .seconds(10), holder: "test",
      at: 0)
    #expect(throws: FolderIsBusy.self) {
      try ConsistentReading(data.folder, disk: SystemDisk(), patience: .zero).read { _ in }
    }
    withExtendedLifetime(lock) {}
  }

  @Test("Completed by force, the set is whole, and the edited file is kept beside")
  func applied() throws {
    for saved in [true, false] {
      let data = try interrupted(before: "exchange")
      try saved
        ? data.save("id\n1\n77\n", to: "labels.csv") : data.write("id\n1\n77\n", to: "labels.csv")
      let files = try ForcedRecovery(data.folder, at: Self.moment).apply()
      #expect(
        files.map(\.outcome) == [
          .changed, .edited(keptAs: "labels.csv.\(Self.stamp)"), .changed, .changed,
        ])
      var expected = Self.after
      expected["labels.csv.\(Self.stamp)"] = "id\n1\n77\n"
      #expect(data.tables() == expected)
      try expectRest(data)
    }
  }

  @Test("Taken back by force, the set is as before, and the edit stays in its place")
  func discarded() throws {
    let data = try interrupted(before: "exchange")
    try data.write("id\n1\n77\n", to: "labels.csv")
    let files = try ForcedRecovery(data.folder, at: Self.moment).discard()
    #expect(files.map(\.outcome) == [.asBefore, .leftEdited, .asBefore, .asBefore])
    var expected = Self.before
    expected["labels.csv"] = "id\n1\n77\n"
    #expect(data.tables() == expected)
    try expectRest(data)
  }

  @Test("Rows for a file that was edited are added to it once, on lines of their own")
  func rowsOnTop() throws {
    let edits: [(String, String)] = [
      ("id\n1\n5\n", "id\n1\n5\n2\n3\n"), ("id\n1\n5", "id\n1\n5\n2\n3\n"),
      ("id\n5\n2\n3\n", "id\n5\n2\n3\n"), ("id\n5\n2\n", "id\n5\n2\n3\n"),
      ("id\n5\n2\n3", "id\n5\n2\n3\n"), ("", "2\n3\n"),
    ]
    for (edited, expected) in edits {
      let data = try interrupted(before: "write")
      try data.save(edited, to: "runs.csv")
      let files = try ForcedRecovery(data.folder, at: Self.moment).apply()
      #expect(files[0].outcome == .changed)
      #expect(data.text("runs.csv") == expected)
      #expect(data.text("labels.csv") == "id\n9\n")
      try expectRest(data)
    }
  }

  @Test("Rows for a file that was removed are kept in one of their own")
  func rowsWithoutFile() throws {
    let data = try interrupted(before: "write")
    try FileManager.default.removeItem(atPath: data.path("runs.csv"))
    let files = try ForcedRecovery(data.folder, at: Self.moment).apply()
    let kept = "runs.csv.unapplied-2027-01-15T080000Z"
    #expect(files[0].outcome == .unapplied(keptAs: kept))
    #expect(data.text(kept) == "2\n3\n")
    try expectRest(data)
  }

  @Test("A file that was edited on top of the change makes way for the old one")
  func discardedUnderEdits() throws {
    let data = try interrupted(before: "rename(")  // of the generation: all files show the change
    #expect(data.tables() == Self.after)
    try data.save("id\n9\n10\n", to: "labels.csv")
    try data.write("id\n1\n2\n3\n4\n", to: "runs.csv")
    try data.save("id\n1\n", to: "old.csv")
    try data.write("id\n4\n5\n", to: "new.csv")
    let files = try ForcedRecovery(data.folder, at: Self.moment).discard()
    #expect(
      files.map(\.outcome) == Self.edits.map { .edited(keptAs: "\($0.path).\(Self.stamp)") })
    var expected = Self.before
    expected["labels.csv.\(Self.stamp)"] = "id\n9\n10\n"
    expected["runs.csv.\(Self.stamp)"] = "id\n1\n2\n3\n4\n"
    expected["old.csv.\(Self.stamp)"] = "id\n1\n"
    expected["new.csv.\(Self.stamp)"] = "id\n4\n5\n"
    #expect(data.tables() == expected)
    try expectRest(data)
  }

  @Test("Edits on top of a change that is in all files are no conflict")
  func editedAfter() throws {
    let data = try interrupted(before: "rename(")
    try data.save("id\n9\n10\n", to: "labels.csv")
    try data.write("id\n1\n2\n3\n4\n", to: "runs.csv")
    var expected = Self.after
    expected["labels.csv"] = "id\n9\n10\n"
    expected["runs.csv"] = "id\n1\n2\n3\n4\n"
    _ = try data.session()
    #expect(data.tables() == expected)
    try expectRest(data)
  }

  @Test("A damaged journal stops everything, and can be put aside")
  func damaged() throws {
    let data = try interrupted(before: "exchange")
    let journal = try #require(data.text(".plainlab/journal.json"))
    try data.write(
      journal.replacingOccurrences(of: "runs.csv", with: "runs.cs"), to: ".plainlab/journal.json")
    let tables = data.tables()
    let error = #expect(throws: DamagedJournal.self) { try data.session() }
    #expect(
      error?.description == """
        data/.plainlab/journal.json cannot be trusted: its bytes are not those that were written. A \
        change of 'data' may be half done. Look at the files, then put the journal aside with \
        'plainlab recover --discard'.
        """)
    #expect(throws: DamagedJournal.self) { try Store.open(data.folder, catalog: Catalog([])) }
    #expect(try ForcedRecovery(data.folder, at: Self.moment).discard().isEmpty)
    #expect(data.tables() == tables)
    #expect(
      data.names(in: ".plainlab/damaged-2027-01-15T080000Z")
        == ["1-1.tmp", "1-3.tmp", "journal.json"])
    #expect(throws: Never.self) { try data.session() }
  }

  @Test("A journal says again what it said, whatever the bytes")
  func journalText() throws {
    let print = Fingerprint(
      device: .max, inode: .max, size: 7, modified: .max, changed: -1, mode: 0o100644, links: 2)
    let journal = Journal(
      generation: 3, what: "add \u{7}", at: 5, folders: ["runs"],
      files: [
        JournaledFile(
          path: "a.csv", place: "/elsewhere/a.csv", base: print,
          action: .append([0xFF, 0x00, 0x0A], tail: "x")),
        JournaledFile(
          path: "b.csv", place: "b.csv", base: print,
          action: .append(Array("é\r\n\u{0}\"".utf8), tail: "x")),
        JournaledFile(
          path: "c.csv", place: "c.csv", base: nil,
          action: .replace(temporary: ".plainlab/3-2.tmp", new: print)),
        JournaledFile(
          path: "d.csv", place: "d.csv", base: print,
          action: .remove(temporary: ".plainlab/3-3.tmp")),
      ], rows: ["a": 1])
    let again = try Journal(text: journal.text)
    #expect(again.text == journal.text)
    #expect(again.files[0].base == print)
    for length in stride(from: 0, to: journal.text.count, by: 7) {
      #expect(throws: (any Error).self) { try Journal(text: Array(journal.text[..<length])) }
    }
  }

  private func expectRest(_ data: DataFolder) throws {
    #expect(
      data.names(in: ".plainlab").allSatisfy { !$0.hasSuffix(".tmp") && !$0.hasSuffix(".json") })
    #expect(throws: Never.self) { try data.session() }
    #expect(try UnfinishedChange.inspect(data.folder)?.what == nil)
  }
}
