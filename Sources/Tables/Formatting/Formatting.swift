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
    let survey = try FormattingSurvey(text, table, options)
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
