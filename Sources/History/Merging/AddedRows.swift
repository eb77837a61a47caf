internal import Tables

/// What theirs added to a table or changed in it, beside the rows that are there otherwise.
struct AddedRows {
  /// A row that was not there before.
  struct Row {
    let key: RowKey
    let file: Int
  }

  private struct File {
    let path: String
    let base: KeyedText?
    let theirs: KeyedText
  }

  let schema: TableSchema
  /// The rows that were not there before, in the order of their files.
  private(set) var rows: [Row] = []
  /// The highest id of all sides.
  private(set) var highest = 0
  private var files: [File] = []
  private var ours: [(path: String, text: KeyedText)] = []
  private var base: [KeyedText] = []

  /// `nil` where theirs changed nothing, or where rows cannot be told apart on one side: what is in
  /// such a file is then for a person.
  init?(_ schema: TableSchema, _ versions: LabVersions, needsAll: Bool = false) throws {
    self.schema = schema
    let paths = versions.paths(of: schema)
    guard !schema.primaryKey.isEmpty,
      try needsAll
        || paths.contains(where: {
          try !LabVersions.isSame($0, of: schema, versions.base, versions.theirs)
        })
    else { return nil }
    do {
      for path in paths {
        func keyed(_ store: Store?) throws -> KeyedText? {
          try LabVersions.bytes(path, of: schema, in: store).map {
            try KeyedText(TableText($0), key: schema.keyNames)
          }
        }
        let (old, now) = (try keyed(versions.base), try keyed(versions.ours))
        if let old { base.append(old) }
        if let now { ours.append((path, now)) }
        if let theirs = try keyed(versions.theirs) {
          files.append(File(path: path, base: old, theirs: theirs))
        }
      }
    } catch is UnreadableText {
      return nil
    }
    for (number, file) in files.enumerated() {
      for key in file.theirs.keys where !base.contains(where: { $0.places[key] != nil }) {
        rows.append(Row(key: key, file: number))
      }
    }
    let all = base + ours.map(\.text) + files.map(\.theirs)
    highest = max(
      all.flatMap(\.keys).compactMap { Int($0.text) }.max() ?? 0,
      versions.leftOut.highest[schema.name] ?? 0)
  }

  /// Whether ours has another row of this key.
  func isTaken(_ row: Row, _ following: Following) -> Bool {
    guard let mine = ours.first(where: { $0.text.places[row.key] != nil }),
      let here = mine.text.row(row.key), let there = files[row.file].theirs.row(row.key)
    else { return false }
    if mine.path != files[row.file].path { return true }
    let changes = following.changes(of: there, since: nil, in: schema)
    let names = Set(here.columns.keys).union(there.columns.keys)
    return names.contains { name in
      (changes[name] ?? there[name]?.content ?? []) != here[name]?.content ?? []
    }
  }

  /// The files of theirs in which something follows, as they are then.
  func rewritten(_ following: Following) -> [(path: String, bytes: [UInt8])] {
    files.compactMap { file in
      let text = file.theirs.text
      let bytes = file.theirs.rewritten { row in
        let key = file.theirs.keys[row.record]
        if let old = file.base?.places[key], let base = file.base,
          base.text.body(old) == text.body(row.record), base.text.names == text.names
        {
          return [:]
        }
        let before = base.lazy.compactMap { $0.row(key) }.first
        return following.changes(of: row, since: before, in: schema)
      }
      return bytes.map { (file.path, $0) }
    }
  }

  /// Whether ours, or else theirs, has a row of an id that was not there before.
  func isNew(_ id: [UInt8], inOurs: Bool) -> Bool {
    let key = RowKey([id])
    guard !base.contains(where: { $0.places[key] != nil }) else { return false }
    return inOurs
      ? ours.contains { $0.text.places[key] != nil }
      : files.contains { $0.theirs.places[key] != nil }
  }
}
