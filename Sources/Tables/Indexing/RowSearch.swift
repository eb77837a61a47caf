internal import CSVText

/// Finds a row in a file whose rows are in order: by its id, which halves the file again and again; by a
/// key that one row has at most, from the end of the file, where the rows are that are worked on.
///
/// That they are in order was true of this very file when its index was made. It is looked at once
/// more in every record that is met on the way: where one is not as it should be, the search ends with
/// `NotInOrder`, and the table has to be read.
struct RowSearch {
  private let file: TableAtHand.File
  /// The file's place among those of the table.
  private let number: Int
  /// The place of the ids, or of the key, in a record.
  private let column: Int
  private let options: RecordReader.Options

  enum Way {
    case halving
    case fromEnd
  }

  struct NotInOrder: Error {}

  fileprivate init(
    _ file: TableAtHand.File, _ number: Int, _ column: Int, _ options: RecordReader.Options
  ) {
    self.file = file
    self.number = number
    self.column = column
    self.options = options
  }
}

// MARK: By its id

extension RowSearch {
  /// The row with this id; `nil` when there is none.
  fileprivate func row(with id: Int) throws -> RowAddress? {
    // Lines before `low` have lower ids and lines from `high` on higher ones; both begin a line.
    var (low, high) = (file.header.bytes.upperBound, file.source.size)
    var (lowest, highest) = (Int?.none, Int?.none)
    // So little is read from end to end.
    let window = 4 * options.blockSize
    while high - low > window {
      // Where no line begins behind the middle, one is so long that it is read.
      guard let middle = try lineStart(after: low + (high - low) / 2, before: high) else { break }
      let found = try self.id(ofLineAt: middle, before: high)
      if let lowest, found <= lowest { throw NotInOrder() }
      if let highest, found >= highest { throw NotInOrder() }
      if found <= id { (low, lowest) = (middle, found) } else { (high, highest) = (middle, found) }
    }
    return try row(with: id, in: low..<high)
  }

  private func id(ofLineAt start: Int, before end: Int) throws -> Int {
    var first: Int?
    try forEachBatch(in: start..<end) { batch in
      first = batch.withCell(0, column) { Int(cell: $0) }
      return .enough
    }
    guard let first else { throw NotInOrder() }
    return first
  }

  private func row(with id: Int, in range: Range<Int>) throws -> RowAddress? {
    var last: Int?
    var row: RowAddress?
    try forEachBatch(in: range) { batch in
      if batch.mayHoldLineBreaks { throw NotInOrder() }
      for record in 0..<batch.count {
        guard let found = batch.withCell(record, column, { Int(cell: $0) }) else {
          throw NotInOrder()
        }
        if let last, found <= last { throw NotInOrder() }
        last = found
        if found == id { row = address(of: record, in: batch, range) }
      }
      return .more
    }
    return row
  }
}

// MARK: From the end

extension RowSearch {
  /// The last row with this key; `nil` when there is none.
  fileprivate func row(with key: [UInt8]) throws -> RowAddress? {
    let first = file.header.bytes.upperBound
    let stretch = 2 * options.blockSize
    var end = file.source.size
    while end > first {
      let start =
        end - first > stretch ? try lineStart(after: end - stretch, before: end) ?? first : first
      var row: RowAddress?
      try forEachBatch(in: start..<end) { batch in
        if batch.mayHoldLineBreaks { throw NotInOrder() }
        for record in 0..<batch.count where batch.withCell(record, column, { $0.equals(key) }) {
          row = address(of: record, in: batch, start..<end)
        }
        return .more
      }
      if let row { return row }
      end = start
    }
    return nil
  }
}

// MARK: Lines

extension RowSearch {
  private func address(
    of record: Int, in batch: borrowing RecordBatch, _ range: Range<Int>
  ) -> RowAddress {
    RowAddress(
      file: number, offset: range.lowerBound + batch.offset(of: record) - file.headerBytes.count,
      length: batch.withRawRecord(record) { $0.count }, line: nil)
  }

  /// The first line that begins behind a byte; `nil` when there is none before `end`.
  private func lineStart(after byte: Int, before end: Int) throws -> Int? {
    var at = byte
    while at < end {
      let bytes = try file.source.bytes(at: at, count: min(options.blockSize, 1 << 12, end - at))
      if bytes.isEmpty { throw NotInOrder() }
      if let feed = bytes.firstIndex(of: UInt8(ascii: "\n")) {
        return at + feed + 1 < end ? at + feed + 1 : nil
      }
      at += bytes.count
    }
    return nil
  }

  /// Hands out the records of some lines.
  private func forEachBatch(
    in range: Range<Int>, _ body: (borrowing RecordBatch) throws -> Flow
  ) throws {
    if range.isEmpty { return }
    let lines = Excerpt(head: file.headerBytes, source: file.source, range: range)
    var reader = try RecordReader(lines, options: options)
    while true {
      switch try reader.next() {
      case .end: return
      case .records: if try body(reader.batch) == .enough { return }
      case .fault(let fault): if fault.losesRecords { throw NotInOrder() }
      }
    }
  }
}

extension TableAtHand {
  /// Where the rows stand that have this key, of a table whose rows are in order; `nil` when they are
  /// not, after all.
  /// - Parameter column: The ids', when the file is halved; else one in which one row at most has it.
  func rows(
    with key: [UInt8], in column: Int, by way: RowSearch.Way, _ options: RecordReader.Options
  ) throws -> [RowAddress]? {
    do {
      switch way {
      case .halving:
        // Of each number there is one spelling only.
        guard let id = Int(cell: key.span) else { return [] }
        var options = options
        options.blockSize = min(options.blockSize, 1 << 12)
        return try files.indices.compactMap { number in
          let place = files[number].projection[column]
          guard place >= 0 else { throw RowSearch.NotInOrder() }
          return try RowSearch(files[number], number, place, options).row(with: id)
        }
      case .fromEnd:
        for (number, file) in files.enumerated().reversed() {
          let place = file.projection[column]
          if place < 0 { continue }
          let search = RowSearch(file, number, place, options)
          if let row = try search.row(with: key) { return [row] }
        }
        return []
      }
    } catch is RowSearch.NotInOrder {
      return nil
    }
  }
}
