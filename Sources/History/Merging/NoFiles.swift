internal import CSVText
internal import Tables

/// A data folder that is not there.
struct NoFiles: FileTree {
  let name: String

  func names(in folder: String) -> [String] { [] }

  // 2 is ENOENT everywhere.
  func open(_ path: String) throws -> any ByteSource { throw FileError(title(of: path), 2) }
}
