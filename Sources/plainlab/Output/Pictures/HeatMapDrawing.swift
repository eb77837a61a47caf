import Analytics
import Wording

/// A heat map in blocks: the darker the more, five steps, each two columns wide, so that a day of hours
/// fits beside names and totals into a terminal of 80.
struct HeatMapDrawing {
  private let map: HeatMap
  private let greatest: Double

  /// From nothing to the greatest; without colour, so that it looks the same on paper.
  private static let shades = [" ·", "░░", "▒▒", "▓▓", "██"]
  private static let cellWidth = 2

  init(_ map: HeatMap) {
    self.map = map
    greatest = map.values.joined().compactMap { $0 }.filter(\.isFinite).max() ?? 0
  }

  /// Names of columns, a line a row, and the totals.
  ///
  /// Where the terminal is too narrow the totals go first; the map itself stays whole.
  func lines(toWidth width: Int) -> [String] {
    let names = map.rows.map { visible($0) }
    let labels = names + [map.columnTotals.map { visible($0.name) } ?? ""]
    let labelWidth = labels.map { displayWidth($0) }.max() ?? 0
    let gap = String(repeating: " ", count: labelWidth + 1)
    let totals = map.rowTotals.map { ([$0.name] + $0.values.map { Self.number($0) }) } ?? []
    let totalWidth = totals.map { displayWidth($0) }.max() ?? 0
    let mapWidth = labelWidth + 1 + Self.cellWidth * map.columns.count
    let hasTotals = !totals.isEmpty && mapWidth + 2 + totalWidth <= width
    func total(_ i: Int) -> String {
      hasTotals ? "  " + totals[i].padded(toWidth: totalWidth, trailing: true) : ""
    }
    var lines = [gap + heads + total(0)]
    for (i, name) in names.enumerated() {
      let cells = map.values[i].map { shade($0) }.joined()
      lines.append("\(name.padded(toWidth: labelWidth)) \(cells)\(total(i + 1))")
    }
    if let totals = map.columnTotals {
      lines.append(
        "\(visible(totals.name).padded(toWidth: labelWidth)) "
          + Self.profile(totals.values, cellWidth: Self.cellWidth))
    }
    return lines.map { $0.trimmedAtEnd }
  }

  /// The names of the columns, each second one left out where they would run into each other.
  private var heads: String {
    let names = map.columns.map { visible($0) }
    let widest = names.map { displayWidth($0) }.max() ?? 0
    let step = widest < Self.cellWidth ? 1 : widest / Self.cellWidth + 1
    var text = ""
    for i in stride(from: 0, to: names.count, by: step) {
      text += names[i].padded(toWidth: Self.cellWidth * min(step, names.count - i))
    }
    return text
  }

  /// What the shades mean, each up to and with its number.
  var legend: String {
    guard greatest > 0 else { return "\(Self.shades[0]) none" }
    let steps = (1...4).map { step in
      "\(Self.shades[step]) to \(Self.number(greatest * Double(step) / 4))"
    }
    return (["\(Self.shades[0]) none"] + steps).joined(separator: "   ")
  }

  private func shade(_ value: Double?) -> String {
    guard let value, value.isFinite else { return String(repeating: " ", count: Self.cellWidth) }
    guard greatest > 0, value > 0 else { return Self.shades[0] }
    return Self.shades[min(4, max(1, Int((value / greatest * 4).rounded(.up))))]
  }

  /// Blocks as high as the values, each as wide as a cell.
  private static func profile(_ values: [Double?], cellWidth: Int) -> String {
    let blocks = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    let greatest = values.compactMap { $0 }.filter(\.isFinite).max() ?? 0
    return values.map { value in
      guard let value, value.isFinite else { return String(repeating: " ", count: cellWidth) }
      let level = greatest > 0 ? min(7, max(0, Int((value / greatest * 7).rounded()))) : 0
      return String(repeating: blocks[level], count: cellWidth)
    }.joined()
  }

  /// With three significant digits where it is small, and whole where it is large.
  private static func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "-" }
    return value >= 1000 && value < 1e15
      ? grouped(Int(value.rounded()))
      : significant(value, digits: 3)
  }
}
