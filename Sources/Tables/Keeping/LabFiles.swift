internal import CSVText

/// The files of a data folder that are the lab's own: tables and their parts, the descriptor,
/// attachments, what git should know of the folder. Not `.plainlab`, no repository, no `Leftover`.
struct LabFiles {
  /// In the data folder, sorted.
  private(set) var paths: [String] = []
  /// Those that stand elsewhere, and the folders that do, behind symbolic links.
  private(set) var linked: [String] = []
  /// What looks like the lab's and cannot be read as a file.
  private(set) var passedOver: [PassedOver] = []

  private let snapshot: FolderSnapshot
  private let folder: DiskFolder
  private let disk: any Disk
  /// The folders on the way down, so that a link to one of them ends.
  private var above: [Fingerprint] = []

  /// Lists them, and opens each through the snapshot.
  /// - Throws: `FileError` for what may not be read.
  init(in snapshot: FolderSnapshot, _ disk: any Disk) throws {
    self = try StateFolder(folder: snapshot.base, disk: disk).naming {
      var files = LabFiles(snapshot: snapshot, folder: snapshot.base, disk: disk)
      let root = try disk.status(of: snapshot.base.path, followingLinks: true)
      files.above = root.map { [$0] } ?? []
      try files.add(folder: "")
      files.paths.sort()
      return files
    }
  }

  private init(snapshot: FolderSnapshot, folder: DiskFolder, disk: any Disk) {
    self.snapshot = snapshot
    self.folder = folder
    self.disk = disk
  }

  private mutating func add(folder path: String) throws {
    for name in try snapshot.names(in: path)
    where name != ".git" && Leftover(name) == nil {
      try add(path.isEmpty ? name : path + "/" + name)
    }
  }

  private mutating func add(_ path: String) throws {
    let full = folder.path + "/" + path
    let own = try disk.status(of: full, followingLinks: false)
    guard let status = try disk.status(of: full, followingLinks: true) else {
      if own != nil { passedOver.append(PassedOver(path, "is a symbolic link to nothing")) }
      // The name was not read as it is: such a file would be missed in silence.
      if path.contains("\u{FFFD}") {
        passedOver.append(PassedOver(path, "has a name not in UTF-8"))
      }
      return
    }
    if own?.isLink == true { linked.append(path) }
    if status.isFile {
      if try snapshot.file(path) != nil { paths.append(path) }
    } else if status.isFolder {
      func isThis(_ other: Fingerprint) -> Bool {
        (other.device, other.inode) == (status.device, status.inode)
      }
      guard !above.contains(where: isThis) else {
        return passedOver.append(PassedOver(path, "leads back to a folder above"))
      }
      above.append(status)
      defer { above.removeLast() }
      try add(folder: path)
    } else {
      passedOver.append(PassedOver(path, "is a pipe or a device"))
    }
  }
}

/// Something in a data folder that no backup can hold.
public struct PassedOver: Hashable, Sendable {
  /// In the data folder.
  public let path: String
  /// Goes on after the path: `is a symbolic link to nothing`.
  public let reason: String

  init(_ path: String, _ reason: String) {
    self.path = path
    self.reason = reason
  }
}

extension ByteSource {
  /// The SHA-256 digest of all bytes, in constant memory, and how many there are.
  /// - Parameter visit: Gets each block; what it throws ends the reading.
  func digest(
    _ visit: ([UInt8]) throws -> Void = { _ in }
  ) throws -> (digest: String, size: Int) {
    var digest = SHA256()
    var position = 0
    while true {
      let block = try bytes(at: position, count: 1 << 20)
      if block.isEmpty { return (digest.hexDigits(), position) }
      digest.update(with: block.span)
      position += block.count
      try visit(block)
    }
  }
}
