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

    /// Adds what was found in other batches.
    fileprivate mutating func merge(_ other: Entry, isKey: Bool) {
      let repeated = keys.formUnion(other.keys)
      unknown += other.unknown + (isKey ? repeated : 0)
      isIncomplete = isIncomplete || other.isIncomplete
    }
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
  ///
  /// A table without rows refers to nothing.
  init(for referring: [TableSchema], in store: Store) throws {
    var wanted: [String: Set<String>] = [:]
    for column in try referring.filter(store.mayHaveRows).flatMap(\.columns) {
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
    let sieves = columns.map { CellSieve(table.columns[$0]) }
    // In a column that is no key, a value may well come twice.
    let areKeys = columns.map { table.columns[$0].isUnique || table.primaryKey == [$0] }
    // Texts that ascend are kept as they come, which two threads would undo.
    let isOfTexts = columns.contains { table.columns[$0].type != .int }
    let workers = Workers(isOfTexts ? 1 : nil) {
      columns.map { Entry(keys: KeySet(of: table.columns[$0].type)) }
    }
    var isIncomplete = false
    for file in store.files(of: table) {
      var reader = try store.reader(of: file)
      guard let header = reader.header,
        case let match = HeaderMatch(header, of: table, start: []), match.isUsable
      else {
        isIncomplete = true
        continue
      }
      let places = columns.map { match.projection[$0] }
      try reader.read(with: workers) { fault in
        if fault.losesRecords { isIncomplete = true }
      } records: { entries, batch in
        for i in entries.indices {
          Self.collect(batch, places[i], sieves[i], isKey: areKeys[i], into: &entries[i])
        }
      }
    }
    let found = workers.results { $0 }
    for (i, column) in columns.enumerated() {
      var entry = found[0][i]
      for other in found.dropFirst() { entry.merge(other[i], isKey: areKeys[i]) }
      entry.isIncomplete = entry.isIncomplete || isIncomplete
      entry.keys.makeIndex()
      entries[Name(table: table.name, column: table.columns[column].name)] = entry
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
    if let numbers = judged.smallNumbers(in: 0) {
      let known = entry.keys.insert(numbers)
      if isKey { entry.unknown += known }
    }
    for record in judged.recordsWithoutNumber(in: 0) {
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

extension Store {
  /// Whether a file of a table is longer than its header.
  fileprivate func mayHaveRows(_ table: TableSchema) throws -> Bool {
    try files(of: table).contains { file in
      let source = try tree.open(file.path)
      let reader = try RecordReader(source, options: options)
      return (reader.header?.bytes.upperBound ?? 0) < source.size
    }
  }
}
