internal import CSVText

/// Something in a backup that is not as it was written.
public struct BackupFault: Hashable, Sendable, CustomStringConvertible {
  /// As a person is told it: `backups/2026-11-21T083000Z/data/runs.csv`.
  public let file: String
  /// Goes on after the file: `is missing`.
  public let what: String

  public var description: String { "\(file) \(what)" }
}

/// How much a backup holds.
public struct BackupSize: Hashable, Sendable {
  public let files: Int
  public let bytes: Int
}

extension Backup {
  /// How many files it holds, and how large they are. `nil` when its list cannot be read.
  public func size() throws -> BackupSize? {
    try backups.naming {
      guard let entries = try? checksums().entries else { return nil }
      let sizes = try entries.compactMap {
        try backups.disk.status(of: path + "/" + $0.path, followingLinks: false)?.size
      }
      return BackupSize(files: entries.count, bytes: sizes.reduce(0, +))
    }
  }

  /// Reads every file and compares it with its checksum; finds files that are missing, and those that
  /// nobody backed up.
  /// - Parameter advance: Told of each block's bytes; what it throws ends the reading.
  /// - Throws: `FileError` for what may not be read.
  public func verify(_ advance: (Int) throws -> Void = { _ in }) throws -> [BackupFault] {
    try backups.naming {
      let entries: [ChecksumList.Entry]
      do {
        entries = try checksums().entries
      } catch let error as DamagedChecksums {
        return [
          fault(ChecksumList.fileName, "cannot be read as a list of checksums (line \(error.line))")
        ]
      }
      var faults: [BackupFault] = []
      for entry in entries {
        if let what = try fault(of: entry, advance) { faults.append(fault(entry.path, what)) }
      }
      let known = Set(entries.map(\.path) + [ChecksumList.fileName])
      for path in try present().sorted() where !known.contains(path) {
        faults.append(fault(path, "was not part of the backup"))
      }
      return faults
    }
  }

  private func fault(_ path: String, _ what: String) -> BackupFault {
    BackupFault(file: title + "/" + path, what: what)
  }

  private func fault(
    of entry: ChecksumList.Entry, _ advance: (Int) throws -> Void
  ) throws -> String? {
    guard let place = Self.place(of: entry), FileEdit(place, .remove).isInside else {
      return "is no place in a backup"
    }
    let full = path + "/" + entry.path
    guard let status = try backups.disk.status(of: full, followingLinks: false) else {
      return "is missing"
    }
    guard status.isFile else { return "is not a file any more" }
    let digest = try FileSource.open(full).digest { try advance($0.count) }.digest
    return digest == entry.digest ? nil : "has other bytes than were backed up"
  }

  /// The checksums as they were written.
  /// - Throws: `DamagedChecksums`.
  func checksums() throws -> ChecksumList {
    try ChecksumList(text: backups.disk.contents(of: path + "/" + ChecksumList.fileName) ?? [])
  }

  /// Where in the data folder a file of the backup belongs; `nil` for what is not the lab's.
  static func place(of entry: ChecksumList.Entry) -> String? {
    let start = dataFolder + "/"
    return entry.path.hasPrefix(start) ? String(entry.path.dropFirst(start.count)) : nil
  }

  /// Every file that stands in the backup's folder now, but for what programs leave behind.
  private func present() throws -> [String] {
    var files: [String] = []
    var folders = [""]
    while let folder = folders.popLast() {
      let full = folder.isEmpty ? path : path + "/" + folder
      // File managers leave notes wherever somebody looks.
      for name in try backups.disk.names(in: full) ?? [] where Leftover(name) == nil {
        let file = folder.isEmpty ? name : folder + "/" + name
        let status = try backups.disk.status(of: path + "/" + file, followingLinks: false)
        if status?.isFolder == true { folders.append(file) } else { files.append(file) }
      }
    }
    return files
  }
}
