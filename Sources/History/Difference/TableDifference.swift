internal import CSVText
public import Tables

/// What changed in a table between two states of a folder, by row and cell and not by line: a row that
/// only stands elsewhere did not change.
public struct TableDifference: Sendable {
  public let table: TableSchema
  /// Rows that were removed in the order in which they stood, then the others in that in which they stand.
  public let rows: [RowChange]
  public let addedColumns: [String]
  public let removedColumns: [String]
  /// The files that cannot be compared, and why.
  public let incomparable: [IncomparableFile]

  public var isEmpty: Bool {
    rows.isEmpty && addedColumns.isEmpty && removedColumns.isEmpty && incomparable.isEmpty
  }

  public func count(of kind: RowChange.Kind) -> Int { rows.count { $0.kind == kind } }
}

extension TableDifference {
  /// Compares the files of a table that may differ: each as it was, and as it is.
  init(
    of table: TableSchema, _ files: [(old: ComparedFile?, new: ComparedFile?)],
    _ options: RecordReader.Options
  ) throws {
    var (removed, added): ([RowText], [RowText]) = ([], [])
    var (columnsBefore, columnsAfter): ([String], [String]) = ([], [])
    var incomparable: [IncomparableFile] = []
    for (old, new) in files {
      do {
        let records = try DifferingRecords(from: old, to: new, options)
        removed += records.old
        added += records.new
        columnsBefore += records.oldColumns
        columnsAfter += records.newColumns
      } catch let error as IncomparableFile {
        incomparable.append(error)
      }
    }
    let wasThere = !columnsBefore.isEmpty && !columnsAfter.isEmpty
    self.init(
      table: table, rows: Self.changes(from: removed, to: added, table),
      addedColumns: wasThere ? columnsAfter.without(columnsBefore) : [],
      removedColumns: wasThere ? columnsBefore.without(columnsAfter) : [],
      incomparable: incomparable)
  }

  private static func changes(
    from old: [RowText], to new: [RowText], _ table: TableSchema
  ) -> [RowChange] {
    var before: [[String]: [RowText]] = [:]
    for row in old.reversed() { before[row.key(of: table), default: []].append(row) }
    var changes: [RowChange] = []
    // Whose key comes more than once, one after the other.
    for row in new {
      let key = row.key(of: table)
      if let was = before[key]?.popLast() {
        let cells = row.changes(since: was)
        guard !cells.isEmpty else { continue }
        changes.append(
          RowChange(kind: .changed, key: key, cells: cells, file: row.file, line: row.line))
      } else {
        changes.append(
          RowChange(
            kind: .added, key: key, cells: row.changes(since: nil), file: row.file, line: row.line))
      }
    }
    var removals: [RowChange] = []
    for row in old {
      let key = row.key(of: table)
      guard let left = before[key],
        left.contains(where: { $0.line == row.line && $0.file == row.file })
      else { continue }
      let cells = row.changes(since: nil).map {
        CellChange(column: $0.column, old: $0.new, new: "")
      }
      removals.append(
        RowChange(kind: .removed, key: key, cells: cells, file: row.file, line: row.line))
    }
    return removals + changes
  }
}

extension RowText {
  func key(of table: TableSchema) -> [String] {
    table.primaryKey.isEmpty
      ? cells : table.primaryKey.map { self[table.columns[$0].name] }
  }

  /// The cells that differ from those of the row before; all that hold something where there was none.
  fileprivate func changes(since before: RowText?) -> [CellChange] {
    let others = before?.columns ?? []
    let names = columns + (others == columns ? [] : others.without(columns))
    return names.compactMap { name in
      let (old, new) = (before?[name] ?? "", self[name])
      return old == new ? nil : CellChange(column: name, old: old, new: new)
    }
  }
}

extension [String] {
  /// Those that are not among others, each once.
  fileprivate func without(_ others: [String]) -> [String] {
    var seen = Set(others)
    return filter { seen.insert($0).inserted }
  }
}
