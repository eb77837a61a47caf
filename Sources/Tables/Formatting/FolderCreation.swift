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
    let content: Content

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

  public init(_ path: String, title: String, files: [NewFile]) {
    self.path = Self.withoutSlash(path)
    self.title = Self.withoutSlash(title)
    self.files = files
  }

  private static func withoutSlash(_ path: String) -> String {
    var trimmed = path[...]
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    return String(trimmed)
  }

  /// Throws `FilesInTheWay` when the folder has one of the files, or a folder of parts in the place
  /// of one; `FileError` when it cannot be looked at.
  public func check() throws {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      guard errno == ENOENT else { throw FileError(title, errno) }
      // A link to nothing is not a free name.
      if unsafe lstat(path, &status) == 0 { throw FileError(title, ENOENT) }
      return
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw FileError(title, ENOTDIR) }
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
    var status = stat()
    if unsafe stat(path, &status) == 0 { return try fill(path, pause) }
    let temporary = temporaryName(beside: path)
    guard unsafe mkdir(temporary, 0o755) == 0 else { throw FileError(title, errno) }
    do {
      try fill(temporary, pause)
      guard unsafe rename(temporary, path) == 0 else { throw FileError(title, errno) }
    } catch {
      for file in files { unsafe unlink(temporary + "/" + file.name) }
      unsafe rmdir(temporary)
      throw error
    }
    try syncFolder(folder(of: path))
  }

  private func fill(_ folder: String, _ pause: () throws -> Void) throws {
    var written: [String] = []
    do {
      for file in files {
        let path = folder + "/" + file.name
        do {
          try writeNewFile(at: path) { write in
            try file.content { piece in
              try pause()
              try write(piece)
            }
          }
        } catch let error as FileError {
          throw FileError(title + "/" + file.name, error.code)
        }
        written.append(path)
      }
      try syncFolder(folder)
    } catch {
      for path in written { unsafe unlink(path) }
      throw error
    }
  }
}

/// Why a folder was not filled: it holds something that would have been overwritten.
public struct FilesInTheWay: Error, CustomStringConvertible {
  public let folder: String
  public let names: [String]

  public var description: String {
    var shown = Array(names.prefix(3))
    if names.count > 3 { shown.append("\(names.count - 3) more") }
    return "'\(folder)' already has \(shown.joinedForReading()); nothing was written"
  }
}
