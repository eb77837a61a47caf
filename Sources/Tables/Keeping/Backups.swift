internal import CSVText
internal import Wording

/// A folder of backups, each in a folder of its own that is named by its time:
///
///     backups/2026-11-21T083000Z/SHA256SUMS         checksums, for 'sha256sum -c' too
///     backups/2026-11-21T083000Z/data/runs.csv      the lab's files as they were
///
/// What it does not recognise by name and checksums, it leaves alone.
public struct Backups: Sendable {
  public let folder: DiskFolder
  let disk: any Disk

  public init(in folder: DiskFolder) { self.init(in: folder, disk: SystemDisk()) }

  package init(in folder: DiskFolder, disk: any Disk) {
    self.folder = folder
    self.disk = disk
  }

  /// The backups that are there, the oldest first; none where there is no such folder.
  public func all() throws -> [Backup] {
    try naming {
      let names = try disk.names(in: folder.path) ?? []
      return try names.compactMap { BackupName($0) }.sorted().compactMap { name in
        let backup = Backup(name: name, in: self)
        // A symbolic link is somebody's own.
        guard try disk.status(of: backup.path, followingLinks: false)?.isFolder == true,
          try disk.exists(backup.path + "/" + ChecksumList.fileName)
        else { return nil }
        return backup
      }
    }
  }

  /// - Throws: `NoSuchBackup`.
  public func backup(named name: String) throws -> Backup {
    let all = try all()
    if let backup = all.first(where: { $0.name.text == name }) { return backup }
    throw NoSuchBackup(
      name: name, folder: folder.name,
      nearest: nearest(to: name, in: all.map(\.name.text)) ?? all.last?.name.text)
  }

  /// - Throws: `NoSuchBackup` when there is none at all.
  public func newest() throws -> Backup {
    guard let backup = try all().last else {
      throw NoSuchBackup(name: nil, folder: folder.name, nearest: nil)
    }
    return backup
  }

  /// Runs `body` so that what the system refuses is told with the name that a person knows.
  func naming<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as FileError {
      guard (error.path + "/").hasPrefix(folder.path + "/") else { throw error }
      throw FileError(folder.name + error.path.dropFirst(folder.path.count), error.code)
    }
  }
}

/// A copy of a data folder as it was at one moment.
public struct Backup: Sendable {
  public let name: BackupName
  let backups: Backups

  init(name: BackupName, in backups: Backups) {
    self.name = name
    self.backups = backups
  }

  /// As a person is told it: `backups/2026-11-21T083000Z`.
  public var title: String { backups.folder.title(of: name.text) }
  /// Its folder for the system.
  public var path: String { backups.folder.path + "/" + name.text }

  /// Where the lab's files are in it.
  static let dataFolder = "data"
}

/// There is no backup of that name, or none at all.
public struct NoSuchBackup: Error, CustomStringConvertible {
  /// `nil` when any would have done.
  public let name: String?
  public let folder: String
  /// The one that was most likely meant, else the newest.
  public let nearest: String?

  public var description: String {
    guard let name, let nearest else {
      return "there is no backup in '\(visible(folder))'. Make one with 'plainlab backup create'."
    }
    return "there is no backup '\(visible(name))' in '\(visible(folder))'. Did you mean "
      + "'\(nearest)'? 'plainlab backup list' shows all."
  }
}
