import Analytics
import CommandLineKit
import Wording

/// Pictures of figures, drawn with blocks.
extension Context {
  /// Draws a picture in the terminal's width; whether there was something to draw.
  @discardableResult
  func draw(_ picture: Picture, of figures: Figures) throws -> Bool {
    switch picture {
    case .heatMap(let map):
      try draw(map)
      return true
    case .chart(let charts):
      for chart in charts { try draw(chart) }
      return !charts.isEmpty
    case .bars(let column):
      let axis = figures.columns[column].name
      return try draw(BarDrawing(axis: axis, rows: figures.bars(column)))
    case .ranges(let ranges):
      return try draw(RangeDrawing(ranges, ranges.rows(of: figures)))
    case .parts(let parts):
      return try draw(PartsDrawing(parts, parts.rows(of: figures)))
    case .overTime(let time): return try draw(TimeDrawing(picture: time))
    case .histogram(let histogram): return try draw(HistogramDrawing(picture: histogram))
    case .schedule(let schedule): return try draw(ScheduleDrawing(picture: schedule))
    }
  }

  private func draw(_ drawing: some Drawing) throws -> Bool {
    let lines = drawing.lines(toWidth: max(40, console.width))
    for line in lines { try print(line) }
    return !lines.isEmpty
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
      try print((line.label + cells.joined()).trimmedAtEnd)
    }
    try print(chart.marked.isEmpty ? "" : "X \(chart.meaning)")
  }
}

/// A picture in lines of text.
protocol Drawing {
  /// No line is wider; none where there is nothing to draw.
  func lines(toWidth width: Int) -> [String]
}

extension String {
  var trimmedAtEnd: String { lastIndex { $0 != " " }.map { String(self[...$0]) } ?? "" }
}
