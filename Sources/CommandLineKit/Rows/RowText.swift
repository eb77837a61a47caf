/// Rows as bytes, piece by piece: what `RowWriter` sends to a console, for any other place.
///
///     var rows = RowText(["machine", .number("runs")], as: .csv, on: console)
///     for machine in machines { rows.add([.text(machine.name), .int(machine.runs)]) }
///     rows.finish()
///     try rows.drain { try file.write($0) }
public struct RowText {
  private let columns: Int
  private var form: any RowForm
  private var bytes: [UInt8] = []

  /// - Parameter console: Where the rows are seen, which a table depends on.
  public init(_ headings: [Heading], as format: OutputFormat, on console: Console) {
    precondition(!headings.isEmpty, "Rows need a column")
    columns = headings.count
    form =
      switch format {
      case .table: TableForm(headings, on: console)
      case .csv: CSVForm(headings)
      case .json: JSONForm(headings)
      }
    form.begin(&bytes)
  }

  public mutating func add(_ fields: [Field]) {
    precondition(fields.count == columns, "A row has as many fields as there are columns")
    form.add(fields, &bytes)
  }

  /// Adds what was held back, and what closes the answer.
  public mutating func finish() { form.end(&bytes) }

  /// Hands out what was written so far and forgets it, once it is `size` bytes or more.
  public mutating func drain<Failure: Error>(
    from size: Int = 1, _ body: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    guard bytes.count >= size else { return }
    try body(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// What is to be said once all is written, on stderr.
  var remark: String? { form.remark }
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
