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
    var expected = Expectations(try RecentChange.all(in: folder))
    let disk = SystemDisk()
    expected.files = try expected.files.filter { path, after in
      try disk.status(of: folder.path + "/" + path, followingLinks: true) != after
    }
    return store.catalog.tables.flatMap { table in
      let rows = expected.rows.filter {
        $0.row.table == table.name && expected.isTouched($0, table)
      }
      if rows.isEmpty { return [VanishedRow]() }
      // A file that cannot be understood has findings of its own.
      guard var draft = try? TableDraft(table, in: store) else { return [] }
      return rows.compactMap { row in
        (try? draft.kind(of: row.row)).flatMap { $0.map(row.vanished) }
      }
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

/// What the remembered changes left behind: the newest state of each row and each file.
private struct Expectations {
  struct Row {
    let row: ChangedRow
    let change: RecentChange

    func vanished(_ kind: VanishedRow.Kind) -> VanishedRow {
      VanishedRow(
        table: row.table, kind: kind, row: row, generation: change.generation, what: change.what,
        at: change.at,
        path: change.files.map(\.path).first { $0.belongs(to: row.table) } ?? row.table + ".csv")
    }
  }

  var rows: [Row] = []
  var files: [String: Fingerprint?] = [:]

  /// - Parameter changes: The newest first.
  init(_ changes: [RecentChange]) {
    var seen: Set<[UInt8]> = []
    for change in changes {
      for file in change.files where files[file.path] == nil {
        files.updateValue(file.after, forKey: file.path)
      }
      for row in ChangedRow.rows(in: change.rows)
      where seen.insert(CellKey.joined([row.table] + row.key)).inserted {
        rows.append(Row(row: row, change: change))
      }
    }
    rows.reverse()
  }

  /// Whether somebody changed a file of the table that the change wrote to.
  func isTouched(_ row: Row, _ table: TableSchema) -> Bool {
    row.change.files.contains { files[$0.path] != nil && $0.path.belongs(to: table.name) }
  }
}

extension String {
  /// Whether the path is of a file of the table.
  fileprivate func belongs(to table: String) -> Bool {
    self == table + ".csv" || hasPrefix(table + "/")
  }
}

extension TableDraft {
  /// What happened to a row that a change left in a known state; `nil` when nothing did.
  fileprivate mutating func kind(of changed: ChangedRow) throws -> VanishedRow.Kind? {
    let cells = try rows(with: changed.key, in: table.primaryKey).first?.cells
    guard let new = changed.new else {
      return cells.map { isSame($0, changed.old ?? [:]) } == true ? .returned : nil
    }
    guard let cells else { return .missing }
    guard let old = changed.old, !isSame(cells, new) else { return nil }
    return isSame(cells, old) ? .reverted : nil
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

  /// Forgets the changes that these rows were written by: how the files are now is what is meant.
  package func forget(_ rows: [VanishedRow]) throws {
    guard let folder = tree.folder else { return }
    let disk = SystemDisk()
    let session = try WritingSession(
      folder, holder: "forget overwritten rows", at: disk.now() / 1_000_000_000)
    try session.forget(Set(rows.map(\.generation)))
  }
}
