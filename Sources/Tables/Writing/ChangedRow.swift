internal import JSONText

/// One row that a change inserted, changed or deleted, as the change is remembered.
struct ChangedRow: Sendable, Equatable {
  let table: String
  /// The cells of the primary key; of a row whose key was changed, those after.
  let key: [String]
  /// The row before, by the names of its columns, empty cells left out; `nil` when it was not there.
  let old: [String: String]?
  /// The row after; `nil` when it was deleted.
  let new: [String: String]?
}

extension ChangedRow {
  /// More than this is not remembered, in bytes of text.
  static let limit = 256 << 10

  /// The rows of a change as they stand in its journal; `null` when they are too many.
  ///
  /// - Parameter generation: The change that this one takes back, if it does; told before the rows.
  static func json(of rows: [ChangedRow], takingBack generation: Int? = nil) -> JSON {
    let json = JSON.array(rows.map(\.json))
    let kept: JSON = json.compact.utf8.count > limit ? .null : json
    guard let generation else { return kept }
    return .array([["takes_back": .int(generation)]] + (kept.array ?? []))
  }

  /// The change that the one with these rows takes back; `nil` when it takes back none.
  static func takenBack(in json: JSON) -> Int? { json.array?.first?["takes_back"]?.int }

  private var json: JSON {
    func cells(_ cells: [String: String]?) -> JSON {
      guard let cells else { return .null }
      return .object(cells.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })
    }
    return .object([
      .init("table", .string(table)), .init("key", .array(key.map { .string($0) })),
      .init("old", cells(old)), .init("new", cells(new)),
    ])
  }

  /// The rows that `json` wrote; what is not one is left out.
  static func rows(in json: JSON) -> [ChangedRow] {
    (json.array ?? []).compactMap { row in
      guard let table = row["table"]?.string, let key = row["key"]?.array else { return nil }
      func cells(_ json: JSON?) -> [String: String]? {
        json?.members.map { members in
          Dictionary(
            members.map { ($0.name, $0.value.string ?? "") },
            uniquingKeysWith: { first, _ in first })
        }
      }
      return ChangedRow(
        table: table, key: key.compactMap(\.string), old: cells(row["old"]), new: cells(row["new"]))
    }
  }
}

extension TableDraft {
  /// What is remembered of the draft's rows.
  var changedRows: [ChangedRow] {
    func named(_ cells: [String]) -> [String: String] {
      var named: [String: String] = [:]
      for (column, cell) in zip(table.columns, cells) where !cell.isEmpty {
        named[column.name] = cell
      }
      return named
    }
    func key(_ cells: [String]) -> [String] { table.primaryKey.map { cells[$0] } }
    let changed = edited.values.sorted { $0.old.address < $1.old.address }.map { row in
      ChangedRow(
        table: table.name, key: key(row.new ?? row.old.cells), old: named(row.old.cells),
        new: row.new.map(named))
    }
    return changed
      + inserted.map { ChangedRow(table: table.name, key: key($0), old: nil, new: named($0)) }
  }
}

extension TableAtHand {
  /// The rows of the table that remembered changes wrote; none while its files are as our last change
  /// left them, which costs no more than a look at each.
  func rememberedRows(in store: Store) throws -> [ChangedRow] {
    guard let snapshot = store.tree as? FolderSnapshot else { return [] }
    let left = try StateFolder(folder: snapshot.base, disk: SystemDisk()).generation().files
    let isTouched =
      try files.isEmpty
      || files.contains { file in
        guard let left = left[file.file.path] else { return true }
        return try snapshot.fingerprint(of: file.file.path).map { !$0.hasContent(of: left) } ?? true
      }
    guard isTouched else { return [] }
    return try RecentChange.all(in: snapshot.base).flatMap { ChangedRow.rows(in: $0.rows) }
      .filter { $0.table == table.name && $0.new != nil }
  }
}
