/// The ids that rows have under the ids that they had, for each table.
struct NewIDs: Sendable, Equatable {
  private(set) var tables: [String: [[UInt8]: [UInt8]]] = [:]

  var isEmpty: Bool { tables.allSatisfy { $0.value.isEmpty } }

  subscript(table: String, old: [UInt8]) -> [UInt8]? {
    get { tables[table]?[old] }
    set { tables[table, default: [:]][old] = newValue }
  }

  /// The old ids of a table, in the order of their numbers.
  func oldIDs(of table: String) -> [[UInt8]] {
    (tables[table] ?? [:]).keys.sorted {
      ($0.count, String(decoding: $0, as: UTF8.self)) < (
        $1.count, String(decoding: $1, as: UTF8.self)
      )
    }
  }

  /// What these ids are after `later` too.
  func followed(by later: NewIDs) -> NewIDs {
    var both = later
    for (table, ids) in tables {
      for (old, new) in ids { both[table, old] = later[table, new] ?? new }
    }
    return both
  }

  /// Those of which `isThere` says so.
  func filter(_ isThere: (_ table: String, _ new: [UInt8]) throws -> Bool) rethrows -> NewIDs {
    var some = NewIDs()
    for (table, ids) in tables {
      for (old, new) in ids where try isThere(table, new) { some[table, old] = new }
    }
    return some
  }
}
