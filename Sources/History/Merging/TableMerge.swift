public import Tables

/// Three versions of a table's file made one: by rows, which their keys tell apart, and by cells.
///
/// What only one side changed is taken; of a cell that both changed, to two values, nothing is
/// taken but both, as git's conflict markers around whole rows. Everything else stays as it is in
/// ours: line ends, quotes, and the order of columns and rows.
///
///     let merge = try TableMerge(Run.schema.table, base: before, ours: here, theirs: there)
///     if merge.conflicts.isEmpty { … }
public struct TableMerge: Sendable {
  /// The merged file, with markers where there are conflicts of rows.
  public let bytes: [UInt8]
  public let conflicts: [MergeConflict]
  /// The keys of the rows that theirs added, changed or deleted, as people read them.
  public let touched: [String]

  /// Merges.
  ///
  /// - Parameters:
  ///   - base: The file that both sides began with; `nil` where both made it.
  ///   - latest: Columns of times in UTC, of which the later is right where both sides changed it.
  /// - Throws: `UnreadableText` where a version cannot be read to its last byte, has conflict
  ///   markers already, or keys that do not tell its rows apart. Nothing is guessed then.
  public init(
    _ table: TableSchema, base: [UInt8]?, ours: [UInt8], theirs: [UInt8],
    latest: Set<String> = []
  ) throws {
    let base = try base.flatMap { $0.isEmpty ? nil : try TableText($0) }
    try self.init(
      table, base: base, ours: TableText(ours), theirs: TableText(theirs), latest: latest)
  }

  private init(
    _ table: TableSchema, base: TableText?, ours: TableText, theirs: TableText,
    latest: Set<String>
  ) throws {
    let key = table.keyNames
    let common = ours.names.filter {
      theirs.columns[$0] != nil && base?.columns[$0] != nil || base == nil
    }
    func keyed(_ text: TableText) throws -> KeyedText {
      key.isEmpty ? KeyedText(text, alike: common) : try KeyedText(text, key: key)
    }
    let (base, ours, theirs) = (try base.map(keyed), try keyed(ours), try keyed(theirs))
    let columns = MergedColumns(base: base, ours: ours, theirs: theirs)
    var text = MergedText(like: ours.text, columns.names, also: theirs.text)
    var conflicts = columns.conflicts
    var touched: [String] = []
    var last: RowKey?
    for key in MergedOrder(base: base, ours: ours, theirs: theirs).keys {
      let (here, there) = (ours.places[key], theirs.places[key])
      let before = base?.places[key]
      if there == nil ? before != nil : !Self.isSame(base, before, theirs, there) {
        touched.append(key.text)
      }
      if let here, Self.isSame(ours, here, theirs, there), columns.names == ours.text.names {
        text.add(ours.text.body(here), ours.text.lineEnd(here))
        last = key
        continue
      }
      let row = RowMerge(
        key, base: base?.row(key), ours: ours.row(key), theirs: theirs.row(key),
        names: columns.names, latest: latest)
      switch row.result {
      case .absent: break
      case .cells(let cells):
        text.add(TableText.body(of: cells)[...], here.map(ours.text.lineEnd))
        last = key
      case .conflict(let ours, let base, let theirs):
        text.addConflict(row.conflicts, ours: ours, base: base, theirs: theirs)
        last = nil
      }
      conflicts += row.conflicts
    }
    if let last, last == ours.keys.last { text.addRest(ours.text.rest) }
    touched +=
      base.map { base in
        base.keys.filter { ours.places[$0] == nil && theirs.places[$0] == nil }.map(\.text)
      } ?? []
    (self.bytes, self.conflicts, self.touched) = (text.bytes, conflicts, touched)
  }

  /// Whether a row is there in both versions and the same, byte by byte but for line ends.
  private static func isSame(
    _ left: KeyedText?, _ leftRecord: Int?, _ right: KeyedText, _ rightRecord: Int?
  ) -> Bool {
    guard let left, let leftRecord, let rightRecord, left.text.names == right.text.names else {
      return false
    }
    return left.text.body(leftRecord) == right.text.body(rightRecord)
  }
}
