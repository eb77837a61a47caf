public import CSVText
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A data folder as it was at one moment: each file is opened once and read up to the size that it
/// had then, each folder listed once.
///
/// A writer takes one under the lock, and the commit looks whether anything that was seen through it
/// changed. Files are opened when they are asked for.
public struct FolderSnapshot: FileTree {
  public let base: DiskFolder
  /// Whether a change was interrupted and somebody edited its files, so that the tables may show a
  /// part of it. `plainlab recover` ends that.
  public let hasUnfinishedChange: Bool
  /// Who is told what is read through it, and what of it is written anew.
  private(set) var watch: (any FolderWatch)?
  private let seen: Seen

  public var name: String { base.name }
  public var folder: DiskFolder? { base }

  init(
    _ base: DiskFolder, disk: any Disk, hasUnfinishedChange: Bool = false,
    settling: Settling = .none
  ) {
    self.base = base
    self.hasUnfinishedChange = hasUnfinishedChange
    seen = Seen(disk: disk, settling: settling)
  }

  /// The same snapshot, watched from here on.
  public func watched(by watch: (any FolderWatch)?) -> FolderSnapshot {
    var watched = self
    watched.watch = watch
    return watched
  }

  public func names(in folder: String) throws -> [String] {
    try seen.names(in: folder, of: base)
  }

  public func open(_ path: String) throws -> any ByteSource {
    guard case .file(let file) = try seen.look(at: path, in: base) else {
      throw FileError(title(of: path), ENOENT)
    }
    let source: any ByteSource = file.kept.map { MemorySource($0) } ?? file
    return watch.map { WatchedSource(source: source, path: path, watch: $0) } ?? source
  }

  /// The state in which the file was; `nil` when there was none.
  package func fingerprint(of path: String) throws -> Fingerprint? {
    if case .file(let file) = try seen.look(at: path, in: base) { file.fingerprint } else { nil }
  }

  /// The file that was opened, for a copy of its pieces.
  func file(_ path: String) throws -> SnapshotFile? {
    if case .file(let file) = try seen.look(at: path, in: base) { file } else { nil }
  }

  /// What was seen and is not so any more, sorted: files, and folders with other names in them.
  package func overtakenPaths() throws -> [String] { try seen.overtaken(in: base) }
}

/// What a writer does about a file that was changed so lately that another change might get the same
/// time: the system stamps files with a clock that ticks every few milliseconds.
struct Settling: Sendable {
  /// Nanoseconds after which a next change certainly gets another time.
  let tick: Int64
  /// Files up to this size are kept in memory and compared; larger ones are waited for.
  let keptSize: Int
  /// Files that need neither, as our own last change left them so.
  let known: [String: Fingerprint]

  static var none: Settling { Settling(tick: 0, keptSize: 0, known: [:]) }
}

/// An open file of a snapshot.
final class SnapshotFile: ByteSource {
  let file: OpenFile
  let fingerprint: Fingerprint
  var size: Int { fingerprint.size }
  /// All its bytes, when its time cannot tell whether it changes.
  let kept: [UInt8]?
  private let title: String
  private let disk: any Disk

  init(
    _ file: OpenFile, _ fingerprint: Fingerprint, kept: [UInt8]?, title: String, disk: any Disk
  ) {
    self.file = file
    self.fingerprint = fingerprint
    self.kept = kept
    self.title = title
    self.disk = disk
  }

  /// Opens a file that is in no snapshot, as it is now.
  convenience init(opening path: String, title: String, on disk: any Disk) throws {
    let file = try disk.open(path, .reading)
    do {
      self.init(file, try disk.status(of: file), kept: nil, title: title, disk: disk)
    } catch {
      disk.close(file)
      throw error
    }
  }

  deinit { disk.close(file) }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
    let count = min(buffer.count, max(0, fingerprint.size - offset))
    guard count > 0 else { return 0 }
    do {
      return try unsafe disk.read(
        file, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]), at: offset)
    } catch let error as FileError {
      throw FileError(title, error.code)
    }
  }
}

/// What was looked at so far, shared by all copies of a snapshot.
private final class Seen: Sendable {
  enum Entry: Sendable {
    case nothing
    case file(SnapshotFile)
  }

  private struct Contents: Sendable {
    var entries: [String: Entry] = [:]
    var listings: [String: [String]] = [:]
  }

  private let disk: any Disk
  private let settling: Settling
  private let contents = Mutex(Contents())

  init(disk: any Disk, settling: Settling) {
    self.disk = disk
    self.settling = settling
  }

  func names(in folder: String, of base: DiskFolder) throws -> [String] {
    try contents.withLock { contents in
      if let names = contents.listings[folder] { return names }
      let names = try list(folder, base)
      contents.listings[folder] = names
      return names
    }
  }

  private func list(_ folder: String, _ base: DiskFolder) throws -> [String] {
    let title = folder.isEmpty ? base.name : base.title(of: folder)
    do {
      let full = folder.isEmpty ? base.path : base.path + "/" + folder
      if let names = try disk.names(in: full) {
        return names.filter { $0 != StateFolder.name }.sorted()
      }
      if !folder.isEmpty { return [] }
      throw FileError(title, ENOENT)
    } catch let error as FileError {
      throw FileError(title, error.code)
    }
  }

  func look(at path: String, in base: DiskFolder) throws -> Entry {
    try contents.withLock { contents in
      if let entry = contents.entries[path] { return entry }
      let entry = try open(path, base)
      contents.entries[path] = entry
      return entry
    }
  }

  private func open(_ path: String, _ base: DiskFolder) throws -> Entry {
    let full = base.path + "/" + path
    let title = base.title(of: path)
    do {
      guard let status = try disk.status(of: full, followingLinks: true) else { return .nothing }
      // Opening a pipe would wait for somebody to write to it.
      guard status.isFile else {
        if status.isFolder { throw FileError(full, EISDIR) }
        throw ReadingError(
          file: title, place: nil, message: "it is a pipe or a device, not a file")
      }
      let file = try disk.open(full, .reading)
      do {
        var status = try disk.status(of: file)
        var kept: [UInt8]?
        if settling.tick > 0, settling.known[path] != status {
          if status.size <= settling.keptSize {
            if disk.now() - status.modified < settling.tick {
              kept = try disk.bytes(of: file, at: 0, count: status.size)
            }
          } else {
            while case let age = disk.now() - status.modified, (0..<settling.tick).contains(age) {
              disk.pause(.nanoseconds(settling.tick - age))
              status = try disk.status(of: file)
            }
          }
        }
        return .file(SnapshotFile(file, status, kept: kept, title: title, disk: disk))
      } catch {
        disk.close(file)
        throw error
      }
    } catch let error as FileError {
      throw FileError(title, error.code)
    }
  }

  func overtaken(in base: DiskFolder) throws -> [String] {
    try contents.withLock { contents in
      var paths: [String] = []
      for (folder, names) in contents.listings {
        // Editors come and go with hidden files.
        let now = try list(folder, base).filter { !$0.hasPrefix(".") }
        if now != names.filter({ !$0.hasPrefix(".") }) {
          paths += Set(now).symmetricDifference(names).filter { !$0.hasPrefix(".") }
            .map { folder.isEmpty ? $0 : folder + "/" + $0 }
        }
      }
      for (path, entry) in contents.entries {
        let now = try disk.status(of: base.path + "/" + path, followingLinks: true)
        switch entry {
        case .nothing: if now != nil { paths.append(path) }
        case .file(let file):
          if now != file.fingerprint {
            paths.append(path)
          } else if let kept = file.kept,
            try disk.bytes(of: file.file, at: 0, count: kept.count + 1) != kept
          {
            paths.append(path)
          }
        }
      }
      return Set(paths).sorted()
    }
  }
}
