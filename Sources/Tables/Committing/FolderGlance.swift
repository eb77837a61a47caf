internal import CSVText

/// A glance at a data folder: which files its tables have, and in which state each is.
///
/// Two equal glances mean that nobody changed a table in between; see `Fingerprint`. No file is
/// opened, so that a glance costs a look at some names, however large the tables are.
public struct FolderGlance: Equatable, Sendable {
  /// By their paths in the folder: tables, their parts, and the descriptor.
  private let files: [String: Fingerprint]
  /// Whether a change is being made, or was interrupted.
  private let hasJournal: Bool

  /// - Throws: `FileError` where the folder is not there, or may not be looked at.
  public init(at folder: DiskFolder) throws {
    let disk = SystemDisk()
    let state = StateFolder(folder: folder, disk: disk)
    (files, hasJournal) = try state.naming {
      (try Self.files(in: folder, disk), try state.hasJournal())
    }
  }

  private static func files(
    in folder: DiskFolder, _ disk: any Disk
  ) throws -> [String: Fingerprint] {
    guard let names = try disk.names(in: folder.path) else {
      throw FileError(folder.path, FileError.absence)
    }
    var files: [String: Fingerprint] = [:]
    func add(_ path: String) throws -> Bool {
      let status = try disk.status(of: folder.path + "/" + path, followingLinks: true)
      if let status, status.isFile, isOfTables(path) { files[path] = status }
      return status?.isFolder ?? false
    }
    for name in names where !name.hasPrefix(".") {
      guard try add(name) else { continue }
      for part in try disk.names(in: folder.path + "/" + name) ?? [] where !part.hasPrefix(".") {
        _ = try add(name + "/" + part)
      }
    }
    return files
  }

  private static func isOfTables(_ path: String) -> Bool {
    path.hasSuffix(".csv") || path == Descriptor.fileName
  }

  /// The files that came, went or changed since an earlier glance, sorted.
  public func changes(since earlier: FolderGlance) -> [String] {
    Set(files.keys).union(earlier.files.keys)
      .filter { files[$0] != earlier.files[$0] }.sorted()
  }
}
