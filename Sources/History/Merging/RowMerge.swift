/// One row of a file in three versions, and what becomes of it.
struct RowMerge {
  enum Result {
    /// The row is gone.
    case absent
    /// A row of these cells, each as it stands on the side that it was taken from.
    case cells([RawCell])
    /// Whole rows as each version has them, merged but for what differs.
    case conflict(ours: [RawCell]?, base: [RawCell]?, theirs: [RawCell]?)
  }

  private(set) var result = Result.absent
  private(set) var conflicts: [MergeConflict] = []
  private let key: RowKey
  private let base: KeyedRow?
  private let names: [String]

  /// - Parameters:
  ///   - names: The columns of the merged file.
  ///   - latest: Columns of times of which the later is right, as it is when the row was changed
  ///     last.
  init(
    _ key: RowKey, base: KeyedRow?, ours: KeyedRow?, theirs: KeyedRow?, names: [String],
    latest: Set<String>
  ) {
    (self.key, self.base, self.names) = (key, base, names)
    switch (ours, theirs) {
    case (nil, nil): result = .absent
    case (let ours?, nil):
      guard base != nil else {
        result = .cells(cells(ours))
        return
      }
      if isChanged(ours) { refuse(ours: ours, theirs: nil) }
    case (nil, let theirs?):
      guard base != nil else {
        result = .cells(cells(theirs))
        return
      }
      if isChanged(theirs) { refuse(ours: nil, theirs: theirs) }
    case (let ours?, let theirs?): merge(ours, theirs, latest)
    }
  }

  /// The row's cells in the columns of the merged file.
  private func cells(_ row: KeyedRow) -> [RawCell] {
    names.map { row[$0] ?? base?[$0] ?? .empty }
  }

  private func isChanged(_ row: KeyedRow) -> Bool {
    names.contains { (row[$0] ?? base?[$0])?.content ?? [] != base?[$0]?.content ?? [] }
  }

  private mutating func refuse(ours: KeyedRow?, theirs: KeyedRow?) {
    conflicts = [
      MergeConflict(
        kind: .deletion, key: key.text, column: nil, base: "", ours: ours.map { _ in "" },
        theirs: theirs.map { _ in "" })
    ]
    result = .conflict(
      ours: ours.map(cells), base: base.map(cells), theirs: theirs.map(cells))
  }

  private mutating func merge(_ ours: KeyedRow, _ theirs: KeyedRow, _ latest: Set<String>) {
    var left: [RawCell] = []
    var right: [RawCell] = []
    for name in names {
      let old = base?[name]
      let our = ours[name] ?? old
      let their = theirs[name] ?? old
      let before = base == nil ? nil : old?.content ?? []
      let (now, then) = (our?.content ?? [], their?.content ?? [])
      if now == then, theirs[name] != nil, our == old {
        // The same with other quotes, if any.
        left.append(their ?? .empty)
        right.append(their ?? .empty)
      } else if now == then || then == before || theirs[name] == nil {
        left.append(our ?? .empty)
        right.append(our ?? .empty)
      } else if now == before || ours[name] == nil {
        left.append(their ?? .empty)
        right.append(their ?? .empty)
      } else if latest.contains(name), let later = Self.later(our, their) {
        left.append(later)
        right.append(later)
      } else {
        left.append(our ?? .empty)
        right.append(their ?? .empty)
        conflicts.append(conflict(name, our, their))
      }
    }
    result =
      conflicts.isEmpty ? .cells(left) : .conflict(ours: left, base: base.map(cells), theirs: right)
  }

  private func conflict(_ name: String, _ ours: RawCell?, _ theirs: RawCell?) -> MergeConflict {
    func text(_ cell: RawCell?) -> String { String(decoding: cell?.content ?? [], as: UTF8.self) }
    return MergeConflict(
      kind: base == nil ? .added : .cell, key: key.text, column: name,
      base: base.map { text($0[name]) }, ours: text(ours), theirs: text(theirs))
  }

  /// The later of two times in UTC; `nil` where they are not written alike.
  private static func later(_ ours: RawCell?, _ theirs: RawCell?) -> RawCell? {
    guard let ours, let theirs else { return nil }
    let (now, then) = (ours.content, theirs.content)
    // 2026-11-20T08:30:00Z, the order of which is that of its digits.
    guard now.count == 20, then.count == 20, now.last == UInt8(ascii: "Z"), then.last == now.last
    else { return nil }
    return now.lexicographicallyPrecedes(then) ? theirs : ours
  }
}
