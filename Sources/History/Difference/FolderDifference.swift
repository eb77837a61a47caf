internal import CSVText
internal import Tables

/// What changed between two states of a lab's folder.
public struct FolderDifference: Sendable {
  /// The tables that differ, in the order of the catalog.
  public let tables: [TableDifference]
  /// Files of the folder that differ and hold no table, as attachments.
  public let otherFiles: [OtherFile]

  public struct OtherFile: Sendable, Equatable {
    public let path: String
    public let kind: RowChange.Kind
  }

  public init(tables: [TableDifference], otherFiles: [OtherFile]) {
    self.tables = tables
    self.otherFiles = otherFiles
  }

  public var isEmpty: Bool { tables.isEmpty && otherFiles.isEmpty }

  /// Compares files that may differ, each as it was and as it is.
  ///
  /// Linear in the bytes of those that hold tables; memory is that of what differs.
  init(
    _ files: [ChangedFile], _ catalog: Catalog, _ options: RecordReader.Options,
    opening open: (ChangedFile, _ table: TableSchema) throws -> (ComparedFile?, ComparedFile?)
  ) throws {
    var byTable: [String: [ChangedFile]] = [:]
    var others: [OtherFile] = []
    for file in files.sorted(by: { $0.path < $1.path }) {
      if let table = catalog.table(ofFile: file.path) {
        byTable[table.name, default: []].append(file)
      } else {
        others.append(OtherFile(path: file.path, kind: file.kind))
      }
    }
    var tables: [TableDifference] = []
    for table in catalog.names.compactMap({ byTable[$0] == nil ? nil : catalog[$0] }) {
      let pairs = try (byTable[table.name] ?? []).map { try open($0, table) }
      let difference = try TableDifference(of: table, pairs, options)
      if !difference.isEmpty { tables.append(difference) }
    }
    self.tables = tables
    otherFiles = others
  }
}

/// A file that differs between two states of a folder, by its path in it.
struct ChangedFile: Sendable, Equatable {
  let path: String
  let kind: RowChange.Kind
}

extension Catalog {
  /// The table whose rows a file holds, by its path in the folder: `runs.csv`, or `runs/2026-11.csv`.
  func table(ofFile path: String) -> TableSchema? {
    guard path.hasSuffix(".csv") else { return nil }
    let names = path.split(separator: "/", omittingEmptySubsequences: false)
    switch names.count {
    case 1: return self[String(path.dropLast(4))]
    case 2 where !names[1].hasPrefix("."):
      return self[String(names[0])].flatMap { $0.mayHaveParts ? $0 : nil }
    default: return nil
    }
  }
}
