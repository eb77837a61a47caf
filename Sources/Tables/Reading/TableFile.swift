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
  func files(of schema: TableSchema, names: Set<String>) throws -> [TableFile] {
    let table = schema.name
    var files: [TableFile] = []
    if names.contains(table + ".csv") {
      files.append(TableFile(table: table, path: table + ".csv"))
    }
    if schema.mayHaveParts, names.contains(table) {
      for part in try self.names(in: table) where part.hasSuffix(".csv") && !part.hasPrefix(".") {
        files.append(TableFile(table: table, path: table + "/" + part))
      }
    }
    return files
  }
}
