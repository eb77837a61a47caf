import CSVText
import History
import Tables

/// A data folder that is only in memory: its files by their paths.
struct MemoryTree: FileTree {
  let name = "data"
  let files: [String: String]

  init(_ files: [String: String]) { self.files = files }

  func names(in folder: String) throws -> [String] {
    let prefix = folder.isEmpty ? "" : folder + "/"
    let below = files.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
    return Set(below.compactMap { $0.split(separator: "/").first.map(String.init) }).sorted()
  }

  func open(_ path: String) throws -> any ByteSource {
    // 2 is ENOENT everywhere.
    guard let text = files[path] else { throw FileError(title(of: path), 2) }
    return MemorySource(text)
  }
}

extension LabVersions {
  /// Versions of the small lab from the texts of their files.
  init(base: [String: String], ours: [String: String], theirs: [String: String]) throws {
    func store(_ files: [String: String]) throws -> Store {
      try Store(MemoryTree(files), catalog: SmallLab.catalog)
    }
    try self.init(base: store(base), ours: store(ours), theirs: store(theirs))
  }
}

extension LabMerge {
  /// The texts of the files that theirs changed.
  var texts: [String: String] {
    Dictionary(
      uniqueKeysWithValues: files.compactMap { file in
        file.merged.map { (file.path, String(decoding: $0, as: UTF8.self)) }
      })
  }
}
