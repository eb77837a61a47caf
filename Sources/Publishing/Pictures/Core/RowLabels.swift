internal import Wording

/// The names of rows, at the left of a picture: smaller where one is long, and cut where that does not
/// do; who points at it reads the whole.
struct RowLabels {
  private let names: [String]
  private let size: Double
  /// Where the rest of the row begins.
  let width: Double

  private static let most = Paper.width * 0.46
  private static let gap = 8.0

  init(_ names: [String]) {
    let shown = names.map { $0.isEmpty ? "-" : visible($0) }
    let width = { (size: Double) in shown.map { textWidth($0, size: size) }.max() ?? 0 }
    size = width(Paper.textSize) <= Self.most ? Paper.textSize : Paper.smallSize
    self.width = min(width(size) + 1, Self.most) + Paper.margin + Self.gap
    self.names = shown
  }

  func draw(_ place: Int, at y: Double, on canvas: inout Canvas) {
    let end = width - Self.gap
    canvas.text(
      names[place].cut(to: end - Paper.margin, size: size), end, y + 4.5, .end,
      look: size == Paper.textSize ? nil : "small", saying: names[place])
  }
}
