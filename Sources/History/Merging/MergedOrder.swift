/// The order of the rows of two sides together.
///
/// It is that of ours, or of theirs where only they sorted the rows anew. A row that only the other
/// side has stands behind the one that it stands behind there, and those at its end stand at the
/// end.
struct MergedOrder {
  private(set) var keys: [RowKey]

  init(base: KeyedText?, ours: KeyedText, theirs: KeyedText) {
    let leadsTheirs =
      base.map { Self.isSorted(theirs, unlike: $0) && !Self.isSorted(ours, unlike: $0) } ?? false
    let (leader, other) = leadsTheirs ? (theirs, ours) : (ours, theirs)
    let last = other.keys.lastIndex { leader.places[$0] != nil }
    var behind: [RowKey: [RowKey]] = [:]
    var first: [RowKey] = []
    var end: [RowKey] = []
    var neighbour: RowKey?
    for (place, key) in other.keys.enumerated() {
      if leader.places[key] != nil {
        neighbour = key
      } else if place > last ?? -1 {
        end.append(key)
      } else if let neighbour {
        behind[neighbour, default: []].append(key)
      } else {
        first.append(key)
      }
    }
    keys = first
    for key in leader.keys {
      keys.append(key)
      if let rows = behind[key] { keys += rows }
    }
    keys += end
  }

  /// Whether the rows that were there before stand in another order.
  private static func isSorted(_ side: KeyedText, unlike base: KeyedText) -> Bool {
    var last = -1
    for key in side.keys {
      guard let place = base.places[key] else { continue }
      if place < last { return true }
      last = place
    }
    return false
  }
}
