/// Writes rows one at a time, in the format that was asked for.
///
///     try console.rows(["machine", .number("runs")], as: format) { rows in
///       for machine in machines { try rows.add(.text(machine.name), .int(machine.runs)) }
///     }
///
/// A table is held back for its first 1,000 rows, which decide the widths of its columns; nothing
/// else is ever held. On a terminal that is too narrow for them, columns are hidden from the right,
/// so name the columns in the order of their importance.
public struct RowWriter {
  private let columns: Int
  private let console: Console
  private var form: any RowForm
  private var bytes: [UInt8] = []

  /// Begins with the columns. Whoever makes a writer must `finish()` it; `Console.rows` does both.
  public init(_ headings: [Heading], as format: OutputFormat, on console: Console) {
    precondition(!headings.isEmpty, "Rows need a column")
    columns = headings.count
    self.console = console
    form =
      switch format {
      case .table: TableForm(headings, on: console)
      case .csv: CSVForm(headings)
      case .json: JSONForm(headings)
      }
    form.begin(&bytes)
  }

  public mutating func add(_ fields: [Field]) throws(OutputError) {
    precondition(fields.count == columns, "A row has as many fields as there are columns")
    form.add(fields, &bytes)
    if bytes.count >= 16_384 { try drain() }
  }

  public mutating func add(_ fields: Field...) throws(OutputError) { try add(fields) }

  /// Writes what was held back and closes the answer; a remark on columns that are hidden goes to
  /// stderr.
  public mutating func finish() throws(OutputError) {
    form.end(&bytes)
    try drain()
    if let remark = form.remark { console.note(remark) }
  }

  private mutating func drain() throws(OutputError) {
    guard !bytes.isEmpty else { return }
    try console.out.write(bytes: bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}

extension Console {
  /// Writes the rows that `body` adds. When it throws, the rows so far stay unfinished, so that
  /// nobody takes them for all.
  public func rows(
    _ headings: [Heading], as format: OutputFormat, _ body: (inout RowWriter) throws -> Void
  ) throws {
    var writer = RowWriter(headings, as: format, on: self)
    try body(&writer)
    try writer.finish()
  }
}

/// One of the forms that rows take; appends bytes as soon as it can.
protocol RowForm {
  mutating func begin(_ bytes: inout [UInt8])
  mutating func add(_ fields: [Field], _ bytes: inout [UInt8])
  mutating func end(_ bytes: inout [UInt8])
  /// What is to be said once all is written, on stderr.
  var remark: String? { get }
}

extension RowForm {
  var remark: String? { nil }
}
