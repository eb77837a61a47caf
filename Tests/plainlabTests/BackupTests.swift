import CommandLineKit
import Foundation
import Testing

@testable import plainlab

@Suite("plainlab backup")
struct BackupTests {
  private let folder: TemporaryFolder
  /// The captured console's clock stands still at this second.
  private static let name = "2026-11-18T110640Z"

  init() throws {
    folder = try TemporaryFolder()
    try folder.copySampleLab()
  }

  @Test("A day with backups: made, listed, verified, restored, and taken back again")
  func day() throws {
    let made = folder.plainlab("backup create")
    #expect(made.error == "" && made.status == .success)
    #expect(made.out.hasPrefix("Backed up 44 files ("))
    #expect(made.out.hasSuffix(") as backups/\(Self.name).\n"))
    #expect(folder.plainlab("backup verify").out.hasSuffix(", all as they were backed up\n"))
    let labels = try folder.text("data/labels.csv")
    #expect(folder.run("add", "labels", "name=late", "color=#112233").status == .success)
    let changed = try folder.text("data/labels.csv")

    let table = """
      file             change   bytes_now  bytes_in_backup
      data/labels.csv  changed  \(width(9, changed))  \(width(15, labels))

      """
    let dry = folder.plainlab("backup restore \(Self.name) --dry-run")
    #expect(dry == (.success, table, ""))
    #expect(try folder.text("data/labels.csv") == changed)
    let restored = folder.plainlab("backup restore \(Self.name)")
    #expect(
      restored == (
        .success, table,
        """
        What was there is kept as backups/\(Self.name)-2; 'plainlab backup restore \(Self.name)-2' \
        brings it back.
        'data' is now as in backups/\(Self.name).

        """
      ))
    #expect(try folder.text("data/labels.csv") == labels)
    #expect(folder.plainlab("check --strict") == (.success, "", ""))
    #expect(folder.plainlab("backup restore \(Self.name)-2").status == .success)
    #expect(try folder.text("data/labels.csv") == changed)
    #expect(
      folder.plainlab("backup list --format csv").out.split(separator: "\n").map {
        String($0.prefix { $0 != "," })
      } == ["backup", "\(Self.name)-3", "\(Self.name)-2", Self.name])
  }

  private func width(_ width: Int, _ text: String) -> String {
    let digits = String(text.utf8.count)
    return String(repeating: " ", count: width - digits.count) + digits
  }

  @Test("A damaged backup is told file by file with status 1, and not restored")
  func damaged() throws {
    #expect(folder.plainlab("backup create").status == .success)
    let file = "backups/\(Self.name)/data/labels.csv"
    try folder.write("id,name,color\n", to: file)
    try folder.write("id\n", to: "data/notes.csv")
    let verified = folder.plainlab("backup verify \(Self.name)")
    #expect(verified == (.findings, "\(file) has other bytes than were backed up\n", ""))
    #expect(folder.plainlab("backup verify --all").status == .findings)
    let restored = folder.plainlab("backup restore \(Self.name)")
    #expect(restored.status == .findings && restored.out == "")
    #expect(restored.error.contains("is damaged, and nothing was restored: \(file) has"))
    #expect(try folder.text("data/notes.csv") == "id\n")
  }

  @Test("Backups are where the option, the environment or the setting says, else beside the data")
  func places() throws {
    func place(_ line: String, _ environment: [String: String] = [:]) -> String {
      let out = folder.plainlab(line, environment: environment).out
      return String(out.split(separator: " ").last ?? "").replacing("/\(Self.name).\n", with: "")
    }
    #expect(place("backup create --backups saved/") == "saved")
    #expect(place("backup create", ["PLAINLAB_BACKUPS": "other"]) == "other")
    #expect(place("backup create --backups third", ["PLAINLAB_BACKUPS": "other"]) == "third")
    #expect(folder.run("add", "settings", "key=backup_folder", "value=vault").status == .success)
    #expect(place("backup create") == "vault")
    // A lab in disorder needs its backups most.
    try folder.write("not settings\n", to: "data/settings.csv")
    #expect(place("backup create") == "backups")
    try folder.makeFolder("labs")
    #expect(folder.run("generate", "labs/a", "--specimens", "1").status == .success)
    #expect(place("--data labs/a/ backup create") == "labs/backups")
    for to in ["data", "data/backups", ""] {
      let run = folder.run(arguments: ["backup", "create", "--backups", to])
      #expect(run.status == .couldNotRun && run.out == "", "\(to)")
    }
    #expect(try folder.names(in: "data").contains("backups") == false)
  }

  @Test("The oldest are deleted, and at least one stays")
  func pruning() throws {
    for _ in 0..<3 { #expect(folder.plainlab("backup create").status == .success) }
    #expect(folder.plainlab("backup prune --keep 0").status == .usage)
    #expect(folder.plainlab("backup prune") == (.success, "", ""))
    let dry = folder.plainlab("backup prune --keep 1 --dry-run")
    #expect(
      dry.out == "Would delete backups/\(Self.name)\nWould delete backups/\(Self.name)-2\n")
    #expect(try folder.names(in: "backups").count == 4)
    #expect(
      folder.plainlab("backup prune --keep 1").out
        == dry.out.replacing("Would delete", with: "Deleted"))
    #expect(try folder.names(in: "backups") == [".gitignore", "\(Self.name)-3"])
  }

  @Test("Without a backup, or with another name, it is said what there is")
  func none() throws {
    #expect(folder.plainlab("backup list").error.contains("No backups."))
    for line in ["verify", "verify --all", "restore \(Self.name)"] {
      let run = folder.plainlab("backup \(line)")
      #expect(run.status == .couldNotRun && run.out == "")
      #expect(run.error.contains("there is no backup in 'backups'. Make one with"))
    }
    #expect(folder.plainlab("backup create").status == .success)
    let run = folder.plainlab("backup restore yesterday")
    #expect(
      run.error.contains("there is no backup 'yesterday' in 'backups'. Did you mean '\(Self.name)'")
    )
    #expect(folder.plainlab("backup verify \(Self.name) --all").status == .usage)
  }
}
