/// A file that holds rows of a table: all of them, or one part.
public struct TableFile: Sendable, Hashable {
  public let table: String
  /// Its path in the tree: `runs.csv`, or `runs/2026-11.csv`.
  public let path: String

  public init(table: String, path: String) {
    self.table = table
    self.path = path
  }
}

extension FileTree {
  /// The files of a table: `runs.csv`, then the parts in the folder `runs`. None when it is empty.
  ///
  /// - Parameter mayHaveParts: Asked only where there is such a folder.
  func files(
    of table: String, names: Set<String>, mayHaveParts: () -> Bool
  ) throws -> [TableFile] {
    var files: [TableFile] = []
    if names.contains(table + ".csv") {
      files.append(TableFile(table: table, path: table + ".csv"))
    }
    if names.contains(table), mayHaveParts() {
      for part in try self.names(in: table) where part.hasSuffix(".csv") && !part.hasPrefix(".") {
        files.append(TableFile(table: table, path: table + "/" + part))
      }
    }
    return files
  }
}
