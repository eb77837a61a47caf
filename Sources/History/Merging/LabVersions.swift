internal import CSVText
public import Tables

/// Three versions of a data folder: the one that two sides began with, and theirs.
///
/// They are stores of a catalog, so that each knows what tables its folder declares by itself.
public struct LabVersions: Sendable {
  /// `nil` where the two sides have nothing in common.
  public let base: Store?
  public let ours: Store
  public let theirs: Store
  /// The tables of either side.
  let tables: [TableSchema]
  /// The rows that are left out of the files.
  let leftOut: LeftOutRows

  public init(base: Store?, ours: Store, theirs: Store) {
    self.init(base: base, ours: ours, theirs: theirs, leftOut: LeftOutRows())
  }

  init(base: Store?, ours: Store, theirs: Store, leftOut: LeftOutRows) {
    (self.base, self.ours, self.theirs, self.leftOut) = (base, ours, theirs, leftOut)
    tables =
      ours.catalog.tables + theirs.catalog.tables.filter { ours.catalog[$0.name] == nil }
  }

  /// The files of a table on any side, in the order in which they are read.
  func paths(of table: TableSchema) -> [String] {
    var paths: [String] = []
    for store in [ours, theirs] + (base.map { [$0] } ?? []) {
      for file in store.files(of: table) where !paths.contains(file.path) {
        paths.append(file.path)
      }
    }
    return paths
  }

  /// The bytes of a table's file; `nil` where the store does not have it.
  static func bytes(_ path: String, of table: TableSchema, in store: Store?) throws -> [UInt8]? {
    guard let store, store.files(of: table).contains(where: { $0.path == path }) else {
      return nil
    }
    return try store.tree.open(path).allBytes()
  }

  /// Whether two stores have the same bytes there, or both no such file.
  static func isSame(
    _ path: String, of table: TableSchema, _ left: Store?, _ right: Store?
  ) throws -> Bool {
    func object(_ store: Store?) -> String? {
      (store?.tree as? CommitTree)?.entries[path]?.object
        ?? (store?.tree as? MergedTree)?.object(path)
    }
    if let here = object(left), let there = object(right) { return here == there }
    return try bytes(path, of: table, in: left) == bytes(path, of: table, in: right)
  }
}
