import Wording

/// Aligned columns with two spaces between them, for people.
///
/// On a terminal that is too narrow the widest columns are cut with `…`; in a pipe or a file
/// everything is there.
struct TableForm: RowForm {
  private static let sample = 1000
  private static let gap = "  "

  private let headings: [Heading]
  private let output: Output
  private let terminalWidth: Int?
  private var pending: [[String]] = []
  private var widths: [Int]?

  init(_ headings: [Heading], on console: Console) {
    self.headings = headings
    output = console.out
    terminalWidth = console.out.isTerminal ? console.width : nil
  }

  mutating func begin(_ bytes: inout [UInt8]) {}

  mutating func add(_ fields: [Field], _ bytes: inout [UInt8]) {
    let cells = fields.map(\.shown)
    if let widths {
      append(cells, widths, to: &bytes)
    } else {
      pending.append(cells)
      if pending.count == Self.sample { writePending(&bytes) }
    }
  }

  mutating func end(_ bytes: inout [UInt8]) {
    if widths == nil { writePending(&bytes) }
  }

  private mutating func writePending(_ bytes: inout [UInt8]) {
    let names = headings.map { visible($0.name) }
    var widths = headings.indices.map { column in
      pending.reduce(displayWidth(names[column])) { max($0, displayWidth($1[column])) }
    }
    if let terminalWidth { Self.shrink(&widths, to: terminalWidth) }
    self.widths = widths
    append(names, widths, style: .bold, to: &bytes)
    for cells in pending { append(cells, widths, to: &bytes) }
    pending = []
  }

  /// Takes from the widest column, one by one, until the line fits or no column is wider than
  /// eight.
  private static func shrink(_ widths: inout [Int], to limit: Int) {
    var excess = widths.reduce(0, +) + gap.count * (widths.count - 1) - limit
    while excess > 0, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > 8
    {
      widths[widest] -= 1
      excess -= 1
    }
  }

  private func append(
    _ cells: [String], _ widths: [Int], style: Style? = nil, to bytes: inout [UInt8]
  ) {
    var line = ""
    for (column, cell) in cells.enumerated() {
      if column > 0 { line += Self.gap }
      let text = terminalWidth == nil ? cell : cell.truncated(toWidth: widths[column])
      let styled = style.map { output.styled(text, $0) } ?? text
      let spaces = String(repeating: " ", count: max(0, widths[column] - displayWidth(text)))
      let isLast = column == cells.count - 1
      switch headings[column].alignment {
      case .left: line += styled + (isLast ? "" : spaces)
      case .right: line += spaces + styled
      }
    }
    bytes.append(contentsOf: (line + "\n").utf8)
  }
}
