public import CSVText
public import Tables

/// A data folder in which some files are otherwise: what a merge would make of it, without writing
/// it.
public struct MergedTree: FileTree {
  public let name: String
  private let tree: any FileTree
  /// The files that are otherwise; `nil` for one that is gone.
  private let files: [String: [UInt8]?]

  /// The tree of ours with what a merge makes of its files.
  ///
  /// - Parameter name: What stands before a file's path when a person is told about it.
  public init(_ ours: any FileTree, _ merge: LabMerge, name: String) {
    self.init(
      ours, name: name,
      files: Dictionary(merge.files.map { ($0.path, $0.merged) }, uniquingKeysWith: { $1 }))
  }

  /// A tree as it is, under the name that people know.
  public init(_ tree: any FileTree, name: String) { self.init(tree, name: name, files: [:]) }

  init(_ tree: any FileTree, name: String, files: [String: [UInt8]?]) {
    (self.tree, self.name, self.files) = (tree, name, files)
  }

  /// The object of git that a file is; `nil` where it is otherwise than in a commit.
  func object(_ path: String) -> String? {
    guard files[path] == nil else { return nil }
    return (tree as? CommitTree)?.entries[path]?.object ?? (tree as? MergedTree)?.object(path)
  }

  public func names(in folder: String) throws -> [String] {
    var names = Set(try tree.names(in: folder))
    let prefix = folder.isEmpty ? "" : folder + "/"
    for (path, bytes) in files where path.hasPrefix(prefix) {
      let rest = path.dropFirst(prefix.count).split(separator: "/")
      guard let first = rest.first.map(String.init) else { continue }
      if bytes != nil { names.insert(first) } else if rest.count == 1 { names.remove(first) }
    }
    return names.sorted()
  }

  public func open(_ path: String) throws -> any ByteSource {
    guard let bytes = files[path] else { return try tree.open(path) }
    // 2 is ENOENT everywhere.
    guard let bytes else { throw FileError(title(of: path), 2) }
    return MemorySource(bytes)
  }
}
