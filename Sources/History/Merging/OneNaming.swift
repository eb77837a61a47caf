internal import CSVText
internal import Tables

/// Three versions brought to one naming, where an earlier merge gave rows of base other ids on one
/// side.
///
/// Suppose run 41 of one branch became 43 when the other took it in, and went on as 41 at home.
/// When home then takes the other in, 43 there is 41 here, and 41 there is a stranger. Before rows
/// can be compared by their keys, what is 41 in base and at home must be called 43 too, with all
/// that refers to it.
struct OneNaming {
  /// What becomes of ids on each side.
  private(set) var base = NewIDs()
  private(set) var ours = NewIDs()
  private(set) var theirs = NewIDs()

  /// - Parameters:
  ///   - former: The ids that rows of base have on either side now.
  ///   - isNew: Whether a side has a row of an id that is not in base.
  ///   - fresh: An id above all.
  init(
    _ former: (ours: NewIDs, theirs: NewIDs), tables: some Sequence<String>,
    isNew: (_ table: String, _ id: [UInt8], _ inOurs: Bool) -> Bool,
    fresh: (_ table: String) throws -> [UInt8]
  ) rethrows {
    for table in tables {
      for old in former.ours.oldIDs(of: table) {
        guard let id = former.ours[table, old] else { continue }
        base[table, old] = id
        if let other = former.theirs[table, old] {
          if other != id { theirs[table, other] = id }
        } else {
          theirs[table, old] = id
        }
        // A row that theirs called so by itself is another.
        if isNew(table, id, false), former.theirs[table, old] != id {
          theirs[table, id] = try fresh(table)
        }
      }
      for old in former.theirs.oldIDs(of: table) where former.ours[table, old] == nil {
        guard let id = former.theirs[table, old] else { continue }
        // What is new in ours stays; the row there gets yet another id.
        let name = isNew(table, id, true) ? try fresh(table) : id
        if name != id { theirs[table, id] = name }
        base[table, old] = name
        ours[table, old] = name
      }
    }
  }
}

extension LabVersions {
  /// A store in which rows have new ids, and all that refers to them follows.
  ///
  /// - Throws: `UnreadableText` where a file cannot be read that may refer to one.
  func renamed(_ store: Store, _ ids: NewIDs, _ links: [WordedReference]) throws -> Store {
    guard !ids.isEmpty else { return store }
    let following = Following(tables, links, ids)
    var files: [String: [UInt8]?] = [:]
    for table in tables where following.concerns(table) {
      for path in paths(of: table) {
        guard let bytes = try Self.bytes(path, of: table, in: store) else { continue }
        let text = try KeyedText(TableText(bytes), key: table.keyNames)
        let new = text.rewritten { following.changes(of: $0, since: nil, in: table) }
        if let new { files[path] = .some(new) }
      }
    }
    let tree = MergedTree(store.tree, name: store.tree.name, files: files)
    return try Store(tree, catalog: Catalog(tables))
  }
}

extension KeyedText {
  /// The file with other cells in some records; `nil` where nothing changes.
  func rewritten(_ changes: (KeyedRow) -> [String: [UInt8]]) -> [UInt8]? {
    var bytes: [UInt8] = []
    var kept = 0
    for key in keys {
      guard let row = row(key) else { continue }
      let changes = changes(row)
      guard !changes.isEmpty else { continue }
      let cells = row.cells.enumerated().map { column, cell in
        changes[text.names[column]].map {
          RawCell(holding: $0, like: cell, startsRecord: column == 0)
        } ?? cell
      }
      let body = text.body(row.record)
      bytes += text.bytes[kept..<body.startIndex] + TableText.body(of: cells)
      kept = body.endIndex
    }
    return kept == 0 ? nil : bytes + text.bytes[kept...]
  }
}
