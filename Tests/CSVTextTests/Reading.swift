import CSVText

/// What a reader said about a text: the simplest form in which two ways of reading can be compared.
struct Reading: Equatable {
  var header: [String]?
  var records: [[String]] = []
  var places: [[Int]] = []
  var faults: Set<DialectFault> = []
  /// The bytes of header and batches, as they stand in the file.
  var raw: [UInt8] = []

  init(_ text: String, _ options: RecordReader.Options = .init()) throws {
    try self.init(Array(text.utf8), options)
  }

  init(_ bytes: [UInt8], _ options: RecordReader.Options = .init()) throws {
    var reader = try RecordReader(MemorySource(bytes), options: options)
    header = reader.header?.names
    if let range = reader.header?.bytes { raw += bytes[range] }
    while true {
      switch try reader.next() {
      case .end: return
      case .fault(let fault): faults.insert(fault)
      case .records: take(reader.batch)
      }
    }
  }

  private mutating func take(_ batch: borrowing RecordBatch) {
    batch.withRawBytes { span in for i in span.indices { raw.append(span[i]) } }
    for record in 0..<batch.count {
      records.append((0..<batch.width).map { batch.text(record, $0) })
      places.append(
        (0..<batch.width).flatMap {
          let place = batch.place(of: record, $0)
          return [place.line, place.column]
        })
    }
  }
}
