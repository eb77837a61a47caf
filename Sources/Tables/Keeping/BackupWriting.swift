internal import CSVText

/// Writes the files of a snapshot and their checksums into an empty folder that nobody else uses.
struct BackupWriting {
  let snapshot: FolderSnapshot
  /// For the system.
  let folder: String
  /// Of the folders that are made.
  let mode: UInt32
  let disk: any Disk

  /// Returns when all is durable.
  func write(_ paths: [String], _ advance: (Int) throws -> Void) throws -> BackupSize {
    var folders = [folder, folder + "/" + Backup.dataFolder]
    try disk.makeFolder(folders[1], mode: mode)
    var list = ChecksumList()
    var bytes = 0
    for path in paths {
      let place = Backup.dataFolder + "/" + path
      try makeFolders(above: folder + "/" + place, &folders)
      let (digest, size) = try copy(path, to: folder + "/" + place, advance)
      list.entries.append(.init(digest: digest, path: place))
      bytes += size
    }
    try disk.make(folder + "/" + ChecksumList.fileName, mode: mode & 0o664, list.text)
    for folder in folders.reversed() { try disk.syncFolder(folder) }
    return BackupSize(files: list.entries.count, bytes: bytes)
  }

  private func makeFolders(above file: String, _ folders: inout [String]) throws {
    var missing: [String] = []
    var path = folderPath(of: file)
    while !folders.contains(path) {
      missing.append(path)
      path = folderPath(of: path)
    }
    for path in missing.reversed() {
      try disk.makeFolder(path, mode: mode)
      folders.append(path)
    }
  }

  /// Copies a file with its mode and access list, and makes it durable.
  /// - Throws: `EditedWhileCopied` when its bytes changed on the way.
  private func copy(
    _ path: String, to target: String, _ advance: (Int) throws -> Void
  ) throws -> (digest: String, size: Int) {
    guard let original = try snapshot.file(path) else {
      preconditionFailure("a file of the lab was opened when it was listed")
    }
    let source = try snapshot.open(path)
    let file = try disk.open(target, .creating(mode: 0o600))
    defer { disk.close(file) }
    var position = 0
    let (digest, size) = try source.digest { block in
      try disk.writeAll(block, to: file, at: position)
      position += block.count
      try advance(block.count)
    }
    // A change of ours appends or brings another file in place: what was there stays readable. An
    // editor may write into the file itself; then another reading tells.
    if size != original.size { throw EditedWhileCopied(file: snapshot.title(of: path)) }
    let now = try disk.status(of: original.file)
    if !now.hasContent(of: original.fingerprint), try source.digest().digest != digest {
      throw EditedWhileCopied(file: snapshot.title(of: path))
    }
    try disk.copyAttributes(of: original.file, to: file)
    try disk.sync(file)
    return (digest, size)
  }
}
