import Wording

/// Cells side by side, each within its column.
///
/// With a limit, a cell that is wider than its column goes on below, under its first line. It is
/// left on one line when the whole row has room for that, as an id of five digits after a thousand
/// of four: such a row is out of line, but its id is in one piece.
struct TableLine {
  let widths: [Int]
  let alignments: [Heading.Alignment]
  let limit: Int?
  let output: Output

  /// Appends the first cells, as many as there are columns, and a line feed after each line.
  func append(_ cells: [String], styled styles: [Style?] = [], to bytes: inout [UInt8]) {
    let columns = columns(of: cells)
    for line in 0..<(columns.map(\.count).max() ?? 0) {
      // Below the first line nothing stands after the last piece, spaces neither.
      let pieces = columns.map { line < $0.count ? $0[line] : "" }
      let last = line == 0 ? pieces.count - 1 : pieces.lastIndex { !$0.isEmpty } ?? 0
      append(pieces[...last], styles, to: &bytes)
    }
  }

  /// The lines of each cell.
  private func columns(of cells: [String]) -> [[String]] {
    let shown = zip(cells, widths)
    guard let limit else { return shown.map { cell, _ in [cell] } }
    let needed = shown.map { cell, width in max(displayWidth(cell), width) }
    if ColumnLayout.length(of: needed) <= limit { return shown.map { cell, _ in [cell] } }
    // Nothing stands to the right of the last column, so that it may take what is left.
    var room = widths
    if alignments[room.count - 1] == .left {
      room[room.count - 1] += limit - ColumnLayout.length(of: widths)
    }
    return zip(cells, room).map { cell, width in broken(cell, toWidth: width) }
  }

  private func append(_ pieces: ArraySlice<String>, _ styles: [Style?], to bytes: inout [UInt8]) {
    var line = ""
    for (column, text) in pieces.enumerated() {
      if column > 0 { line += String(repeating: " ", count: ColumnLayout.gap) }
      let style = column < styles.count ? styles[column] : nil
      let styled = style.map { text.isEmpty ? "" : output.styled(text, $0) } ?? text
      let spaces = String(repeating: " ", count: max(0, widths[column] - displayWidth(text)))
      switch alignments[column] {
      case .left: line += styled + (column == pieces.count - 1 ? "" : spaces)
      case .right: line += spaces + styled
      }
    }
    bytes.append(contentsOf: (line + "\n").utf8)
  }
}
