import CSVText

/// What a reader said about a text: the simplest form in which two ways of reading can be compared.
///
/// Cells are kept as bytes, since two `String`s are equal when they merely look the same.
struct Reading: Equatable {
  var header: Header?
  var cells: [[[UInt8]]] = []
  var places: [[Place]] = []
  var faults: Set<DialectFault> = []
  /// How many faults were told, to see that none is told twice.
  var faultCount = 0
  /// The bytes of header and batches, as they stand in the file.
  var raw: [UInt8] = []

  init(_ text: String, _ options: RecordReader.Options = .init()) throws {
    try self.init(Array(text.utf8), options)
  }

  init(_ bytes: [UInt8], _ options: RecordReader.Options = .init()) throws {
    var reader = try RecordReader(MemorySource(bytes), options: options)
    header = reader.header
    if let range = reader.header?.bytes { raw += bytes[range] }
    while true {
      switch try reader.next() {
      case .end: return
      case .fault(let fault):
        faults.insert(fault)
        faultCount += 1
      case .records: take(reader.batch)
      }
    }
  }

  /// What several workers read together: their batches in the order of the file.
  init(_ bytes: [UInt8], _ options: RecordReader.Options = .init(), workers count: Int) throws {
    var reader = try RecordReader(MemorySource(bytes), options: options)
    header = reader.header
    if let range = reader.header?.bytes { raw += bytes[range] }
    let workers = Workers(count) { [(offset: Int, part: Reading)]() }
    try reader.read(with: workers) { fault in
      faults.insert(fault)
      faultCount += 1
    } records: { parts, batch in
      var part = Reading()
      part.take(batch)
      parts.append((batch.offset, part))
    }
    for (_, part) in workers.results({ $0 }).joined().sorted(by: { $0.offset < $1.offset }) {
      cells += part.cells
      places += part.places
      raw += part.raw
    }
  }

  private init() {}

  var names: [String]? { header?.names }
  var records: [[String]] {
    cells.map { $0.map { String(decoding: $0, as: UTF8.self) } }
  }
  var kinds: [DialectFault.Kind] {
    faults.sorted { $0.place.offset < $1.place.offset }.map(\.kind)
  }

  private mutating func take(_ batch: borrowing RecordBatch) {
    batch.withRawBytes { raw += bytes(of: $0) }
    for record in 0..<batch.count {
      cells.append((0..<batch.width).map { batch.withCell(record, $0) { bytes(of: $0) } })
      places.append((0..<batch.width).map { batch.place(of: record, $0) })
    }
  }
}

func bytes(of span: Span<UInt8>) -> [UInt8] {
  span.indices.map { span[$0] }
}
