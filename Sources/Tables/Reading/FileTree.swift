public import CSVText

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Where a store finds its files: a folder, or anything else that has names and bytes.
///
/// Every reading command works on a tree and does not know which.
public protocol FileTree: Sendable {
  /// What stands before a file's path when a person is told about it: `data`.
  var name: String { get }

  /// The folder on disk that it shows, where changes can be written; `nil` when it shows something
  /// else, as a commit.
  var folder: DiskFolder? { get }

  /// The names in a folder of the tree (`""` is its root), sorted; none when there is no such folder.
  func names(in folder: String) throws -> [String]

  /// Opens a file of the tree; throws `FileError` when there is none.
  func open(_ path: String) throws -> any ByteSource

  /// The file's path as a person is told it.
  func title(of path: String) -> String
}

extension FileTree {
  public var folder: DiskFolder? { nil }

  public func title(of path: String) -> String { name.isEmpty ? path : name + "/" + path }
}

/// A folder on disk.
public struct DiskFolder: FileTree {
  public let name: String
  /// The folder's path for the system.
  public let path: String

  /// - Parameters:
  ///   - path: Where the folder is.
  ///   - name: How the person called it; the path, if they did not.
  public init(_ path: String, name: String? = nil) {
    self.path = path
    self.name = name ?? path
  }

  public var folder: DiskFolder? { self }

  public func names(in folder: String) throws -> [String] {
    let full = folder.isEmpty ? path : path + "/" + folder
    guard let stream = unsafe opendir(full) else {
      if !folder.isEmpty, errno == ENOENT || errno == ENOTDIR { return [] }
      throw FileError(folder.isEmpty ? name : title(of: folder), errno)
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  public func open(_ path: String) throws -> any ByteSource {
    // Opening a pipe would wait for somebody to write to it.
    var status = stat()
    if unsafe stat(self.path + "/" + path, &status) == 0,
      ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
    {
      throw ReadingError(
        file: title(of: path), place: nil, message: "it is a pipe or a device, not a file")
    }
    do {
      return try FileSource.open(self.path + "/" + path)
    } catch let error as FileError {
      throw FileError(title(of: path), error.code)
    }
  }
}
