public import CSVText
public import Tables

/// A data folder that is only in memory: its files by their paths.
///
///     let folder = MemoryFolder(["labels.csv": "id,name\n1,urgent\n"])
public struct MemoryFolder: FileTree {
  public let name = "data"
  public var files: [String: [UInt8]]

  public init(files: [String: [UInt8]]) { self.files = files }
  public init(_ files: [String: String]) { self.init(files: files.mapValues { Array($0.utf8) }) }

  /// The tables of a lab by their names. Columns that nothing looks at may be left out.
  public init(tables: [String: String]) {
    self.init(Dictionary(uniqueKeysWithValues: tables.map { ($0.key + ".csv", $0.value) }))
  }

  public func names(in folder: String) -> [String] {
    let prefix = folder.isEmpty ? "" : folder + "/"
    let below = files.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
    return Set(below.map { String($0.prefix { $0 != "/" }) }).sorted()
  }

  public func open(_ path: String) throws -> any ByteSource {
    // 2 is ENOENT everywhere.
    guard let bytes = files[path] else { throw FileError(title(of: path), 2) }
    return MemorySource(bytes)
  }
}
