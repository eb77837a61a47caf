import Analytics
import CommandLineKit
import Wording

/// Pictures of figures, drawn with blocks.
extension Context {
  func draw(_ picture: Picture) throws {
    switch picture {
    case .bars: return
    case .heatMap(let map): try draw(map)
    case .chart(let charts): for chart in charts { try draw(chart) }
    }
  }

  private func draw(_ map: HeatMap) throws {
    let width = map.rows.map(\.count).max() ?? 0
    let greatest = map.values.joined().compactMap { $0 }.max() ?? 0
    try print(map.title)
    let heads = map.columns.map { $0.padded(toWidth: 2) }.joined(separator: " ")
    try print(String(repeating: " ", count: width + 1) + heads)
    for (name, values) in zip(map.rows, map.values) {
      let cells = values.map { shade($0, of: greatest) }.joined(separator: " ")
      try print("\(name.padded(toWidth: width)) \(cells)")
    }
    try print(
      "\(shade(greatest, of: greatest)) is \(shown(greatest)), \(shade(0, of: greatest)) is 0")
  }

  private func shown(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : fixed(value, decimals: 1)
  }

  /// Two columns, the darker the more.
  private func shade(_ value: Double?, of greatest: Double) -> String {
    guard let value else { return "  " }
    let shades = ["··", "░░", "▒▒", "▓▓", "██"]
    guard greatest > 0, value > 0 else { return shades[0] }
    return shades[min(4, 1 + Int(value / greatest * 4 - 1e-9))]
  }

  private func draw(_ chart: ControlChartPicture) throws {
    let drawing = ControlChartDrawing(chart, width: console.width)
    let total = chart.values.count
    try print(
      chart.title + (drawing.count < total ? " (the last \(drawing.count) of \(total))" : ""))
    for line in drawing.lines {
      let cells = line.cells.map { cell in
        "X^v".contains(cell) ? console.out.styled(String(cell), .red) : String(cell)
      }
      try print((line.label + cells.joined()).trimmingEnd)
    }
    try print(chart.marked.isEmpty ? "" : "X breaks a rule")
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    String(self.reversed().drop { $0 == " " }.reversed())
  }
}
