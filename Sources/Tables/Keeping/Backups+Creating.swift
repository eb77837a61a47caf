internal import CSVText
internal import Wording

/// A backup that was just made, and what is to be said of it.
public struct NewBackup: Sendable {
  public let backup: Backup
  public let size: BackupSize
  /// Files and folders of the lab that stand elsewhere, behind symbolic links; what they lead to was
  /// copied.
  public let linked: [String]
  /// What could not be copied, as it is no file.
  public let passedOver: [PassedOver]
  /// Whether a change was interrupted and somebody edited its files, so that the tables may hold a
  /// part of it.
  public let hasUnfinishedChange: Bool
}

extension Backups {
  /// Copies the lab's files as they are at one moment, whoever is writing; whole or not at all.
  ///
  /// The folder of backups is made where there is none, hidden from git; the one above it must be
  /// there. Every file is read once and synced; when this returns, the backup survives a loss of
  /// power. Constant memory.
  /// - Parameters:
  ///   - seconds: The time of its name, in seconds since 1970.
  ///   - advance: Told of each block's bytes. What it throws ends the work, and nothing is left of it.
  /// - Throws: `MisplacedBackups`; `EditedWhileCopied` when files are edited again and again; what
  ///   `Store.open` throws; `FileError`, when the disk is full, say.
  public func create(
    of data: DiskFolder, at seconds: Int, _ advance: (Int) throws -> Void = { _ in }
  ) throws -> NewBackup {
    try checkPlace(beside: data)
    var attempt = 1
    while true {
      let (snapshot, files) = try ConsistentReading(data, disk: disk).read { snapshot in
        (snapshot, try LabFiles(in: snapshot, disk))
      }
      do {
        return try create(of: files, in: snapshot, at: seconds, advance)
      } catch let error as EditedWhileCopied {
        attempt += 1
        if attempt > 3 { throw error }
      }
    }
  }

  /// Copies the files that a snapshot opened.
  func create(
    of files: LabFiles, in snapshot: FolderSnapshot, at seconds: Int,
    _ advance: (Int) throws -> Void
  ) throws -> NewBackup {
    try naming {
      // Who may look into the lab's folder may look into its backups.
      let status = try disk.status(of: snapshot.base.path, followingLinks: true)
      let mode = (status?.mode ?? 0o755) & 0o777 | 0o700
      try makeFolder(mode: mode)
      try removeStale(at: seconds)
      var name = BackupName(seconds: seconds)
      while try !takes(name, mode: mode) {
        name = BackupName(seconds: seconds, number: name.number + 1)
      }
      let temporary = self.temporary(of: name)
      do {
        let writing = BackupWriting(snapshot: snapshot, folder: temporary, mode: mode, disk: disk)
        let size = try writing.write(files.paths, advance)
        try disk.renameNew(temporary, to: folder.path + "/" + name.text)
        try disk.syncFolder(folder.path)
        return NewBackup(
          backup: Backup(name: name, in: self), size: size, linked: files.linked,
          passedOver: files.passedOver, hasUnfinishedChange: snapshot.hasUnfinishedChange)
      } catch {
        try? remove(temporary)
        throw error
      }
    }
  }

  /// Refuses a place in the data folder, where the backup would be a part of the next one.
  func checkPlace(beside data: DiskFolder) throws {
    let lab = try disk.realPath(data.path)
    var place = folder.path
    while try disk.status(of: place, followingLinks: true) == nil {
      let above = folderPath(of: place)
      guard above != place else { return }
      place = above
    }
    let real = try disk.realPath(place)
    if real == lab || real.hasPrefix(lab + "/") {
      throw MisplacedBackups(folder: folder.name, data: data.name)
    }
  }

  /// Makes the folder of backups where there is none, and hides it from git.
  private func makeFolder(mode: UInt32) throws {
    if try disk.status(of: folder.path, followingLinks: true) != nil { return }
    try disk.makeFolder(folder.path, mode: mode)
    let ignored = try disk.open(folder.path + "/.gitignore", .creating(mode: mode & 0o664))
    defer { disk.close(ignored) }
    try disk.writeAll(Array("*\n".utf8), to: ignored, at: 0)
    try disk.syncFolder(folderPath(of: folder.path))
  }

  /// Makes the hidden folder for a name, unless a backup has the name or another process is making
  /// one.
  private func takes(_ name: BackupName, mode: UInt32) throws -> Bool {
    guard try !disk.exists(folder.path + "/" + name.text) else { return false }
    do {
      try disk.makeFolder(temporary(of: name), mode: mode)
      return true
    } catch let error as FileError where error.isExistence {
      return false
    }
  }
}

/// Backups would stand in the folder that they are of.
public struct MisplacedBackups: Error, CustomStringConvertible {
  public let folder: String
  public let data: String

  public var description: String {
    "'\(visible(folder))' is in '\(visible(data))', and backups of a folder do not belong into it. "
      + "Name another place with --backups DIR."
  }
}

/// Files were edited in place again and again while they were copied. Nothing was kept.
public struct EditedWhileCopied: Error, CustomStringConvertible {
  public let file: String

  public var description: String {
    "\(visible(file)) was edited while it was copied; no backup was made. Try again."
  }
}
