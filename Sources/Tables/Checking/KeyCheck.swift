internal import CSVText

/// One primary key or unique column of a table, and the values that were seen.
struct KeyCheck {
  let columns: [Int]
  /// The columns' names, as a message says them.
  let names: String
  let code: FindingCode
  private var keys: KeySet
  private var twins: LookalikeSet?
  private(set) var duplicates: [Duplicate] = []
  private var buffer: [UInt8] = []

  struct Duplicate {
    let value: [UInt8]
    let shown: String
    let row: String?
    let file: Int
    let place: Place
  }

  enum Clash {
    case same
    case lookalike(String)
  }

  static func all(of table: TableSchema) -> [KeyCheck] {
    let unique = table.columns.indices.filter {
      table.columns[$0].isUnique && table.primaryKey != [$0]
    }
    let primary = table.primaryKey.isEmpty ? [] : [KeyCheck(table, table.primaryKey, .primaryKey)]
    return primary + unique.map { KeyCheck(table, [$0], .uniqueError) }
  }

  private init(_ table: TableSchema, _ columns: [Int], _ code: FindingCode) {
    self.columns = columns
    self.code = code
    names = columns.map { table.columns[$0].name }.joined(separator: ", ")
    let type = columns.count == 1 ? table.columns[columns[0]].type : .text()
    keys = KeySet(of: type)
    twins = columns.count == 1 && type.isText ? LookalikeSet() : nil
  }

  var hasDuplicates: Bool { !duplicates.isEmpty }

  /// Adds a record's key; what it clashes with, if anything.
  mutating func insert(
    _ batch: borrowing RecordBatch, _ record: Int, _ projection: [Int]
  ) -> Clash? {
    if columns.count == 1 {
      let at = projection[columns[0]]
      let other = batch.withCell(record, at) { cell -> Clash? in
        guard keys.insert(cell) else { return .same }
        return twins?.insert(cell, among: keys).map { .lookalike($0) }
      }
      return other
    }
    joinCells(batch, record, projection)
    let joined = buffer
    return keys.insert(joined.span) ? nil : .same
  }

  /// Remembers a key that came again, until it is known where it came first.
  mutating func note(
    _ batch: borrowing RecordBatch, _ record: Int, _ projection: [Int], file: Int, row: String?
  ) {
    guard duplicates.count < FindingList.limitPerFile else { return }
    joinCells(batch, record, projection)
    duplicates.append(
      Duplicate(
        value: buffer,
        shown: columns.map { batch.text(record, projection[$0]) }.joined(separator: ", "),
        row: row, file: file, place: batch.place(of: record, projection[columns[0]])))
  }

  private mutating func joinCells(
    _ batch: borrowing RecordBatch, _ record: Int, _ projection: [Int]
  ) {
    buffer.removeAll(keepingCapacity: true)
    for column in columns {
      batch.withCell(record, projection[column]) { cell in
        for i in cell.indices { buffer.append(cell[i]) }
      }
      buffer.append(0)
    }
  }

  /// Reads the table again, for the first line of each value that came twice.
  func firstPlaces(
    in store: Store, _ table: TableSchema
  ) throws -> [[UInt8]: (file: Int, line: Int)] {
    let wanted = Set(duplicates.map(\.value))
    var found: [[UInt8]: (file: Int, line: Int)] = [:]
    var copy = self
    for (number, file) in store.files(of: table).enumerated() {
      var reader = try store.reader(of: file)
      guard let header = reader.header else { continue }
      let projection = HeaderMatch(header, of: table, start: []).projection
      guard columns.allSatisfy({ projection[$0] >= 0 }) else { continue }
      loop: while found.count < wanted.count {
        switch try reader.next() {
        case .end: break loop
        case .fault: continue
        case .records:
          for record in 0..<reader.batch.count {
            copy.joinCells(reader.batch, record, projection)
            guard wanted.contains(copy.buffer), found[copy.buffer] == nil else { continue }
            found[copy.buffer] = (number, reader.batch.line(of: record))
          }
        }
      }
    }
    return found
  }
}
