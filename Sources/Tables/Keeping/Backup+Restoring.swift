internal import CSVText
internal import JSONText
internal import Wording

/// What becomes of one file of the lab that changes as a whole: by a restore, or as a change is taken
/// back.
public struct RestoredFile: Hashable, Sendable {
  public enum Change: String, Hashable, Sendable {
    /// It gets other bytes.
    case changed
    /// The lab does not have it now.
    case added
    /// The lab has it, and will not.
    case removed
  }

  /// In the data folder.
  public let path: String
  public let change: Change
  /// The size before; `nil` when there is no such file.
  public let bytesNow: Int?
  /// The size that it gets; `nil` when it goes.
  public let bytesThen: Int?
}

/// A restore that was made.
public struct Restoration: Sendable {
  /// Nothing, when the lab is as the backup has it already.
  public let files: [RestoredFile]
  /// Links that the backup does not have: they stay, as what they lead to is not the lab's alone.
  public let keptLinks: [String]
  /// The lab as it was before; `nil` when nothing was changed.
  public let before: NewBackup?
}

extension Backup {
  /// What `restore` would do, without a check of the backup's own bytes.
  public func preview(
    into data: DiskFolder, _ advance: (Int) throws -> Void = { _ in }
  ) throws -> Restoration {
    let disk = backups.disk
    let plan = try ConsistentReading(data, disk: disk).read { snapshot in
      try RestorePlan(self, LabFiles(in: snapshot, disk), in: snapshot, advance)
    }
    return Restoration(files: plan.files, keptLinks: plan.keptLinks, before: nil)
  }

  /// Makes the lab's files as they are in this backup, as one change: all of them or none.
  ///
  /// The backup is verified first, and what is in the folder now is backed up beside it. Files that
  /// are the same already are not touched, links stay links, and what is no file of the lab stays.
  /// - Parameters:
  ///   - seconds: Now, in seconds since 1970.
  ///   - advance: Told of each block's bytes. What it throws ends the work; nothing is changed then.
  /// - Throws: `DamagedBackup`; `Overtaken` when somebody edits a file meanwhile; what
  ///   `WritingSession` throws.
  public func restore(
    into data: DiskFolder, at seconds: Int, _ advance: (Int) throws -> Void = { _ in }
  ) throws -> Restoration {
    try backups.checkPlace(beside: data)
    let faults = try verify(advance)
    guard faults.isEmpty else { throw DamagedBackup(title: title, faults: faults) }
    let what = "restore backup \(name.text)"
    let session = try WritingSession(
      data, disk: backups.disk, holder: what, at: Int64(seconds))
    let snapshot = try session.snapshot()
    let files = try LabFiles(in: snapshot, backups.disk)
    let plan = try RestorePlan(self, files, in: snapshot, advance)
    guard !plan.files.isEmpty else {
      return Restoration(files: [], keptLinks: plan.keptLinks, before: nil)
    }
    // An empty folder is no state to come back to.
    let before =
      files.paths.isEmpty ? nil : try backups.create(of: files, in: snapshot, at: seconds, advance)
    try session.commit(plan.edits, from: snapshot, what: what, rows: .null, at: Int64(seconds))
    // Rows that were written since the backup are not missing: they are gone on purpose. Remembering
    // them would only make `check` ask about them.
    let places = Set(plan.files.map(\.path))
    let changes = (try? RecentChange.all(in: data, disk: backups.disk)) ?? []
    let overwritten = changes.filter { change in
      !change.isOfFiles && change.files.contains { places.contains($0.path) }
    }
    try? session.forget(Set(overwritten.map(\.generation)))
    return Restoration(files: plan.files, keptLinks: plan.keptLinks, before: before)
  }
}

/// The files in which a lab differs from a backup.
private struct RestorePlan {
  private(set) var files: [RestoredFile] = []
  private(set) var edits: [FileEdit] = []
  private(set) var keptLinks: [String] = []

  init(
    _ backup: Backup, _ lab: LabFiles, in snapshot: FolderSnapshot, _ advance: (Int) throws -> Void
  ) throws {
    let disk = backup.backups.disk
    let entries: [ChecksumList.Entry]
    do {
      entries = try backup.checksums().entries
    } catch is DamagedChecksums {
      throw DamagedBackup(title: backup.title, faults: try backup.verify())
    }
    var digests: [String: String] = [:]
    for entry in entries {
      guard let place = Backup.place(of: entry) else { continue }
      digests[place] = entry.digest
    }
    // Two names may lead to one file, which changes once.
    var places: Set<String> = []
    let present = Set(lab.paths)
    for path in present.union(digests.keys).sorted() {
      let isThere = present.contains(path)
      if isThere {
        let real = try disk.realPath(snapshot.base.path + "/" + path)
        guard places.insert(real).inserted else { continue }
      }
      let now = isThere ? try snapshot.open(path) : nil
      guard let wanted = digests[path] else {
        if lab.linked.contains(path) {
          keptLinks.append(path)
        } else {
          add(path, .removed, now, nil)
        }
        continue
      }
      if let now, try now.digest({ try advance($0.count) }).digest == wanted { continue }
      let then = try backup.open(Backup.dataFolder + "/" + path)
      add(path, isThere ? .changed : .added, now, then)
    }
  }

  private mutating func add(
    _ path: String, _ change: RestoredFile.Change, _ now: (any ByteSource)?,
    _ then: (any ByteSource)?
  ) {
    files.append(
      RestoredFile(path: path, change: change, bytesNow: now?.size, bytesThen: then?.size))
    edits.append(FileEdit(path, then.map { .rewrite([.copied($0)]) } ?? .remove))
  }
}

extension Backup {
  fileprivate func open(_ file: String) throws -> SnapshotFile {
    try SnapshotFile(opening: path + "/" + file, title: title + "/" + file, on: backups.disk)
  }
}

/// A backup is not what was written, so that nothing was restored from it.
public struct DamagedBackup: Error, CustomStringConvertible {
  public let title: String
  public let faults: [BackupFault]

  public var description: String {
    var shown = faults.prefix(3).map { "\($0)" }
    if faults.count > 3 { shown.append("\(counted(faults.count - 3, "other fault"))") }
    return "'\(title)' is damaged, and nothing was restored: \(shown.joined(separator: "; ")). "
      + "'plainlab backup list' shows the others."
  }
}
