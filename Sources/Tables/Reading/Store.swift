public import CSVText

/// The tables in a folder of CSV files.
///
/// Opening costs a look at the folder's names; files are read when they are asked for, each time
/// anew. Through `open`, all are as they were at one moment. A table without a file is an empty table.
public struct Store: Sendable {
  public let tree: any FileTree
  /// The tables that the folder may hold: those of the catalog, and the folder's own.
  public let catalog: Catalog
  /// Those of the catalog alone.
  let builtIn: Catalog
  /// How its files are read: the longest cell, above all.
  public let options: RecordReader.Options
  /// What is wrong with the folder's own declarations.
  let declarationFindings: [Finding]
  private let files: [String: [TableFile]]
  /// The names at the top of the tree.
  let names: [String]

  /// Opens the tables of `catalog`, and those that the folder declares in its own descriptor.
  public init(
    _ tree: any FileTree, catalog: Catalog, options: RecordReader.Options = .init()
  ) throws {
    self.tree = tree
    builtIn = catalog
    self.options = options
    names = try tree.names(in: "")
    let own = OwnTables(in: tree, names: names, beside: catalog)
    declarationFindings = own.findings
    let all =
      own.tables.isEmpty
      ? catalog : Catalog(catalog.tables + own.tables, ruleTable: catalog.ruleTable)
    let present = Set(names)
    var files: [String: [TableFile]] = [:]
    for table in all.names {
      files[table] = try tree.files(of: table, names: present) {
        all[table]?.mayHaveParts ?? false
      }
    }
    (self.catalog, self.files) = (all, files)
  }

  /// The files that hold a table's rows, in the order in which they are read.
  public func files(of table: TableSchema) -> [TableFile] { files[table.name] ?? [] }

  /// The files of all tables.
  var allFiles: [TableFile] { catalog.names.flatMap { files[$0] ?? [] } }

  /// Whether no table has a file.
  public var isEmpty: Bool { files.values.allSatisfy(\.isEmpty) }

  func reader(of file: TableFile) throws -> RecordReader {
    try RecordReader(tree.open(file.path), options: options)
  }
}

/// Why rows could not be read: the first fault met. `check` reports all of them.
public struct ReadingError: Error, CustomStringConvertible {
  public let file: String
  public let place: Place?
  public let message: String

  public init(file: String, place: Place?, message: String) {
    self.file = file
    self.place = place
    self.message = message
  }

  public var description: String {
    let at = place.map { ":\($0.line):\($0.column)" } ?? ""
    return "\(file)\(at): \(message)"
  }
}
