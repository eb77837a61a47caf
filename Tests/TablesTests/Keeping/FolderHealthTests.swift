import Foundation
import JSONText
import Testing

@testable import Tables

@Suite struct FolderHealthTests {
  private static let files = ["shelves.csv": "id,code,room\n1,A,\n", "books.csv": Self.books]
  private static let books = "id,shelf_id,title,year\n1,1,Emma,1815\n"
  private static let roomy = Machine(freeBytes: { _ in 5_000_000_000 }, fileSystem: { _ in "ext4" })

  private func health(
    _ check: HealthCheck<FolderHealth>, of lab: BackedUpLab, machine: Machine = roomy,
    now: Int = BackedUpLab.moment
  ) -> Health {
    check.health(
      of: FolderHealth(
        of: lab.data.folder, backups: lab.backups(), catalog: library, now: now, machine: machine))
  }

  @Test("In a lab that was just backed up everything is well, and looking changes nothing")
  func well() throws {
    let lab = try BackedUpLab(Self.files)
    try lab.data.commit([FileEdit("shelves.csv", .append(Array("2,B,\n".utf8)))])
    try lab.backUp()
    let before = lab.data.tables()
    let names = lab.data.names(in: ".plainlab")
    let checks = FolderHealth.checks + [FolderHealth.tables]
    #expect(
      checks.map { "\($0.name): \(health($0, of: lab, now: BackedUpLab.moment + 7300).sentence)" }
        == [
          "folder: 'data' can be read and written: 2 files",
          "space: 5.0 GB free; the lab takes 60 B",
          "place: the folder is on a disk of this machine (ext4)",
          "copies: no copies that a conflict left", "state: 1 change made by Plainlab so far",
          "lock: nobody is writing", "change: no change is unfinished",
          "leftovers: no leftovers of editors and spreadsheets",
          "backups: the newest backup, backups/2026-11-21T083000Z, is 2 hours old",
          "tables: 2 files with 3 rows: no faults",
        ])
    for check in checks { #expect(health(check, of: lab).state == .ok, "\(check.name)") }
    #expect(lab.data.tables() == before && lab.data.names(in: ".plainlab") == names)
  }

  /// What was put into the folder, which check sees it, and what it says.
  struct Case: CustomTestStringConvertible, Sendable {
    let files: [String: String]
    let check: HealthCheck<FolderHealth>
    let state: Health.State
    let sentence: String
    var testDescription: String { sentence }
  }

  private static let cases = [
    Case(
      files: ["books (conflicted copy).csv": "x", "shelves-PC1.csv": "x"],
      check: FolderHealth.copies, state: .warning,
      sentence: "data/books (conflicted copy).csv and data/shelves-PC1.csv look like copies that a "
        + "conflict left, and no table reads it"),
    Case(
      files: ["books/1 (conflicted copy).csv": Self.books], check: FolderHealth.copies,
      state: .error,
      sentence:
        "data/books/1 (conflicted copy).csv looks like a copy of another part, and the rows "
        + "count"),
    Case(
      files: [".books.csv.swp": ""], check: FolderHealth.leftovers, state: .warning,
      sentence: "as data/.books.csv.swp says, a program has a file open, or crashed"),
    Case(
      files: ["books.csv~": "", "a.tmp": "", ".books.csv.swp": ""], check: FolderHealth.leftovers,
      state: .warning, sentence: "some program left data/a.tmp and data/books.csv~"),
    Case(
      files: ["books.csv.edited-2026-11-20T083000Z": ""], check: FolderHealth.leftovers,
      state: .warning,
      sentence: "'plainlab recover' kept data/books.csv.edited-2026-11-20T083000Z"),
    Case(
      files: [:], check: FolderHealth.backup, state: .warning,
      sentence: "there is no backup in 'backups'"),
    Case(
      files: ["books.csv": "id,shelf_id,title,year\n1,7,Emma,12\n"], check: FolderHealth.tables,
      state: .error, sentence: "2 files with 2 rows: 2 errors"),
    Case(
      files: [".plainlab/journal.json": "?"], check: FolderHealth.change, state: .error,
      sentence: "data/.plainlab/journal.json cannot be trusted"),
    Case(
      files: [".plainlab": ""], check: FolderHealth.stateFolder, state: .error,
      sentence: "'data/.plainlab' is a file, where Plainlab keeps a folder of its own"),
  ]

  @Test("What is wrong is told with what to do", arguments: cases)
  func wrong(_ wrong: Case) throws {
    let lab = try BackedUpLab(Self.files)
    for (file, text) in wrong.files { try lab.data.write(text, to: file) }
    let health = health(wrong.check, of: lab)
    #expect(health.state == wrong.state)
    #expect(health.sentence.hasPrefix(wrong.sentence))
    // The sentence of a thrown error says what to do by itself.
    #expect(!health.remedy.isEmpty || health.sentence.hasSuffix("."))
  }

  @Test("A full disk is an error before a change fails, and a warning in time")
  func space() throws {
    let lab = try BackedUpLab(Self.files)
    for (free, state) in [
      (10_000_000, Health.State.error), (100_000_000, .warning), (300_000_000, .ok),
    ] {
      let machine = Machine(freeBytes: { _ in free }, fileSystem: { _ in nil })
      #expect(health(FolderHealth.space, of: lab, machine: machine).state == state)
    }
    #expect(Machine.this.freeBytes("/").map { $0 > 0 } == true)
    #expect(Machine.this.freeBytes("/no/such/place") == nil)
    #expect(Machine.this.fileSystem("/") != nil)
  }

  @Test("On a network drive locks may not hold")
  func network() throws {
    let lab = try BackedUpLab(Self.files)
    for (kind, state) in [
      ("nfs4", Health.State.warning), ("fuse.sshfs", .warning), ("apfs", .ok),
    ] {
      let machine = Machine(freeBytes: { _ in nil }, fileSystem: { _ in kind })
      #expect(health(FolderHealth.place, of: lab, machine: machine).state == state)
    }
  }

  @Test("Who holds the lock is named, and a warning when it takes long")
  func lock() throws {
    let lab = try BackedUpLab(Self.files)
    let session = try lab.data.session()
    withExtendedLifetime(session) {
      let since = 1_800_000_000
      let soon = health(FolderHealth.lock, of: lab, now: since + 60)
      #expect(soon.state == .ok)
      #expect(
        soon.sentence
          == "'test' (process \(ProcessInfo.processInfo.processIdentifier)) has been writing for "
          + "60 seconds")
      let late = health(FolderHealth.lock, of: lab, now: since + 3 * 3600)
      #expect(late.state == .warning && late.sentence.hasSuffix("has been writing for 3 hours"))
      #expect(throws: FolderIsBusy.self) { try lab.data.session(patience: .zero) }
    }
  }

  @Test("An interrupted change is a warning, and an error once somebody edited its files")
  func change() throws {
    let lab = try BackedUpLab(Self.files)
    let edits = [
      FileEdit("shelves.csv", .append(Array("2,B,\n".utf8))),
      FileEdit("books.csv", .rewrite([.new(Array("id,shelf_id,title,year\n".utf8))])),
    ]
    var change = 0
    while !lab.data.names(in: ".plainlab").contains("journal.json") {
      _ = try? lab.data.commit(edits, disk: FaultyDisk(.kill(change: change, cut: false)))
      change += 1
    }
    let waiting = health(FolderHealth.change, of: lab)
    #expect(waiting.state == .warning)
    #expect(waiting.sentence == "'test' of 2027-01-15T08:00:00Z was interrupted")
    try lab.data.save("id,shelf_id,title,year\n9,1,Persuasion,1817\n", to: "books.csv")
    let edited = health(FolderHealth.change, of: lab)
    #expect(edited.state == .error)
    #expect(edited.sentence.hasSuffix("and since then somebody edited data/books.csv"))
    #expect(edited.remedy.contains("plainlab recover"))
  }
}
