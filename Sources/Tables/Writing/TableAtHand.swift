internal import CSVText

/// A table whose files a change reads and writes: their headers understood, nothing else kept.
struct TableAtHand {
  let table: TableSchema
  let files: [File]

  struct File {
    let file: TableFile
    let title: String
    let source: any ByteSource
    let header: Header
    /// The header's bytes with its line end, for reading single records as if they followed it.
    let headerBytes: [UInt8]
    /// For each column of the table its place in the file; -1 where the file does not have it.
    let projection: [Int]
  }

  /// - Throws: `ReadingError` when a header is not the table's: what cannot be read for certain is
  ///   not written to.
  init(_ table: TableSchema, in store: Store) throws {
    self.table = table
    files = try store.files(of: table).map { file in
      try File(file, table, store)
    }
  }

  /// The bytes of all its files.
  var size: Int { files.reduce(0) { $0 + $1.source.size } }
}

extension TableAtHand.File {
  fileprivate init(_ file: TableFile, _ table: TableSchema, _ store: Store) throws {
    self.file = file
    title = store.tree.title(of: file.path)
    source = try store.tree.open(file.path)
    let reader = try RecordReader(source, options: store.options)
    guard let header = reader.header else {
      throw ReadingError(
        file: title, place: .start,
        message: "the file has no header that can be read; 'plainlab check' says more")
    }
    let match = HeaderMatch(header, of: table, start: try source.bytes(at: 0, count: 1 << 14))
    if let fault = match.faults.first(where: { $0.severity == .error }) {
      throw ReadingError(file: title, place: fault.place, message: fault.message)
    }
    self.header = header
    headerBytes = try source.bytes(at: header.bytes.lowerBound, count: header.bytes.count)
    projection = match.projection
  }

  /// Whether lines end in CR LF, as the header's does.
  var lineEnd: [UInt8] { headerBytes.suffix(2) == [0x0D, 0x0A] ? [0x0D, 0x0A] : [0x0A] }

  /// Whether every cell is written in quotes, as the names of the header are.
  var quotesAll: Bool {
    header.places.allSatisfy { place in
      let at = place.offset - header.bytes.lowerBound
      return headerBytes.indices.contains(at) && headerBytes[at] == UInt8(ascii: "\"")
    }
  }
}

extension TableAtHand {
  /// Reads one row anew.
  func row(at address: RowAddress, _ options: RecordReader.Options) throws -> StandingRow {
    let file = files[address.file]
    let raw = try file.source.bytes(at: address.offset, count: address.length)
    var head = file.headerBytes
    if head.last != UInt8(ascii: "\n") { head.append(UInt8(ascii: "\n")) }
    var options = options
    options.blockSize = 1 << 12
    var reader = try RecordReader(MemorySource(head + raw), options: options)
    // A line end of another kind is a fault of the file, and none of this row.
    while true {
      switch try reader.next() {
      case .fault(let fault) where !fault.losesRecords: continue
      case .records where reader.batch.count == 1:
        return Self.row(reader.batch, address, file, raw, headLength: head.count)
      case .records, .fault, .end:
        throw ReadingError(
          file: file.title,
          place: address.line.map { Place(line: $0, column: 1, offset: address.offset) },
          message: "the row changed while it was read")
      }
    }
  }

  private static func row(
    _ batch: borrowing RecordBatch, _ address: RowAddress, _ file: File, _ raw: [UInt8],
    headLength: Int
  ) -> StandingRow {
    var cells: [String] = []
    var quoted: Set<Int> = []
    var ranges: [Range<Int>?] = []
    for (column, at) in file.projection.enumerated() {
      guard at >= 0 else {
        cells.append("")
        ranges.append(nil)
        continue
      }
      cells.append(batch.text(0, at))
      let place = batch.place(of: 0, at)
      let start = place.offset - headLength
      let range = start..<start + place.length
      ranges.append(address.offset + range.lowerBound..<address.offset + range.upperBound)
      if !range.isEmpty, raw[start] == UInt8(ascii: "\"") { quoted.insert(column) }
    }
    return StandingRow(address: address, cells: cells, ranges: ranges, quoted: quoted)
  }
}
