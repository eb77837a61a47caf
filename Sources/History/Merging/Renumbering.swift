internal import Tables

/// New ids for rows that theirs added under ids that ours gave away too, and every reference to them.
///
/// Only what theirs added or changed is touched: its rows get ids above all that either side has, in
/// the order of their files, and what theirs wrote that refers to one follows. The same three versions
/// always give the same ids.
public struct Renumbering: Sendable {
  /// One row that got another id.
  public struct Change: Sendable, Hashable {
    public let table: String
    public let old: String
    public let new: String
  }

  /// All of them, in the order of tables and rows.
  public private(set) var changes: [Change] = []
  /// The files of theirs that are otherwise now, by their paths.
  public private(set) var files: [String: [UInt8]] = [:]
  /// Rows of theirs that were not there in base, in files where rows can be told apart.
  private var tables: [AddedRows] = []

  /// - Parameter links: References that no schema declares.
  public init(_ versions: LabVersions, links: [WordedReference] = []) throws {
    for table in versions.tables {
      if let added = try AddedRows(table, versions) { tables.append(added) }
    }
    var following = Following(versions.tables, links)
    // An id that is new makes rows differ that refer to it, until nothing changes any more.
    var grew = true
    while grew {
      grew = false
      for table in tables where following.canRenumber(table.schema) {
        for row in table.rows where !following.hasNewID(table.schema, row.key) {
          guard table.isTaken(row, following) else { continue }
          let id = try following.add(table.schema, row.key, above: table.highest)
          changes.append(
            Change(table: table.schema.name, old: row.key.text, new: id))
          grew = true
        }
      }
    }
    guard !changes.isEmpty else { return }
    for table in tables {
      for (path, bytes) in table.rewritten(following) { files[path] = bytes }
    }
  }
}
