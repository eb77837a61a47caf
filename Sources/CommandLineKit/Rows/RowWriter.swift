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
  private let console: Console
  private var text: RowText

  /// Begins with the columns. Whoever makes a writer must `finish()` it; `Console.rows` does both.
  public init(_ headings: [Heading], as format: OutputFormat, on console: Console) {
    self.console = console
    text = RowText(headings, as: format, on: console)
  }

  public mutating func add(_ fields: [Field]) throws(OutputError) {
    text.add(fields)
    try drain(from: 16_384)
  }

  public mutating func add(_ fields: Field...) throws(OutputError) { try add(fields) }

  /// Writes what was held back and closes the answer; a remark on columns that are hidden goes to
  /// stderr.
  public mutating func finish() throws(OutputError) {
    text.finish()
    try drain()
    if let remark = text.remark { console.note(remark) }
  }

  private mutating func drain(from size: Int = 1) throws(OutputError) {
    let out = console.out
    try text.drain(from: size) { bytes throws(OutputError) in try out.write(bytes: bytes) }
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
