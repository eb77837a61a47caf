import CommandLineKit
import History
import Tables
import Wording

/// What became of one row, the newest change first.
struct RowHistory {
  /// A change of the row, and the commit that made it; `nil` where it was not committed yet.
  struct Entry {
    let record: CommitRecord?
    let change: RowChange
  }

  let table: TableSchema
  let key: [String]

  /// The row that a person means: by its primary key, or as it is now by a value that only it has.
  init(_ typed: String, in table: TableSchema, _ store: Store) throws {
    self.table = table
    if let row = try FoundRow.find(typed, in: table, store) {
      key = row.key
    } else {
      // A row that is no more has only its key.
      let count = table.primaryKey.count
      let parts = count == 1 ? [typed] : typed.split(separator: "/").map(String.init)
      guard parts.count == count else {
        throw UsageError("A key of \(table.name) has \(count) parts with '/' between them.")
      }
      key = parts
    }
  }

  /// Calls `body` with each change until it has had enough.
  func entries(_ context: Context, _ body: (Entry) throws -> Flow) throws {
    let now = try context.difference(from: nil, to: nil, of: [table.name])
    for change in now.rows(of: key) {
      if try body(Entry(record: nil, change: change)) == .enough { return }
    }
    guard let trail = try context.trail(of: TrailScope(tables: [table.name])) else { return }
    try trail.changes(of: trail.commits) { changes in
      for change in changes.difference.rows(of: key) {
        if try body(Entry(record: changes.record, change: change)) == .enough { return .enough }
      }
      return .more
    }
  }
}

extension FolderDifference {
  fileprivate func rows(of key: [String]) -> [RowChange] {
    tables.flatMap { $0.rows.filter { $0.key == key } }
  }
}

extension Context {
  /// The history of the lab's rows; `nil` where nothing was committed yet.
  func trail(of scope: TrailScope = .all) throws -> Trail? {
    let repository = try repository()
    return try repository.head().map { try Trail(repository, store(), scope, upTo: $0) }
  }
}

extension CommitRecord {
  /// When it was made, as programs and people read it.
  var instant: String { Instant(seconds: time).cellText }
}
