import CSVText
import Foundation
import Testing

@testable import Tables

/// Every call of a backup or a restore is the last one of its process, or fails.
@Suite struct BackupFaultTests {
  private static let files = [
    "runs.csv": "id\n1\n", "labels.csv": "id\n1\n", "parts/a.csv": "id\n2\n",
  ]

  @Test("Killed at any call, a backup is whole or not there, and what is left goes a day later")
  func killed() throws {
    for change in 0..<100 {
      let lab = try BackedUpLab(Self.files)
      let disk = FaultyDisk(.kill(change: change, cut: true))
      _ = try? lab.backUp(disk)
      for backup in try lab.backups().all() {
        #expect(try backup.verify() == [])
        #expect(lab.texts(in: backup) == Self.files)
      }
      let again = try lab.backUp(at: BackedUpLab.moment + 86_401)
      #expect(try again.backup.verify() == [])
      #expect(lab.names().filter { $0.hasSuffix(".tmp") } == [], "killed at \(change)")
      if !disk.count.isDead {
        #expect(change > 10)
        return
      }
    }
    Issue.record("a backup of three files needs less than 100 calls")
  }

  @Test("When any call fails, the backup is whole or refused, and nothing is left of it")
  func failing() throws {
    for call in 0..<400 {
      let lab = try BackedUpLab(Self.files)
      let disk = FaultyDisk(.failOnce(call: call, code: 28))
      let made = try? lab.backUp(disk)
      let all = try lab.backups().all()
      if made != nil { #expect(all.count == 1) }
      for backup in all { #expect(lab.texts(in: backup) == Self.files) }
      #expect(lab.names().filter { $0.hasSuffix(".tmp") } == [], "call \(call)")
      if disk.count.calls <= call {
        #expect(made != nil && call > 40)
        return
      }
    }
    Issue.record("a backup of three files needs less than 400 calls")
  }

  @Test("Killed at any call, a restore has changed every file, or none, once the folder is opened")
  func killedRestore() throws {
    let now = ["runs.csv": "id\n1\n9\n", "new.csv": "id\n", "parts/a.csv": "id\n2\n"]
    var wasOld = 0
    var wasNew = 0
    for change in 0..<200 {
      let lab = try BackedUpLab(Self.files)
      let backup = try lab.backUp().backup
      try FileManager.default.removeItem(atPath: lab.data.path("labels.csv"))
      for (file, text) in now { try lab.data.write(text, to: file) }
      let disk = FaultyDisk(.kill(change: change, cut: false))
      let killed = try lab.backups(disk).backup(named: backup.name.text)
      _ = try? killed.restore(into: lab.data.folder, at: BackedUpLab.moment)
      _ = try lab.data.session()
      let tables = lab.data.tables()
      #expect(tables == now || tables == Self.files, "killed at \(change)")
      if tables == now { wasOld += 1 } else { wasNew += 1 }
      // Whatever was lost of the present is in the backup that was made before.
      if tables == Self.files {
        #expect(lab.texts(in: try lab.backups().newest()) == now, "killed at \(change)")
      }
      if !disk.count.isDead { break }
    }
    #expect(wasOld > 20 && wasNew > 5)
  }
}
