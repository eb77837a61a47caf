internal import Tables

/// New ids for rows that theirs added under ids that ours gave away too, and every reference to
/// them.
///
/// Only what theirs added or changed is touched: its rows get ids above all that either side has,
/// in the order of their files, and what theirs wrote that refers to one follows. The same three
/// versions always give the same ids. Where an earlier merge gave rows other ids on one side, all
/// three versions are brought to one naming first; then ours may follow too.
struct Renumbering {
  /// The versions with the new ids.
  let versions: LabVersions
  /// What became of ids of ours and of theirs.
  let ours: NewIDs
  let theirs: NewIDs
  /// The rows of either side that got another id, in the order of tables and ids.
  let changes: [RenumberedRow]

  /// - Parameters:
  ///   - links: References that no schema declares.
  ///   - former: The ids that rows of base have on either side now, where earlier merges changed
  ///     them.
  init(
    _ original: LabVersions, links: [WordedReference],
    former: (ours: NewIDs, theirs: NewIDs) = (NewIDs(), NewIDs())
  ) throws {
    var versions = original
    var naming: OneNaming?
    if let base = original.base, !former.ours.isEmpty || !former.theirs.isEmpty {
      let one = try Self.naming(original, former)
      naming = one
      versions = LabVersions(
        base: try original.renamed(base, one.base, links),
        ours: try original.renamed(original.ours, one.ours, links),
        theirs: try original.renamed(original.theirs, one.theirs, links))
    }
    let tables = try versions.tables.compactMap { try AddedRows($0, versions) }
    let following = try Self.grown(tables, Following(versions.tables, links))
    if !following.new.isEmpty {
      var files: [String: [UInt8]?] = [:]
      for table in tables {
        for (path, bytes) in table.rewritten(following) { files[path] = .some(bytes) }
      }
      let tree = versions.theirs.tree
      versions = LabVersions(
        base: versions.base, ours: versions.ours,
        theirs: try Store(
          MergedTree(tree, name: tree.name, files: files), catalog: Catalog(versions.tables)),
        leftOut: versions.leftOut)
    }
    self.versions = versions
    ours = naming?.ours ?? NewIDs()
    theirs = (naming?.theirs ?? NewIDs()).followed(by: following.new)
    changes = original.tables.flatMap { [ours, theirs] table in
      [(ours, true), (theirs, false)].flatMap { ids, isOurs in
        ids.oldIDs(of: table.name).map { old in
          RenumberedRow(
            table: table.name, old: String(decoding: old, as: UTF8.self),
            new: String(decoding: ids[table.name, old] ?? old, as: UTF8.self), isOurs: isOurs)
        }
      }
    }
  }

  /// Gives new ids until nothing changes any more, as a row with a new id makes others differ that
  /// refer to it.
  private static func grown(_ tables: [AddedRows], _ empty: Following) throws -> Following {
    var following = empty
    var grew = true
    while grew {
      grew = false
      for table in tables where following.canRenumber(table.schema) {
        for row in table.rows where !following.hasNewID(table.schema, row.key) {
          guard table.isTaken(row, following) else { continue }
          try following.add(table.schema, row.key, above: table.highest)
          grew = true
        }
      }
    }
    return following
  }

  private static func naming(
    _ versions: LabVersions, _ former: (ours: NewIDs, theirs: NewIDs)
  ) throws -> OneNaming {
    var tables: [String: AddedRows] = [:]
    for table in versions.tables {
      guard former.ours.tables[table.name] != nil || former.theirs.tables[table.name] != nil
      else { continue }
      tables[table.name] = try AddedRows(table, versions, needsAll: true)
    }
    var following = Following(versions.tables, [])
    return try OneNaming(
      former, tables: versions.tables.map(\.name),
      isNew: { table, id, inOurs in tables[table]?.isNew(id, inOurs: inOurs) ?? false },
      fresh: { table in
        guard let rows = tables[table] else { throw UnreadableText("has no ids left") }
        // Each is asked for once, under a key that no row has.
        return try following.add(rows.schema, RowKey([[]]), above: rows.highest)
      })
  }
}

/// A row that got another id in a merge.
public struct RenumberedRow: Sendable, Hashable {
  public let table: String
  public let old: String
  public let new: String
  /// Whether it is a row of ours, which an earlier merge took in under this id.
  public let isOurs: Bool
}
