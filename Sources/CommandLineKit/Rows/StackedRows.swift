import Wording

/// Rows below each other, each a list of names and values, with an empty line between two rows.
///
///     code  GLU
///     name  Glucose
///
/// Long values, and names that would take more than half of the line, are wrapped.
struct StackedRows {
  private let names: [String]
  private let line: TableLine

  init(_ names: [String], limit: Int, output: Output) {
    self.names = names
    let longest = names.map { displayWidth($0) }.max() ?? 0
    let nameWidth = min(longest, limit / 2 - ColumnLayout.gap)
    line = TableLine(
      widths: [nameWidth, limit - nameWidth - ColumnLayout.gap], alignments: [.left, .left],
      limit: limit, output: output)
  }

  func append(_ rows: [[String]], to bytes: inout [UInt8]) {
    for (ordinal, cells) in rows.enumerated() {
      if ordinal > 0 { bytes.append(UInt8(ascii: "\n")) }
      for (name, cell) in zip(names, cells) {
        line.append([name, cell], styled: [.bold, nil], to: &bytes)
      }
    }
  }
}
