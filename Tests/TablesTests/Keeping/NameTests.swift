import Testing

@testable import Tables

@Suite struct NameTests {
  @Test(
    "A backup is named by its second in UTC, without colons, and its number where there are two")
  func backupNames() {
    #expect(BackupName(seconds: 1_795_249_800).text == "2026-11-21T083000Z")
    #expect(BackupName(seconds: 1_795_249_800, number: 2).text == "2026-11-21T083000Z-2")
    for text in ["2026-11-21T083000Z", "2026-11-21T083000Z-2", "1999-12-31T235959Z-10"] {
      #expect(BackupName(text)?.text == text)
    }
    let sorted = [
      "2026-11-21T083000Z", "2026-11-21T083000Z-2", "2026-11-21T083000Z-10", "2026-11-21T083001Z",
    ]
    #expect(sorted.shuffled().compactMap { BackupName($0) }.sorted().map(\.text) == sorted)
  }

  @Test(
    "Nothing else is taken for a backup",
    arguments: [
      "", "data", "2026-11-21", "2026-11-21T08:30:00Z", "2026-11-21T083000", "2026-13-21T083000Z",
      "2026-02-30T083000Z", "2026-11-21T083000Z-1", "2026-11-21T083000Z-02", "2026-11-21T083000Z-",
      "2026-11-21T083000Z-2-3", "2026-11-21T083000Z-+2", ".2026-11-21T083000Z.tmp",
      "2026-11-21T083000Z copy", "2026-11-21T240000Z",
    ])
  func otherNames(name: String) { #expect(BackupName(name) == nil) }

  @Test("What programs leave is known by its name")
  func leftovers() {
    let expected: [String: Leftover.Kind] = [
      ".~lock.runs.csv#": .openFile("runs.csv"), "~$runs.csv": .openFile("runs.csv"),
      ".runs.csv.swp": .openFile("runs.csv"), ".runs.csv.swo": .openFile("runs.csv"),
      ".#runs.csv": .openFile("runs.csv"), "runs.csv~": .oldCopy, "#runs.csv#": .oldCopy,
      "runs.tmp": .temporary, ".runs.csv.4.plainlab.tmp": .temporary, ".nfs0001": .temporary,
      ".DS_Store": .folderNotes, "Thumbs.db": .folderNotes,
    ]
    for (name, kind) in expected { #expect(Leftover(name)?.kind == kind, "\(name)") }
    for name in [
      "runs.csv", ".gitattributes", ".gitignore", "datapackage.json", "#", "~", "attachments",
      ".swp", "runs.swp", ".tmp", "runs.csv.edited-2026-11-20T083000Z",
    ] {
      #expect(Leftover(name) == nil, "\(name)")
    }
  }

  @Test("Copies that a conflict left are known by the table that they are of")
  func copies() {
    let catalog = library
    let table = catalog.tables[0].name
    for name in [
      "\(table) (conflicted copy).csv", "\(table)-PC1.csv",
      "\(table) (Anna's conflicted copy 2026-11-20).csv", "\(table) (1).csv",
      "\(table).sync-conflict-20261120-083000-ABCDEFG.csv", "\(table) - Copy.csv",
    ] {
      #expect(ConflictedCopy.table(of: name, in: catalog) == table, "\(name)")
    }
    for name in ["\(table).csv", "\(table)2.csv", "other-PC1.csv", "\(table)-PC1.txt", "x.csv"] {
      #expect(ConflictedCopy.table(of: name, in: catalog) == nil, "\(name)")
    }
  }

  @Test("The file system of a path is that of the innermost mount, and of two the later")
  func mounts() {
    let table = MountTable(
      Array(
        #"""
        /dev/vda / ext4 rw 0 0
        server:/lab /mnt/lab nfs4 rw 0 0
        //nas/x /mnt/a\040b cifs rw 0 0
        proc /mnt/lab autofs rw 0 0
        /dev/vdb /mnt/lab ext4 rw 0 0
        """#.utf8))
    #expect(table.fileSystem(of: "/home/ann/data") == "ext4")
    #expect(table.fileSystem(of: "/mnt/a b/data") == "cifs")
    #expect(table.fileSystem(of: "/mnt/a bc") == "ext4")
    #expect(table.fileSystem(of: "/mnt/lab") == "ext4")
    #expect(MountTable([]).fileSystem(of: "/") == nil)
  }
}
