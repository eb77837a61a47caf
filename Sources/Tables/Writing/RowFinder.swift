internal import CSVText

/// Finds the rows of a table's files that hold given values, as the files stand.
///
/// A table in order is searched, any other is read. Who asks for more than that is worth gets an index
/// of the whole table, made once.
struct RowFinder {
  /// The columns that are compared, by their places in the table.
  let columns: [Int]
  /// What was asked for already, and where it stands.
  private var answers: [[UInt8]: [RowAddress]] = [:]
  private var searches = 0
  private var readings = 0
  private var index: Index?

  /// From here on an index costs less than reading again.
  private static let patience = 4
  /// A search costs about as much as reading so many bytes.
  private static let costOfSearch = 1 << 18

  private struct Index {
    var keys = ByteTable()
    /// The rows of each key, by its number. Nearly all keys have one row.
    var first: [RowAddress] = []
    var others: [Int: [RowAddress]] = [:]
  }

  init(_ columns: [Int]) { self.columns = columns }

  /// Where the rows stand whose cells in `columns` hold these values.
  /// - Parameter way: How the rows can be searched for, so far as the table's index knows.
  mutating func rows(
    with values: [String], in table: TableAtHand, by way: RowSearch.Way?,
    _ options: RecordReader.Options
  ) throws -> [RowAddress] {
    let wanted = CellKey.joined(values)
    if let known = answers[wanted] { return known }
    if index == nil, let way, isWorthwhile(way, table.size),
      let found = try table.rows(with: wanted, in: columns[0], by: way, options)
    {
      searches += 1
      if way == .fromEnd { readings += 1 }
      answers[wanted] = found
      return found
    }
    if index == nil, readings >= Self.patience {
      index = try Self.index(of: table, columns, options)
    }
    guard let index else {
      var found: [RowAddress] = []
      try table.forEachKey(of: columns, options) { key, batch, record, file in
        if key.equals(wanted) { found.append(RowAddress(batch, record, file: file)) }
      }
      readings += 1
      answers[wanted] = found
      return found
    }
    guard let number = index.keys.number(of: wanted.span) else { return [] }
    return [index.first[number]] + index.others[number, default: []]
  }

  private func isWorthwhile(_ way: RowSearch.Way, _ size: Int) -> Bool {
    switch way {
    case .halving: searches * Self.costOfSearch <= size
    // It may come to a reading of the whole table.
    case .fromEnd: readings < Self.patience
    }
  }

  private static func index(
    of table: TableAtHand, _ columns: [Int], _ options: RecordReader.Options
  ) throws -> Index {
    var index = Index()
    try table.forEachKey(of: columns, options) { key, batch, record, file in
      let address = RowAddress(batch, record, file: file)
      let (number, isNew) = index.keys.insert(key)
      if isNew {
        index.first.append(address)
      } else {
        index.others[number, default: []].append(address)
      }
    }
    index.keys.makeIndex()
    return index
  }
}

/// The values of several cells as one: the cells of a key, one after another.
enum CellKey {
  /// Stands between cells: no cell holds a zero byte, so that two keys are never taken for one.
  static let separator: UInt8 = 0

  static func joined(_ values: some Sequence<String>) -> [UInt8] {
    var bytes: [UInt8] = []
    for (i, value) in values.enumerated() {
      if i > 0 { bytes.append(separator) }
      bytes += value.utf8
    }
    return bytes
  }
}

extension TableAtHand {
  /// Hands out the key that each row has in these columns, file after file.
  ///
  /// A file that lacks one of the columns has no such keys.
  /// - Throws: `ReadingError` at a record that cannot be read: what it holds is not known.
  func forEachKey(
    of columns: [Int], _ options: RecordReader.Options,
    _ body: (Span<UInt8>, borrowing RecordBatch, _ record: Int, _ file: Int) throws -> Void
  ) throws {
    for number in files.indices {
      let file = files[number]
      let places = columns.map { file.projection[$0] }
      if places.contains(where: { $0 < 0 }) { continue }
      try forEachBatch(of: number, options) { batch in
        if places.count == 1 {
          for record in 0..<batch.count {
            try batch.withCell(record, places[0]) { try body($0, batch, record, number) }
          }
          return
        }
        var joined: [UInt8] = []
        for record in 0..<batch.count {
          joined.removeAll(keepingCapacity: true)
          for (i, place) in places.enumerated() {
            if i > 0 { joined.append(CellKey.separator) }
            batch.withCell(record, place) { cell in
              for i in cell.indices { joined.append(cell[i]) }
            }
          }
          try body(joined.span, batch, record, number)
        }
      }
    }
  }

  /// Hands out the records of one file.
  /// - Throws: `ReadingError` at a record that cannot be read, unless it is to be left out.
  func forEachBatch(
    of number: Int, _ options: RecordReader.Options, skipsFaults: Bool = false,
    _ body: (borrowing RecordBatch) throws -> Void
  ) throws {
    let file = files[number]
    var reader = try RecordReader(file.source, options: options)
    while true {
      switch try reader.next() {
      case .end: return
      case .records: try body(reader.batch)
      case .fault(let fault):
        guard fault.losesRecords, !skipsFaults else { continue }
        throw ReadingError(
          file: file.title, place: fault.place, message: DialectWording(fault.kind).message)
      }
    }
  }
}
