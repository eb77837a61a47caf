internal import Wording

/// The names of rows, at the left of a picture; those that are too long are cut, and said in full to
/// those who point at them.
struct RowLabels {
  private let names: [String]
  /// Where the rest of the row begins.
  let width: Double

  init(_ names: [String]) {
    self.names = names.map { $0.isEmpty ? "-" : visible($0) }
    let widest = self.names.map { textWidth($0, size: Paper.textSize) }.max() ?? 0
    width = min(widest, Paper.width * 0.42) + Paper.margin + 8
  }

  /// - Parameter end: Where the names end, if not beside these rows.
  func draw(_ place: Int, at y: Double, endingAt end: Double? = nil, on canvas: inout Canvas) {
    let end = (end ?? width) - 8
    canvas.text(
      names[place].cut(to: end - Paper.margin, size: Paper.textSize), end, y + 4.5, .end,
      saying: names[place])
  }
}
