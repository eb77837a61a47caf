/// The columns of a merged file: those of ours, with what theirs added and took away.
struct MergedColumns {
  private(set) var names: [String]
  private(set) var conflicts: [MergeConflict] = []

  init(base: KeyedText?, ours: KeyedText, theirs: KeyedText) {
    names = ours.text.names
    let before = base?.text.columns ?? [:]
    for name in ours.text.names where before[name] != nil && theirs.text.columns[name] == nil {
      if Self.isFilled(name, in: ours, since: base) {
        conflicts.append(Self.conflict(name, ours: "", theirs: nil))
      } else {
        names.removeAll { $0 == name }
      }
    }
    var neighbour: String?
    for name in theirs.text.names {
      defer { neighbour = names.contains(name) ? name : neighbour }
      guard ours.text.columns[name] == nil else { continue }
      if before[name] != nil {
        guard Self.isFilled(name, in: theirs, since: base) else { continue }
        conflicts.append(Self.conflict(name, ours: nil, theirs: ""))
      }
      let place = neighbour.flatMap { names.firstIndex(of: $0) }.map { $0 + 1 }
      // What came last in theirs comes last.
      let isLast = theirs.text.names.last == name && place != nil
      names.insert(name, at: isLast ? names.endIndex : place ?? 0)
    }
  }

  private static func conflict(_ name: String, ours: String?, theirs: String?) -> MergeConflict {
    MergeConflict(kind: .column, key: "", column: name, base: "", ours: ours, theirs: theirs)
  }

  /// Whether one side wrote something into a column that the other took away.
  private static func isFilled(_ name: String, in side: KeyedText, since base: KeyedText?) -> Bool {
    for (key, record) in zip(side.keys, 0...) {
      if let old = base?.places[key], let base, base.text.names == side.text.names,
        base.text.body(old) == side.text.body(record)
      {
        continue
      }
      let now = side.row(key)?[name]?.content ?? []
      if now != (base?.row(key)?[name]?.content ?? []) { return true }
    }
    return false
  }
}
