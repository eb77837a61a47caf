import CSVText
import Tables

/// A folder of files that stand nowhere but in a test.
struct MemoryFolder: FileTree {
  let name = "data"
  var files: [String: [UInt8]] = [:]

  func names(in folder: String) -> [String] {
    let prefix = folder.isEmpty ? "" : folder + "/"
    let below = files.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
    return Set(below.map { String($0.prefix { $0 != "/" }) }).sorted()
  }

  func open(_ path: String) throws -> any ByteSource {
    guard let bytes = files[path] else { throw FileError(title(of: path), 2) }
    return MemorySource(bytes)
  }
}
