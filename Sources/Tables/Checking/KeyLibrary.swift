internal import CSVText

/// The values of every column that something refers to, read before any reference is checked.
struct KeyLibrary {
  struct Entry {
    var keys: KeySet
    /// Of how many rows the key is not known: it is no value of its type, or is another row's. As
    /// many values that are not found may be those rows', so nobody is blamed for them.
    var unknown = 0
    /// Whether rows were lost, nobody knows how many.
    var isIncomplete = false
  }

  private struct Name: Hashable {
    let table: String
    let column: String
  }

  private var entries: [Name: Entry] = [:]

  /// A library to which values are added.
  init() {}

  /// Adds the values that a reference may have; all of them are known.
  mutating func add(_ keys: KeySet, for reference: Reference) {
    entries[Name(table: reference.table, column: reference.column)] = Entry(keys: keys)
  }

  /// Reads the columns that the `referring` tables refer to, each file once.
  init(for referring: [TableSchema], in store: Store) throws {
    var wanted: [String: Set<String>] = [:]
    for column in referring.flatMap(\.columns) {
      guard let reference = column.reference else { continue }
      wanted[reference.table, default: []].insert(reference.column)
    }
    for table in store.catalog.tables {
      guard let columns = wanted[table.name] else { continue }
      let places = columns.compactMap { table.column(named: $0) }.sorted()
      try read(table, places, store)
    }
  }

  subscript(reference: Reference) -> Entry? {
    entries[Name(table: reference.table, column: reference.column)]
  }

  private mutating func read(
    _ table: TableSchema, _ columns: [Int], _ store: Store
  ) throws {
    var found = columns.map { Entry(keys: KeySet(of: table.columns[$0].type)) }
    let sieves = columns.map { CellSieve(table.columns[$0]) }
    // In a column that is no key, a value may well come twice.
    let areKeys = columns.map { table.columns[$0].isUnique || table.primaryKey == [$0] }
    func lose() { for i in found.indices { found[i].isIncomplete = true } }
    for file in store.files(of: table) {
      var reader = try store.reader(of: file)
      guard let header = reader.header,
        case let match = HeaderMatch(header, of: table, start: []), match.isUsable
      else {
        lose()
        continue
      }
      loop: while true {
        switch try reader.next() {
        case .end: break loop
        case .fault(let fault): if fault.losesRecords { lose() }
        case .records:
          for (i, column) in columns.enumerated() {
            Self.collect(
              reader.batch, match.projection[column], sieves[i], isKey: areKeys[i], into: &found[i])
          }
        }
      }
    }
    for (i, column) in columns.enumerated() {
      found[i].keys.makeIndex()
      entries[Name(table: table.name, column: table.columns[column].name)] = found[i]
    }
  }

  /// Takes the sound keys of a batch; what `check` will find fault with is no key to refer to.
  private static func collect(
    _ batch: borrowing RecordBatch, _ at: Int, _ sieve: CellSieve, isKey: Bool,
    into entry: inout Entry
  ) {
    guard at >= 0 else {
      entry.isIncomplete = true
      return
    }
    var judged = Judgements()
    judged.reset(records: batch.count, columns: 1)
    _ = sieve.sort(batch, at, into: &judged, 0)
    for record in 0..<batch.count {
      // A row without a value is none that anything refers to, unless it must have one.
      if judged.isEmpty(record, 0), !sieve.column.isRequired { continue }
      let isSound =
        judged.isSound(record, 0)
        || (judged.isFaulty(record, 0)
          && !CellRemark.all(on: batch.text(record, at), sieve.column).hasErrors)
      let isNew = isSound && batch.withCell(record, at) { entry.keys.insert($0) }
      if !isSound || (isKey && !isNew) { entry.unknown += 1 }
    }
  }
}
