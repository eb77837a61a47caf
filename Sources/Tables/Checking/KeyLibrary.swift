internal import CSVText

/// The values of every column that something refers to, read before any reference is checked.
struct KeyLibrary {
  struct Entry {
    var keys: KeySet
    /// Whether a row of the table could not be read, so that a value which is not found may be its.
    var isIncomplete = false
  }

  struct Name: Hashable {
    let table: String
    let column: String
  }

  private(set) var entries: [Name: Entry] = [:]

  /// Reads the columns that the `referring` tables refer to, each file once.
  init(for referring: [TableSchema], in store: Store) throws {
    var wanted: [String: Set<String>] = [:]
    for column in referring.flatMap(\.columns) {
      guard let reference = column.reference else { continue }
      wanted[reference.table, default: []].insert(reference.column)
    }
    for table in store.catalog.tables {
      guard let columns = wanted[table.name] else { continue }
      try read(table, columns.compactMap { table.column(named: $0) }.sorted(), store)
    }
  }

  subscript(reference: Reference) -> Entry? {
    entries[Name(table: reference.table, column: reference.column)]
  }

  private mutating func read(_ table: TableSchema, _ columns: [Int], _ store: Store) throws {
    var found = columns.map { Entry(keys: KeySet(of: table.columns[$0].type)) }
    for file in store.files(of: table) {
      var reader = try store.reader(of: file)
      guard let header = reader.header else {
        for i in found.indices { found[i].isIncomplete = true }
        continue
      }
      let match = HeaderMatch(header, of: table, start: [])
      loop: while true {
        switch try reader.next() {
        case .end: break loop
        case .records:
          guard match.isUsable else { continue }
          for (i, column) in columns.enumerated() {
            Self.collect(
              reader.batch, match.projection[column], table.columns[column].type, into: &found[i])
          }
        case .fault(let fault):
          if fault.losesRecords { for i in found.indices { found[i].isIncomplete = true } }
        }
      }
      for (i, column) in columns.enumerated() where match.projection[column] < 0 {
        found[i].isIncomplete = true
      }
    }
    for (i, column) in columns.enumerated() {
      entries[Name(table: table.name, column: table.columns[column].name)] = found[i]
    }
  }

  private static func collect(
    _ batch: borrowing RecordBatch, _ column: Int, _ type: ColumnType, into entry: inout Entry
  ) {
    guard column >= 0 else { return }
    for record in 0..<batch.count {
      let isKey = batch.withCell(record, column) { cell in
        if cell.isEmpty || !type.accepts(cell) { return false }
        _ = entry.keys.insert(cell)
        return true
      }
      if !isKey { entry.isIncomplete = true }
    }
  }
}
