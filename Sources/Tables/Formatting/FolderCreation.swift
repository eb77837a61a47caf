internal import CSVText
internal import Wording

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A folder of files that is made as a whole or not at all.
public struct FolderCreation: Sendable {
  public struct NewFile: Sendable {
    /// Hands a file's bytes, in as many pieces as it likes, to the function that it gets.
    public typealias Content = @Sendable (_ write: ([UInt8]) throws -> Void) throws -> Void

    public let name: String
    package let content: Content

    public init(_ name: String, content: @escaping Content) {
      self.name = name
      self.content = content
    }

    public init(_ name: String, _ text: String) {
      self.init(name) { write in try write(Array(text.utf8)) }
    }
  }

  /// The folder's path for the system.
  public let path: String
  /// How the person called it.
  public let title: String
  public let files: [NewFile]
  private let disk: any Disk = SystemDisk()

  public init(_ path: String, title: String, files: [NewFile]) {
    self.path = path.withoutEndingSlashes
    self.title = title.withoutEndingSlashes
    self.files = files
  }

  /// Throws `FilesInTheWay` when the folder has one of the files, or a folder of parts in the place
  /// of one; `FileError` when it cannot be looked at.
  public func check() throws {
    let status = try naming { try disk.status(of: path, followingLinks: true) }
    guard let status else {
      // A link to nothing is not a free name.
      if try disk.status(of: path, followingLinks: false) != nil {
        throw FileError(title, FileError.absence)
      }
      return
    }
    guard status.isFolder else { throw FileError(title, FileError.notAFolder) }
    let present = Set(try DiskFolder(path, name: title).names(in: ""))
    let inTheWay = files.flatMap { file in
      let parts = file.name.hasSuffix(".csv") ? [String(file.name.dropLast(4))] : []
      return ([file.name] + parts).filter(present.contains)
    }
    if !inTheWay.isEmpty { throw FilesInTheWay(folder: title, names: inTheWay) }
  }

  /// Writes the files and syncs them.
  ///
  /// A folder that is not there yet is made beside its place under a hidden name and renamed; in one
  /// that is there, no file is overwritten and the new ones are removed again when one fails. The
  /// folder above must exist.
  /// - Parameter pause: Called between two pieces of a file. When it throws, nothing is left.
  public func make(_ pause: () throws -> Void = {}) throws {
    try check()
    if try disk.exists(path) { return try fill(path, pause) }
    let temporary = temporaryName(beside: path)
    // A folder that stands alone is for whom the process's `umask` admits; a `Disk` knows none.
    guard unsafe mkdir(temporary, 0o755) == 0 else { throw FileError(title, errno) }
    do {
      try fill(temporary, pause)
      try naming { try disk.rename(temporary, to: path) }
    } catch {
      for file in files { try? disk.remove(temporary + "/" + file.name) }
      try? disk.removeFolder(temporary)
      throw error
    }
    try naming { try disk.syncFolder(folderPath(of: path)) }
  }

  private func fill(_ folder: String, _ pause: () throws -> Void) throws {
    let mode = try (disk.status(of: folder, followingLinks: true)?.mode ?? 0o755) & 0o664
    var written: [String] = []
    do {
      for file in files {
        let path = folder + "/" + file.name
        try naming(file.name) {
          try disk.make(path, mode: mode) { write in
            try file.content { piece in
              try pause()
              try write(piece)
            }
          }
        }
        written.append(path)
      }
      try naming { try disk.syncFolder(folder) }
    } catch {
      for path in written { try? disk.remove(path) }
      throw error
    }
  }

  /// Runs `body` so that what the system refuses is told with the names that a person knows.
  private func naming<Value>(_ file: String? = nil, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as FileError {
      throw FileError(file.map { title + "/" + $0 } ?? title, error.code)
    }
  }
}

/// Why a folder was not filled: it holds something that would have been overwritten.
public struct FilesInTheWay: Error, CustomStringConvertible {
  public let folder: String
  public let names: [String]
  /// Whether the folder is one that output takes the place of.
  var isOutput = false

  public var description: String {
    var shown = Array(names.prefix(3))
    if names.count > 3 { shown.append("\(names.count - 3) more") }
    let files = shown.joinedForReading()
    guard isOutput else { return "'\(folder)' already has \(files); nothing was written" }
    let isOne = names.count == 1
    return
      "'\(folder)' has \(files), which \(isOne ? "is" : "are") not what was written there before; "
      + "nothing was written. Move \(isOne ? "it" : "them") away, or write to another folder."
  }
}
