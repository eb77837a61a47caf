public import CSVText

/// A file in its canonical form: UTF-8 without a byte order mark, LF, minimal quotes, a final line
/// end, none of the empty rows and columns that a spreadsheet adds at the end.
///
/// Only the form changes, and of the cells only what has one meaning: `TRUE` becomes `true` in a
/// column of flags, spaces around a number, a date or a key go. Line breaks inside quotes stay byte
/// for byte. Where anything would have to be guessed, the file is refused.
public struct Formatting: Sendable {
  /// The file's bytes in canonical form; as they were when it is refused.
  public private(set) var bytes: [UInt8] = []
  /// The file's bytes as they were.
  public let original: [UInt8]
  /// How many records, blank lines included, are not as they were.
  public private(set) var changedRecords = 0
  /// Why the file is refused; empty when it is not.
  public private(set) var refusals: [DialectRefusal] = []

  /// Formats a file of a table, or with no table any CSV file.
  ///
  /// Reads the file twice. Memory is that of the file.
  public init(
    _ file: TableFile, of table: TableSchema?, in tree: any FileTree,
    options: RecordReader.Options = .init()
  ) throws {
    try self.init(tree.open(file.path).allBytes(), table, options)
  }

  private init(
    _ original: [UInt8], _ table: TableSchema?, _ options: RecordReader.Options
  ) throws {
    self.original = original
    let text = LineEndConversion(original).bytes ?? original
    let survey = try Survey(text, table, options)
    guard survey.refusals.isEmpty, let header = survey.header else {
      refusals = survey.refusals
      bytes = original
      return
    }
    let width = header.names.count - survey.emptyColumns
    let types = header.names.prefix(width).map { name in
      table?.column(named: name).flatMap { table?.columns[$0] }
    }
    var writer = RecordWriter()
    for name in header.names.prefix(width) { writer.cell(name) }
    writer.endRecord()
    // What stands before the header is a byte order mark, and part of what changes.
    take(writer.drained(), original: text[..<header.bytes.upperBound])

    var reader = try RecordReader(MemorySource(text), options: options)
    var left = survey.records
    reading: while true {
      switch try reader.next() {
      case .end: break reading
      case .fault(let fault):
        if case .blankLines(let count, _) = fault.kind { changedRecords += count }
      case .records:
        for record in 0..<reader.batch.count {
          guard left > 0 else {
            changedRecords += 1
            continue
          }
          left -= 1
          if survey.emptyColumns == 0, reader.batch.isCanonical(record, types) {
            reader.batch.withRawRecord(record) { raw in
              for i in raw.indices { bytes.append(raw[i]) }
            }
            continue
          }
          for column in 0..<width {
            writer.cell(Self.canonical(reader.batch.text(record, column), types[column]))
          }
          writer.endRecord()
          let raw = reader.batch.withRawRecord(record) { Array(copying: $0) }
          take(writer.drained(), original: raw[...])
        }
      }
    }
    if text != original { changedRecords = survey.records + 1 }
  }

  /// Adds a record, and counts it where it is not as it was.
  private mutating func take(_ new: [UInt8], original: ArraySlice<UInt8>) {
    bytes += new
    if !original.elementsEqual(new) { changedRecords += 1 }
  }

  /// The one way in which the cell's value is written, where there is one.
  private static func canonical(_ text: String, _ column: ColumnSchema?) -> String {
    guard let column, !text.isEmpty else { return text }
    if column.type == .bool {
      let lowered = text.trimmingInvisible().lowercased()
      return lowered == "true" || lowered == "false" ? lowered : text
    }
    guard column.hasOneForm else { return text }
    let trimmed = text.trimmingInvisible()
    return trimmed != text && !trimmed.isEmpty && column.type.accepts(trimmed) ? trimmed : text
  }
}

/// What a file is refused for, and where.
public struct DialectRefusal: Sendable {
  public let line: Int
  public let column: Int
  public let code: FindingCode
  public let message: String
  public let hint: String
}

/// A first look at a file: whether it can be formatted, and what is empty at its end.
private struct Survey {
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
          guard (0..<reader.batch.width).contains(where: { !reader.batch.isEmpty(record, $0) })
          else {
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

/// Lines that end in CR alone, turned into lines that end in LF.
private struct LineEndConversion {
  /// The converted text; `nil` where there is nothing to convert.
  let bytes: [UInt8]?

  init(_ original: [UInt8]) {
    var text = original
    var isInside = false
    // Whether a quote here opens a cell, or doubles the one before it. Any other outside of a cell in
    // quotes is a character like others: taken for an opening one, it would turn a CR that is data
    // in a later cell into a line end.
    var mayOpen = true
    var isChanged = false
    let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for i in text.indices.dropFirst(start) {
      if text[i] == UInt8(ascii: "\"") {
        (isInside, mayOpen) = (!isInside && mayOpen, isInside)
        continue
      }
      if isInside { continue }
      mayOpen = [UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains(text[i])
      guard text[i] == UInt8(ascii: "\r") else { continue }
      if i + 1 < text.count, text[i + 1] == UInt8(ascii: "\n") { continue }
      text[i] = UInt8(ascii: "\n")
      isChanged = true
    }
    bytes = isChanged ? text : nil
  }
}

extension RecordBatch {
  fileprivate func areEmpty(_ record: Int, last columns: Int) -> Bool {
    (width - columns..<width).allSatisfy { isEmpty(record, $0) }
  }
}

extension RecordBatch {
  /// Whether a record is certainly in its form already: no quotes, no CR, a line end, and in typed
  /// columns cells that begin and end with something visible. What is not takes the careful way.
  fileprivate func isCanonical(_ record: Int, _ types: [ColumnSchema?]) -> Bool {
    let isPlain = withRawRecord(record) { raw in
      guard raw[raw.count - 1] == UInt8(ascii: "\n"), raw[0] < 0x80 else { return false }
      for i in raw.indices where raw[i] == UInt8(ascii: "\"") || raw[i] == UInt8(ascii: "\r") {
        return false
      }
      return true
    }
    guard isPlain else { return false }
    for column in types.indices {
      guard let schema = types[column], schema.hasOneForm else { continue }
      let isSound = withCell(record, column) { cell in
        cell.isEmpty || (cell.isVisibleASCII && (schema.type != .bool || Bool(cell: cell) != nil))
      }
      if !isSound { return false }
    }
    return true
  }
}

extension ColumnSchema {
  /// Whether spaces around a cell cannot be meant: in all but free text.
  fileprivate var hasOneForm: Bool { !type.isText || isKey }
}

extension Header {
  /// The header without its last `count` names.
  fileprivate func dropping(_ count: Int) -> Header {
    Header(names: names.dropLast(count), places: places.dropLast(count), bytes: bytes)
  }
}

extension RecordWriter {
  /// What was written, which is then forgotten.
  fileprivate mutating func drained() -> [UInt8] {
    var all: [UInt8] = []
    drain { all = $0 }
    return all
  }
}

extension [UInt8] {
  fileprivate init(copying span: Span<UInt8>) {
    self = span.indices.map { span[$0] }
  }
}
