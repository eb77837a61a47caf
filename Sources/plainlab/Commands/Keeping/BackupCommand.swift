public import CommandLineKit
import Foundation
import Lab
public import Tables
import Wording

enum BackupCommand {
  static let command = Command(
    "backup", "Dated copies of the lab, with checksums.",
    discussion: """
      Backups are kept in the folder 'backups' beside the data folder; --backups, PLAINLAB_BACKUPS or the \
      setting backup_folder names another place, best on another disk. Each is a plain folder: the \
      lab's files in data/, and SHA256SUMS, which 'sha256sum -c' reads too.
      """,
    subcommands: [create, list, verify, restore, prune])

  static let folder = Option(
    "backups", as: String.self, placeholder: "DIR", environment: "PLAINLAB_BACKUPS",
    completion: .folders, "Folder of the backups")
  private static let name = Argument("name", placeholder: "NAME", "The backup, by its time")

  private static let create = Command(
    "create", "Copy the lab as it is at this moment.",
    discussion: """
      Copies every file of the lab: tables and their parts, the descriptor, attachments, hidden \
      files such as .gitattributes; not what Plainlab and editors keep for themselves. Nobody needs \
      to stop working meanwhile. The backup is whole or not there.
      """,
    examples: [
      Example("plainlab backup create", "a backup in backups/"),
      Example("plainlab backup create --backups /media/disk/lab", "one on another disk"),
    ],
    folder,
    run: { context, folder in
      let data = try context.dataFolder()
      let backups = try context.backups(folder, of: data)
      let made = try context.copying("Copying") { advance in
        try backups.create(of: data, at: Int(context.console.now()), advance)
      }
      try context.tell(made)
      try context.print(
        "Backed up \(counted(made.size.files, "file")) (\(byteSize(made.size.bytes))) as "
          + "\(visible(made.backup.title)).")
    })

  private static let list = Command(
    "list", "Show the backups, the newest first.",
    examples: [Example("plainlab backup list", "all of them")],
    folder, Option("format", default: OutputFormat.table, "How rows are written"),
    run: { context, folder, format in
      let all = try context.backups(folder, of: context.dataPlace()).all()
      let headings: [Heading] = ["backup", "made_at", .number("files"), .number("bytes")]
      try context.rows(headings, as: format) { rows in
        for backup in all.reversed() {
          let size = try backup.size()
          try rows.add(
            .text(backup.name.text), .text(Instant(seconds: backup.name.seconds).cellText),
            Field(size?.files), Field(size?.bytes))
        }
      }
      if all.isEmpty { context.note("No backups. Make one with 'plainlab backup create'.") }
    })

  private static let verify = Command(
    "verify", "Compare a backup with its checksums.",
    discussion: """
      Reads every file. Names those with other bytes than were backed up, those that are missing, \
      and those that were not part of it; the exit status is 1 then. Without a name, the newest.
      """,
    examples: [
      Example("plainlab backup verify", "the newest"),
      Example("plainlab backup verify --all", "every one"),
    ],
    name.optional, Flag("all", "Verify every backup"), folder,
    status: { context, name, isAll, folder in
      if let name, isAll { throw UsageError("--all goes without '\(name)'.") }
      let backups = try context.backups(folder, of: context.dataPlace())
      // Where there is none, nothing is well.
      let newest = try backups.newest()
      let one = try name.map { try backups.backup(named: $0) } ?? newest
      var isSound = true
      for backup in isAll ? try backups.all() : [one] {
        let faults = try context.copying("Verifying") { try backup.verify($0) }
        for fault in faults { try context.print(visible("\(fault)")) }
        if let size = try backup.size(), faults.isEmpty {
          try context.print(
            "\(visible(backup.title)): \(counted(size.files, "file")) (\(byteSize(size.bytes))), "
              + "all as they were backed up")
        } else {
          isSound = false
        }
      }
      return isSound ? .success : .findings
    })

  private static let restore = Command(
    "restore", "Make the lab as it is in a backup.",
    discussion: """
      All files change as one, or none. The backup is verified first, and what is in the folder now \
      is backed up, so that there is a way back. Files that the backup does not have are removed; \
      files that are the same already are not touched.
      """,
    examples: [
      Example("plainlab backup restore 2026-11-21T083000Z --dry-run", "what would change"),
      Example("plainlab backup restore 2026-11-21T083000Z", "change it"),
    ],
    name, folder, Flag("dry-run", "Only say which files would change"), Flags.commit,
    run: { context, name, folder, isDryRun, isCommitted in
      let backup = try context.backups(folder, of: context.dataPlace()).backup(named: name)
      // A lab that is gone needs its backup most.
      if try !isDryRun && !context.exists(context.dataPlace().name) {
        try FileManager.default.createDirectory(
          atPath: context.dataPlace().path, withIntermediateDirectories: false)
      }
      let data = try context.dataFolder()
      let mode = WritingMode(isDryRun: isDryRun, isCommitted: isCommitted)
      let restoration = try context.committing("restore backup \(backup.name.text)", as: mode) {
        try context.copying("Comparing") { advance in
          if isDryRun { return try backup.preview(into: data, advance) }
          return try backup.restore(into: data, at: Int(context.console.now()), advance)
        }
      }
      if let before = restoration.before {
        try context.tell(before)
        let place = folder.map { " --backups " + shellWord(visible($0)) } ?? ""
        let back = "plainlab backup restore \(before.backup.name.text)\(place)"
        context.note(
          "What was there is kept as \(visible(before.backup.title)); '\(back)' brings it back.")
      }
      for path in restoration.keptLinks {
        context.note("\(visible(data.title(of: path))) is a symbolic link, and stays.")
      }
      try context.tell(restoration.files, in: data, bytesThen: "bytes_in_backup")
      if restoration.files.isEmpty {
        context.note("'\(visible(data.name))' is as this backup has it; nothing to do.")
      } else if !isDryRun {
        context.note("'\(visible(data.name))' is now as in \(visible(backup.title)).")
      }
    })

  private static let prune = Command(
    "prune", "Delete the oldest backups.",
    discussion: """
      Keeps the newest ones, as many as --keep says, and the last one that is sound; never deletes \
      what it does not recognise as a backup.
      """,
    examples: [
      Example("plainlab backup prune --keep 30 --dry-run", "which would go"),
      Example("plainlab backup prune --keep 30", "delete them"),
    ],
    Option("keep", default: 30, "How many of the newest stay"), folder,
    Flag("dry-run", "Only say which would be deleted"),
    run: { context, count, folder, isDryRun in
      guard count > 0 else { throw UsageError("--keep is 1 at least: the newest one stays.") }
      let backups = try context.backups(folder, of: context.dataPlace())
      for backup in try backups.beyond(count) {
        if !isDryRun { try backups.delete(backup) }
        try context.print("\(isDryRun ? "Would delete" : "Deleted") \(visible(backup.title))")
      }
    })
}

extension Context {
  /// What is to be said of a new backup.
  fileprivate func tell(_ made: NewBackup) throws {
    let data = try dataFolder()
    for path in made.linked {
      note("\(visible(data.title(of: path))) is a symbolic link; what it leads to was copied.")
    }
    for item in made.passedOver {
      note("\(visible(data.title(of: item.path))) \(item.reason), and was not copied.")
    }
    if made.hasUnfinishedChange {
      note("A change was interrupted, and the files may hold a part of it: see 'plainlab recover'.")
    }
  }
}

/// A damaged backup is an answer about it, as a finding is.
extension DamagedBackup: ExitStatusConvertible {
  public var exitStatus: ExitStatus { .findings }
}
