/// The files of a new folder while they are written: any of them grows by a piece whenever there is
/// one.
///
/// A few stay open; one that was closed meanwhile is opened again.
public struct FolderFilling: ~Copyable {
  private struct Growing {
    var digest = ByteDigest()
    var size = 0
    var file: OpenFile?
  }

  /// How many files are open at once.
  private static let most = 16

  private let path: String
  private let disk: any Disk
  private var files: [String: Growing] = [:]
  /// The names of the files in the order in which they were begun.
  private(set) var names: [String] = []
  /// The names of those that are open, the one last used at the end.
  private var open: [String] = []
  private var folders: Set<String> = []

  init(_ path: String, on disk: any Disk) {
    self.path = path
    self.disk = disk
  }

  deinit { for name in open { if let file = files[name]?.file { disk.close(file) } } }

  /// Adds bytes behind those that the file has so far, and makes it where there is none.
  ///
  /// - Parameter name: May hold folders, with `/` between them.
  /// - Throws: `FileError`.
  public mutating func append(_ bytes: [UInt8], to name: String) throws {
    var growing = try growing(name)
    guard let file = growing.file else { preconditionFailure("a file that grows is open") }
    try disk.writeAll(bytes, to: file, at: growing.size)
    growing.size += bytes.count
    growing.digest.add(bytes)
    files[name] = growing
  }

  /// The file of this name, open.
  private mutating func growing(_ name: String) throws -> Growing {
    if open.last != name {
      open.removeAll { $0 == name }
      if files[name]?.file == nil, open.count >= Self.most { try close(open.removeFirst()) }
      open.append(name)
    }
    if var growing = files[name] {
      if growing.file == nil { growing.file = try disk.open(path + "/" + name, .writing) }
      files[name] = growing
      return growing
    }
    try makeFolders(above: name)
    let growing = Growing(file: try disk.open(path + "/" + name, .creating(mode: admitted(0o644))))
    files[name] = growing
    names.append(name)
    return growing
  }

  private mutating func makeFolders(above name: String) throws {
    let parts = name.split(separator: "/").dropLast()
    for count in 0..<parts.count {
      let folder = parts.prefix(count + 1).joined(separator: "/")
      guard folders.insert(folder).inserted else { continue }
      try disk.makeFolder(path + "/" + folder, mode: admitted(0o755))
    }
  }

  private mutating func close(_ name: String) throws {
    guard let file = files[name]?.file else { return }
    files[name]?.file = nil
    defer { disk.close(file) }
    try disk.sync(file)
  }

  /// Makes all durable, and returns the digest of each file.
  mutating func finish() throws -> [(name: String, digest: ByteDigest)] {
    while let name = open.popLast() { try close(name) }
    for folder in folders { try disk.syncFolder(path + "/" + folder) }
    return names.map { ($0, files[$0]?.digest ?? ByteDigest()) }
  }
}
