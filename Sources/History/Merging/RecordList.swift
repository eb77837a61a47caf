internal import CSVText
internal import Tables

/// Where the records of a file stand, and a number for each that tells it from others.
struct RecordList {
  let text: [UInt8]
  let names: [String]
  /// The header's bytes, with all that stands before it.
  let header: ArraySlice<UInt8>
  private var starts: [Int] = []
  private(set) var hashes: [UInt64] = []
  /// The id of each record, in a table whose key is one number; 0 elsewhere.
  private(set) var ids: [Int] = []

  /// `nil` where the file is not there, or cannot be read record by record.
  init?(_ path: String, of table: TableSchema, in store: Store) throws {
    guard let text = try LabVersions.bytes(path, of: table, in: store) else { return nil }
    var reader = try RecordReader(MemorySource(text))
    guard let header = reader.header else { return nil }
    let key = table.keyNames.count == 1 ? header.names.firstIndex(of: table.keyNames[0]) : nil
    self.text = text
    names = header.names
    self.header = text[..<header.bytes.upperBound]
    while true {
      switch try reader.next() {
      case .records:
        for record in 0..<reader.batch.count {
          let start = reader.batch.offset(of: record)
          if let end = starts.isEmpty ? header.bytes.upperBound : ends, end != start { return nil }
          starts.append(start)
          let hash = reader.batch.withRawRecord(record) { Self.hash($0) }
          ends = start + hash.count
          hashes.append(hash.value)
          ids.append(key.map { reader.batch.withCell(record, $0) { $0.number } } ?? 0)
        }
      case .fault(let fault):
        switch fault.kind {
        case .byteOrderMark, .carriageReturnLineFeed, .blankLines(_, atEnd: true): continue
        default: return nil
        }
      case .end: return
      }
    }
  }

  /// Where the last record ends.
  private var ends: Int?

  /// A number made of all rows.
  var digest: UInt64 { hashes.reduce(UInt64(text.count)) { ($0 ^ $1) &* 0x9e37_79b9_7f4a_7c15 } }

  /// The bytes of some records, with the line end of the last.
  func bytes(of records: Range<Int>) -> Range<Int> {
    starts[
      records.lowerBound]..<(records.upperBound < starts.count
      ? starts[records.upperBound] : ends ?? text.count)
  }

  /// FNV-1a (Fowler, Noll and Vo), with the end mixed in.
  private static func hash(_ bytes: Span<UInt8>) -> (value: UInt64, count: Int) {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325
    for i in bytes.indices { value = (value ^ UInt64(bytes[i])) &* 0x100_0000_01b3 }
    value ^= value &>> 32
    return (value &* 0x9e37_79b9_7f4a_7c15, bytes.count)
  }
}

extension Span<UInt8> {
  /// The whole number that a cell holds; 0 where it is none.
  fileprivate var number: Int {
    var number = 0
    for i in indices {
      let digit = Int(self[i]) - 0x30
      guard (0...9).contains(digit) else { return 0 }
      let (tens, isTooHigh) = number.multipliedReportingOverflow(by: 10)
      let (sum, isHigher) = tens.addingReportingOverflow(digit)
      guard !isTooHigh, !isHigher else { return 0 }
      number = sum
    }
    return number
  }
}
