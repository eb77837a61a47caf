internal import CSVText
internal import Wording

extension FolderHealth {
  /// Whether every file can be read, and written.
  static let folder = HealthCheck<FolderHealth>("folder") { health in
    let paths = try health.lab.get().paths
    let disk = health.disk
    try health.state().naming { try disk.checkWritable(health.data.path) }
    let closed = paths.filter { path in
      (try? disk.checkWritable(health.data.path + "/" + path)) == nil
    }
    let title = "'\(visible(health.data.name))'"
    guard closed.isEmpty else {
      return .warning(
        "\(health.some(closed)) may not be written to",
        "Give those who work in the lab the right to, with chmod or chown.")
    }
    return .ok("\(title) can be read and written: \(counted(paths.count, "file"))")
  }

  /// Whether the disk has room for the next changes: a changed table is written beside the old one.
  static let space = HealthCheck<FolderHealth>("space") { health in
    guard let free = health.machine.freeBytes(health.data.path) else {
      return .ok("the system does not say how much space is free")
    }
    // What cannot be read is told by another check.
    let paths = (try? health.lab.get().paths) ?? []
    let sizes = try paths.map { try health.snapshot.fingerprint(of: $0)?.size ?? 0 }
    let all = sizes.reduce(0, +)
    let largest = sizes.max() ?? 0
    let sentence = "\(byteSize(free)) free; the lab takes \(byteSize(all))"
    let remedy =
      "Make room: a change needs as much as the table that it changes, a backup as much "
      + "as the lab."
    if free < largest + 16_000_000 { return .error(sentence, remedy) }
    if free < 2 * all + 256_000_000 { return .warning(sentence, remedy) }
    return .ok(sentence)
  }

  /// Whether locks hold where the folder is: not between machines that share a drive, and not at all
  /// in a folder that a program copies back and forth.
  static let place = HealthCheck<FolderHealth>("place") { health in
    let path = try health.disk.realPath(health.data.path)
    let names = path.split(separator: "/").map(String.init)
    for (part, service) in syncedFolders
    where names.contains(where: { $0 == part || $0.hasPrefix(part + " ") }) {
      return .warning(
        "the folder is synchronised by \(service), which gives no lock between machines",
        "Let one machine write at a time, or keep the lab in git instead.")
    }
    guard let kind = health.machine.fileSystem(path) else {
      return .ok("the system does not say on which kind of disk it is")
    }
    if networkFileSystems.contains(kind) {
      return .warning(
        "the folder is on a network drive (\(visible(kind))), where locks may not hold",
        "Let one machine write at a time.")
    }
    return .ok("the folder is on a disk of this machine (\(visible(kind)))")
  }

  private static let syncedFolders = [
    ("Dropbox", "Dropbox"), ("OneDrive", "OneDrive"), ("Google Drive", "Google Drive"),
    ("GoogleDrive", "Google Drive"), ("Mobile Documents", "iCloud"), ("Nextcloud", "Nextcloud"),
    ("ownCloud", "ownCloud"), ("Syncthing", "Syncthing"),
  ]

  private static let networkFileSystems: Set<String> = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "afpfs", "webdav", "davfs", "fuse.davfs",
    "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "ceph", "fuse.glusterfs", "vboxsf", "drvfs",
  ]

  /// Whether a program that synchronises folders has put its own copy beside a table.
  static let copies = HealthCheck<FolderHealth>("copies") { health in
    let store = try Store(health.snapshot, catalog: health.catalog, options: health.options)
    var beside: [String] = []
    var read: [String] = []
    for table in store.catalog.tables {
      for file in store.files(of: table) where ConflictedCopy.isMarked(file.path) {
        read.append(file.path)
      }
    }
    for name in store.names where store.catalog[String(name.dropLast(4))] == nil {
      if ConflictedCopy.table(of: name, in: store.catalog) != nil { beside.append(name) }
    }
    if !read.isEmpty {
      return .error(
        "\(health.some(read)) \(read.count == 1 ? "looks like a copy" : "look like copies") of another part, and the rows count",
        "Bring what is only in it into the other part, then remove it.")
    }
    if !beside.isEmpty {
      return .warning(
        "\(health.some(beside)) \(beside.count == 1 ? "looks like a copy" : "look like copies") that a conflict left, and no table reads it",
        "Compare it with the table, for somebody's rows may be in it alone; then remove it.")
    }
    return .ok("no copies that a conflict left")
  }
}
