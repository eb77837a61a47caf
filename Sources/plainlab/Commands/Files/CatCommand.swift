import CSVText
import CommandLineKit
import JSONText
import Tables
import Wording

enum CatCommand {
  static let command = Command(
    "cat", "Show any CSV file, strictly read.",
    discussion: """
      The file needs no schema. Cells are shown exactly as they are; as JSON they are an array of \
      arrays of strings, the header included. The first fault ends the reading: it is told on \
      stderr with its line and column, and the exit status is 1.
      """,
    examples: [
      Example("plainlab cat export.csv", "as a table"),
      Example("plainlab cat export.csv --format json", "for a program"),
    ],
    Argument("file", completion: .files, "The file; '-' for standard input"),
    Option("format", default: OutputFormat.table, "How rows are written"),
    status: { context, file, format in
      let source = try open(file, context)
      var reader = try RecordReader(source, options: context.readingOptions())
      let cat = Cat(file: file, console: context.console)
      switch format {
      case .json: return try cat.writeJSON(&reader)
      case .csv: return try cat.writeCSV(&reader)
      case .table: return try cat.writeTable(&reader)
      }
    })

  private static func open(_ file: String, _ context: Context) throws -> any ByteSource {
    guard !file.isEmpty else { throw UsageError("The file needs a name.") }
    do {
      return try FileSource.open(file == "-" ? "/dev/stdin" : context.path(file))
    } catch let error as FileError {
      // As it was typed, not as the system was asked for it.
      throw FileError(file, error.code)
    }
  }
}

/// Copies records to a console in one form or another, until the first fault that loses one.
private struct Cat {
  let file: String
  let console: Console

  /// How many warnings are told.
  private static let warningLimit = 20

  /// Goes through the records; whether it got to the end.
  func read(
    _ reader: inout RecordReader, _ body: (borrowing RecordBatch) throws -> Void
  ) throws -> ExitStatus {
    var warnings = 0
    while true {
      switch try reader.next() {
      case .end:
        let hidden = warnings - Self.warningLimit
        if hidden > 0 { console.note("\(counted(hidden, "warning")) more like these.") }
        return .success
      case .records: try body(reader.batch)
      case .fault(let fault):
        let words = DialectWording(fault.kind)
        let isFatal = fault.losesRecords || words.code == .blankRow && words.severity == .error
        let severity = isFatal ? Severity.error : .warning
        let place = fault.place
        if isFatal || warnings < Self.warningLimit {
          console.note(
            "\(visible(file)):\(place.line):\(place.column): "
              + "\(severity.rawValue)[\(words.code.rawValue)]: \(words.message)")
        }
        warnings += 1
        if isFatal {
          if !words.hint.isEmpty { console.note("  \(words.hint)") }
          return .findings
        }
      }
    }
  }

  func writeTable(_ reader: inout RecordReader) throws -> ExitStatus {
    guard let header = reader.header else { return try read(&reader) { _ in } }
    var writer = RowWriter(header.names.map { Heading($0) }, as: .table, on: console)
    let status = try read(&reader) { batch in
      for record in 0..<batch.count {
        try writer.add((0..<batch.width).map { .text(batch.text(record, $0)) })
      }
    }
    try writer.finish()
    return status
  }

  func writeCSV(_ reader: inout RecordReader) throws -> ExitStatus {
    var writer = RecordWriter()
    if let header = reader.header {
      for name in header.names { writer.cell(name) }
      writer.endRecord()
    }
    let status = try read(&reader) { batch in
      for record in 0..<batch.count {
        for column in 0..<batch.width { writer.cell(batch.text(record, column)) }
        writer.endRecord()
      }
      try writer.drain { try console.out.write(bytes: $0) }
    }
    try writer.drain { try console.out.write(bytes: $0) }
    return status
  }

  func writeJSON(_ reader: inout RecordReader) throws -> ExitStatus {
    var bytes = Array("[".utf8)
    var isFirst = true
    var last = 0
    func begin() {
      bytes += isFirst ? "\n".utf8 : ",\n".utf8
      last = bytes.count
      bytes.append(UInt8(ascii: "["))
      isFirst = false
    }
    if let header = reader.header {
      begin()
      for (i, name) in header.names.enumerated() {
        if i > 0 { bytes.append(UInt8(ascii: ",")) }
        appendJSONString(name, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    }
    let status = try read(&reader) { batch in
      for record in 0..<batch.count {
        begin()
        for column in 0..<batch.width {
          if column > 0 { bytes.append(UInt8(ascii: ",")) }
          batch.withCell(record, column) { appendJSONString($0, to: &bytes) }
        }
        bytes.append(UInt8(ascii: "]"))
      }
      // The last record waits, as its line ends with what follows: a warning must not stand in it.
      try console.out.write(bytes: bytes[..<last])
      bytes.removeFirst(last)
      last = 0
    }
    bytes += isFirst ? "]\n".utf8 : "\n]\n".utf8
    try console.out.write(bytes: bytes)
    return status
  }
}
