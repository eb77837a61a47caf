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
    let drawing = HeatMapDrawing(map)
    try print(console.out.styled(visible(map.title), .bold))
    for line in drawing.lines(toWidth: console.width) { try print(line) }
    try print()
    try print(drawing.legend)
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
