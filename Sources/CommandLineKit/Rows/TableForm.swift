import Wording

/// Aligned columns with two spaces between them, for people.
///
/// In a pipe or a file every row is one line. On a terminal nothing of a cell is cut either:
/// `ColumnLayout` narrows long columns, and their cells are wrapped. Where that is not enough, up
/// to ten rows are stacked, a line a value, as they are meant to be read one by one; with more, to
/// be compared, the table stays one and hides columns from the right, and a remark says which.
struct TableForm: RowForm {
  private static let sample = 1000
  private static let mostStacked = 10

  private let headings: [Heading]
  private let output: Output
  private let limit: Int?
  private var pending: [[String]] = []
  private var line: TableLine?
  private var hidden: ArraySlice<String> = []

  init(_ headings: [Heading], on console: Console) {
    self.headings = headings
    output = console.out
    limit = console.out.isTerminal ? console.width : nil
  }

  mutating func begin(_ bytes: inout [UInt8]) {}

  mutating func add(_ fields: [Field], _ bytes: inout [UInt8]) {
    let cells = fields.map(\.shown)
    if let line {
      line.append(cells, to: &bytes)
    } else {
      pending.append(cells)
      if pending.count == Self.sample { writePending(&bytes) }
    }
  }

  mutating func end(_ bytes: inout [UInt8]) {
    if line == nil { writePending(&bytes) }
  }

  /// The columns that are hidden. It names no option: not every command has other formats, but each
  /// can be piped.
  var remark: String? {
    guard !hidden.isEmpty else { return nil }
    var names = Array(hidden.prefix(20))
    if hidden.count > names.count { names.append(counted(hidden.count - names.count, "other")) }
    return "\(counted(hidden.count, "column")) more: \(names.joinedForReading()). A wider terminal "
      + "shows \(hidden.count == 1 ? "it" : "them"); a file or a pipe gets all."
  }

  private mutating func writePending(_ bytes: inout [UInt8]) {
    let names = headings.map { visible($0.name) }
    let natural = headings.indices.map { column in
      pending.reduce(displayWidth(names[column])) { max($0, displayWidth($1[column])) }
    }
    let widths = ColumnLayout(natural, limit: limit).widths
    if let limit, widths.count < names.count, (1...Self.mostStacked).contains(pending.count) {
      StackedRows(names, limit: limit, output: output).append(pending, to: &bytes)
      pending = []
      return
    }
    hidden = names[widths.count...]
    let line = TableLine(
      widths: widths, alignments: headings.map(\.alignment), limit: limit, output: output)
    line.append(names, styled: names.map { _ in .bold }, to: &bytes)
    for cells in pending { line.append(cells, to: &bytes) }
    pending = []
    self.line = line
  }
}
