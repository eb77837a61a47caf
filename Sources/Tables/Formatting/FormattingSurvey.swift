internal import CSVText

/// What a file is refused for, and where.
public struct DialectRefusal: Sendable {
  public let line: Int
  public let column: Int
  public let code: FindingCode
  public let message: String
  public let hint: String
}

/// A first look at a file: whether it can be formatted, and what is empty at its end.
struct FormattingSurvey {
  var header: Header?
  var refusals: [DialectRefusal] = []
  /// Records up to the last that holds anything.
  var records = 0
  /// Columns at the end that have neither a name nor a cell.
  var emptyColumns = 0

  init(_ text: [UInt8], _ table: TableSchema?, _ options: RecordReader.Options) throws {
    var reader = try RecordReader(MemorySource(text), options: options)
    header = reader.header
    let names = reader.header?.names ?? []
    emptyColumns = min(names.reversed().prefix { $0.isEmpty }.count, max(0, names.count - 1))
    // In a file of one column a blank line may be a record; in a table it is none, as `Check` says.
    let hasEmptyRecords = names.count == 1 && table == nil
    var seen = 0
    var blanks: [Place] = []
    reading: while true {
      switch try reader.next() {
      case .end: break reading
      case .fault(let fault):
        if refuses(fault) { refuse(DialectWording(fault.kind), at: fault.place) }
      case .records:
        for record in 0..<reader.batch.count {
          seen += 1
          guard !reader.batch.isBlank(record) else {
            if !hasEmptyRecords { blanks.append(reader.batch.place(of: record, 0)) }
            continue
          }
          for blank in blanks {
            refuse(DialectWording(.blankLines(count: 1, atEnd: false)), at: blank)
          }
          blanks.removeAll()
          records = seen
          while emptyColumns > 0, !reader.batch.areEmpty(record, last: emptyColumns) {
            emptyColumns -= 1
          }
        }
      }
    }
    if hasEmptyRecords { records = seen }
    if let header, let table {
      refuseHeader(header.dropping(emptyColumns), table, text)
    } else if header == nil, refusals.isEmpty {
      refusals.append(
        .init(
          line: 1, column: 1, code: .missingLabel, message: "the file has no header",
          hint: "The first line names the columns."))
    }
  }

  /// A table whose columns are not known cannot be brought into its form.
  private mutating func refuseHeader(_ header: Header, _ table: TableSchema, _ text: [UInt8]) {
    let match = HeaderMatch(header, of: table, start: Array(text.prefix(1 << 14)))
    let faults = match.faults.filter { $0.severity == .error }
    if !match.isUsable { refusals.removeAll() }
    refusals.insert(
      contentsOf: faults.map {
        .init(
          line: $0.place.line, column: $0.place.column, code: $0.code, message: $0.message,
          hint: $0.hint)
      }, at: 0)
  }

  private func refuses(_ fault: DialectFault) -> Bool {
    if case .blankLines(_, let atEnd) = fault.kind { return !atEnd }
    return fault.losesRecords
  }

  private mutating func refuse(_ words: DialectWording, at place: Place) {
    refusals.append(
      .init(
        line: place.line, column: place.column, code: words.code, message: words.message,
        hint: words.hint))
  }
}

extension RecordBatch {
  fileprivate func areEmpty(_ record: Int, last columns: Int) -> Bool {
    (width - columns..<width).allSatisfy { isEmpty(record, $0) }
  }
}

extension Header {
  /// The header without its last `count` names.
  fileprivate func dropping(_ count: Int) -> Header {
    Header(names: names.dropLast(count), places: places.dropLast(count), bytes: bytes)
  }
}
