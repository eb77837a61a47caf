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

  public var isEmpty: Bool { tables.isEmpty && otherFiles.isEmpty }

  /// Compares two states.
  ///
  /// Linear in the bytes of the files that may differ; memory is that of what differs.
  /// - Parameter files: What may differ, by its path in the folder, and how.
  init(from old: Store, to new: Store, files: [String: RowChange.Kind]) throws {
    var left = files
    var tables: [TableDifference] = []
    let gone = old.catalog.tables.filter { new.catalog[$0.name] == nil }
    for table in new.catalog.tables + gone {
      let paths = Set((old.files(of: table) + new.files(of: table)).map(\.path))
        .filter { left.removeValue(forKey: $0) != nil }
      guard !paths.isEmpty else { continue }
      let difference = try TableDifference(of: table, from: old, to: new, paths)
      if !difference.isEmpty { tables.append(difference) }
    }
    self.tables = tables
    otherFiles = left.map { OtherFile(path: $0.key, kind: $0.value) }.sorted { $0.path < $1.path }
  }
}
