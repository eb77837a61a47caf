internal import CSVText
internal import Wording

/// A row that is not as the last change left it, and as it was before that change: an editor saved an
/// old copy of the file, most likely.
package struct VanishedRow: Sendable {
  enum Kind: Sendable {
    /// The row that was written is not there.
    case missing
    /// It has its old cells again.
    case reverted
    /// It was deleted, and is there again.
    case returned
  }

  let table: String
  let kind: Kind
  let row: ChangedRow
  /// Which change wrote it, what that did, and when, in seconds since 1970.
  package let generation: Int
  let what: String
  let at: Int64
  /// The file in which it should be, in the data folder.
  let path: String
}

extension VanishedRow {
  /// Looks for the rows of remembered changes in the tables whose files somebody changed since.
  ///
  /// Costs nothing where nobody did. Later changes of a row stand above earlier ones; that a row was
  /// changed further by hand is no loss.
  package static func all(in store: Store) throws -> [VanishedRow] {
    guard let folder = store.tree.folder else { return [] }
    let remembered = Remembered(try RecentChange.all(in: folder))
    let touched = try remembered.touchedPaths(in: folder, SystemDisk())
    if touched.isEmpty { return [] }
    return store.catalog.tables.flatMap { table in
      let rows = remembered.rows(of: table.name).filter { row in
        row.paths.contains { touched.contains($0) && $0.belongs(to: table.name) }
      }
      if rows.isEmpty { return [VanishedRow]() }
      // A file that cannot be understood has findings of its own.
      guard var draft = try? TableDraft(table, in: store) else { return [] }
      return rows.compactMap { row in (try? draft.kind(of: row)).flatMap { $0.map(row.vanished) } }
    }
  }

  /// What `check` says of it.
  package func finding(in store: Store) -> Finding {
    let key = row.key.joined(separator: "/")
    let title = "row '\(abbreviated(key))' of \(table)"
    let change = "'\(visible(what))' (\(moment(at)))"
    let message =
      switch kind {
      case .missing: "\(title), which \(change) wrote, is not there"
      case .reverted: "\(title) is as it was before \(change)"
      case .returned: "\(title), which \(change) removed, is there again"
      }
    return Finding(
      .vanishedRow, .warning, file: store.tree.title(of: path), table: table, key: key, message,
      hint:
        "Did an editor save an old copy of the file? 'plainlab recover --apply' brings the change "
        + "back; if this is meant, 'plainlab recover --discard' forgets it.")
  }
}

/// What the remembered changes did to each row, and what they left of each file.
private struct Remembered {
  /// One row through all changes that are remembered.
  struct Row {
    /// As the last change left it.
    let last: ChangedRow
    let change: RecentChange
    /// How it was at some time before; `nil` where it was not there.
    var earlier: [[String: String]?]

    var paths: [String] { change.files.map(\.path) }

    func vanished(_ kind: VanishedRow.Kind) -> VanishedRow {
      VanishedRow(
        table: last.table, kind: kind, row: last, generation: change.generation, what: change.what,
        at: change.at, path: paths.first { $0.belongs(to: last.table) } ?? last.table + ".csv")
    }
  }

  /// The newest first.
  let changes: [RecentChange]

  init(_ changes: [RecentChange]) { self.changes = changes }

  /// The rows of a table, in the order in which they were last changed.
  func rows(of table: String) -> [Row] {
    var places: [[UInt8]: Int] = [:]
    var rows: [Row] = []
    for change in changes {
      for row in ChangedRow.rows(in: change.rows) where row.table == table {
        let key = CellKey.joined(row.key)
        if let known = places[key] {
          rows[known].earlier += [row.new, row.old]
        } else {
          places[key] = rows.count
          rows.append(Row(last: row, change: change, earlier: [row.old]))
        }
      }
    }
    return rows.reversed()
  }

  /// The files that somebody else changed, after one of the changes or between two of them.
  func touchedPaths(in folder: DiskFolder, _ disk: any Disk) throws -> Set<String> {
    var touched: Set<String> = []
    /// As each file was found by the change that was looked at last; `nil` when there was none.
    var found: [String: Fingerprint?] = [:]
    for file in changes.flatMap(\.files) {
      let next =
        try found[file.path] ?? disk.status(of: folder.path + "/" + file.path, followingLinks: true)
      let isSame =
        next.map { next in file.after.map { next.hasContent(of: $0) } ?? false }
        ?? (file.after == nil)
      if !isSame { touched.insert(file.path) }
      found.updateValue(file.before, forKey: file.path)
    }
    return touched
  }
}

extension String {
  /// Whether the path is of a file of the table.
  fileprivate func belongs(to table: String) -> Bool {
    self == table + ".csv" || hasPrefix(table + "/")
  }
}

extension TableDraft {
  /// What happened to a row that changes left in a known state; `nil` when nothing did, or when it
  /// is in a state that none of them knows.
  fileprivate mutating func kind(of row: Remembered.Row) throws -> VanishedRow.Kind? {
    let cells = try rows(with: row.last.key, in: table.primaryKey).first?.cells
    guard let cells else { return row.last.new == nil ? nil : .missing }
    if let new = row.last.new, isSame(cells, new) { return nil }
    guard row.earlier.contains(where: { $0.map { isSame(cells, $0) } ?? false }) else { return nil }
    return row.last.new == nil ? .returned : .reverted
  }

  private func isSame(_ cells: [String], _ named: [String: String]) -> Bool {
    cells.isSame(as: table.columns.map { named[$0.name] ?? "" })
  }
}

// MARK: What becomes of them

extension Store {
  /// Brings back what vanished, as one change: rows that are missing, cells as they were written,
  /// rows gone that were deleted.
  /// - Throws: `RefusedChange` when the tables as they are now do not allow it.
  @discardableResult
  package func bringBack(_ rows: [VanishedRow]) throws -> Written<Void> {
    try write("bring back what an old copy of a file overwrote") { change in
      for vanished in rows {
        guard let table = change.store.catalog[vanished.table] else { continue }
        let cells = table.columns.map { vanished.row.new?[$0.name] ?? "" }
        switch vanished.kind {
        case .missing: try change.insert(cells, into: table)
        case .reverted:
          try change.update(
            vanished.row.key, in: table, cells.enumerated().map { ($0.offset, $0.element) })
        case .returned: try change.delete(vanished.row.key, from: table)
        }
      }
    }
  }

  /// Forgets what changes did to the tables of these rows: how the files are now is what is meant.
  package func forget(_ rows: [VanishedRow]) throws {
    guard let folder = tree.folder else { return }
    let disk = SystemDisk()
    let session = try WritingSession(
      folder, holder: "forget overwritten rows", at: disk.now() / 1_000_000_000)
    let tables = Set(rows.map(\.table))
    let changes = try RecentChange.all(in: folder).filter { change in
      change.files.contains { file in tables.contains { file.path.belongs(to: $0) } }
    }
    try session.forget(Set(changes.map(\.generation)))
  }
}
