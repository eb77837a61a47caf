internal import CSVText

extension Backups {
  /// The backups that are beyond the newest `count`, the oldest first; never the last one that is
  /// sound and holds anything.
  ///
  /// Reads the newest backup, and more only where that is damaged or empty.
  public func beyond(_ count: Int) throws -> [Backup] {
    precondition(count > 0, "the newest backup is never deleted")
    let all = try all()
    let old = all.dropLast(count)
    guard let sound = try all.last(where: { try isSound($0) }) else { return [] }
    return old.filter { $0.name != sound.name }
  }

  private func isSound(_ backup: Backup) throws -> Bool {
    guard let size = try backup.size(), size.files > 0 else { return false }
    return try backup.verify().isEmpty
  }

  /// Deletes a backup. Interrupted, it leaves none that is there by halves.
  public func delete(_ backup: Backup) throws {
    try naming {
      let temporary = temporary(of: backup.name)
      if try disk.exists(temporary) { try remove(temporary) }
      try disk.rename(backup.path, to: temporary)
      try remove(temporary)
      try disk.syncFolder(folder.path)
    }
  }

  /// Where a backup is made, and where it is deleted: a hidden name, which no backup has.
  func temporary(of name: BackupName) -> String { folder.path + "/." + name.text + ".tmp" }

  /// Removes what an earlier process left by halves. One of the last day may still be at work.
  func removeStale(at seconds: Int) throws {
    for name in try disk.names(in: folder.path) ?? [] {
      guard name.hasPrefix("."), name.hasSuffix(".tmp"),
        let backup = BackupName(String(name.dropFirst().dropLast(4))),
        backup.seconds < seconds - 86_400
      else { continue }
      try remove(folder.path + "/" + name)
    }
  }

  /// Removes a file, or a folder with all that is in it. What a symbolic link leads to stays.
  func remove(_ path: String) throws {
    guard try disk.status(of: path, followingLinks: false)?.isFolder == true else {
      return try disk.remove(path)
    }
    for name in try disk.names(in: path) ?? [] { try remove(path + "/" + name) }
    try disk.removeFolder(path)
  }
}
