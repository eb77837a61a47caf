internal import CSVText
public import Tables

/// The history of a lab's rows: what each commit did to them, whoever made it and with whatever
/// program.
public struct Trail: Sendable {
  private let repository: Repository
  private let catalog: Catalog
  private let options: RecordReader.Options
  private let scope: TrailScope
  private let objects: ObjectReader
  /// The commits that touched the files, the newest first.
  public let commits: [CommitRecord]

  /// - Parameters:
  ///   - store: The lab's tables as they are now, by which those of the past are read.
  ///   - start: Where the history begins.
  ///   - end: The last commit.
  public init(
    _ repository: Repository, _ store: Store, _ scope: TrailScope = .all,
    from start: TrailStart = .first, upTo end: Revision
  ) throws {
    self.repository = repository
    catalog = store.catalog
    options = store.options
    self.scope = scope
    objects = ObjectReader(repository.git)
    commits = try repository.commits(touching: scope, from: start, upTo: end)
  }

  /// Calls `body` with some of the commits and what they did, in their order, until it has had enough.
  ///
  /// Linear in the bytes of the tables that each of them touched.
  public func changes(
    of commits: [CommitRecord], _ body: (CommitChanges) throws -> Flow
  ) throws {
    // Asked for in parts, as a history may be long and its reader soon content.
    for start in stride(from: 0, to: commits.count, by: Self.batchSize) {
      let part = Array(commits[start..<min(start + Self.batchSize, commits.count)])
      let objects = try repository.objectChanges(of: part, touching: scope)
      for record in part {
        let difference = try difference(record, objects[record.commit] ?? [])
        guard !difference.isEmpty else { continue }
        let flow = try body(CommitChanges(record: record, difference: difference))
        if flow == .enough { return }
      }
    }
  }

  private static let batchSize = 256

  /// The lab's folder as a commit has it, by the commit's full name; without files where it has none.
  public func folder(in commit: String) throws -> CommitTree {
    try CommitTree(
      repository, tree: commit, objects, name: commit.prefix(8) + ":" + repository.prefix)
  }

  private func difference(
    _ record: CommitRecord, _ changes: [Repository.ObjectChange]
  ) throws -> FolderDifference {
    let parents = max(1, record.parents.count)
    let all = try (0..<parents).map { try difference(record, changes, from: $0) }
    // What a merge did is what no parent had.
    return all.dropFirst().reduce(all[0]) { $0.common(with: $1) }
  }

  /// The difference from one of its parents.
  private func difference(
    _ record: CommitRecord, _ changes: [Repository.ObjectChange], from parent: Int
  ) throws -> FolderDifference {
    let byFile = Dictionary(changes.map { ($0.file, $0) }) { first, _ in first }
    let files = changes.compactMap { change -> ChangedFile? in
      let old = parent < change.old.count ? change.old[parent] : nil
      guard old != change.new else { return nil }
      return ChangedFile(
        path: change.file, kind: old == nil ? .added : change.new == nil ? .removed : .changed)
    }
    return try FolderDifference(files, catalog, options) { file, _ in
      guard let change = byFile[file.path] else { return (nil, nil) }
      let old = parent < change.old.count ? change.old[parent] : nil
      return (
        try old.map { try compared(file.path, $0, record.short + "^") },
        try change.new.map { try compared(file.path, $0, record.short) }
      )
    }
  }

  private func compared(_ path: String, _ object: String, _ commit: String) throws -> ComparedFile {
    ComparedFile(
      source: try objects.content(of: object), path: path,
      title: commit + ":" + repository.path(of: path))
  }
}

extension FolderDifference {
  /// What two differences to the same state have in common: the cells that are new in both, as they are
  /// told by this one. A cell that one parent has already is that parent's.
  fileprivate func common(with other: FolderDifference) -> FolderDifference {
    let tables = tables.compactMap { table -> TableDifference? in
      guard let same = other.tables.first(where: { $0.table.name == table.table.name }) else {
        return nil
      }
      let cells = Dictionary(same.rows.map { ($0.key, Set($0.cells.map(\.column))) }) {
        $0.union($1)
      }
      return TableDifference(
        table: table.table,
        rows: table.rows.compactMap { row in cells[row.key].flatMap { row.only($0) } },
        addedColumns: table.addedColumns.filter { same.addedColumns.contains($0) },
        removedColumns: table.removedColumns.filter { same.removedColumns.contains($0) },
        incomparable: table.incomparable)
    }
    let files = Set(other.otherFiles.map(\.path))
    return FolderDifference(
      tables: tables.filter { !$0.isEmpty },
      otherFiles: otherFiles.filter { files.contains($0.path) })
  }
}

extension RowChange {
  /// Only what was done to some columns; `nil` where that is nothing.
  fileprivate func only(_ columns: Set<String>) -> RowChange? {
    let left = cells.filter { columns.contains($0.column) }
    return left.isEmpty
      ? nil : RowChange(kind: kind, key: key, cells: left, file: file, line: line)
  }
}
