import CSVText
import Tables

/// A data folder that is only in memory: its files by their paths.
///
///     let folder = MemoryLab(["labels.csv": "id,name\n1,urgent\n"])
struct MemoryLab: FileTree {
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
