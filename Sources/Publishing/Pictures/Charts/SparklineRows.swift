internal import Analytics
internal import Wording

/// A small line for each of many series, each on a scale of its own, with its last number.
struct SparklineRows {
  private let series: [TimePicture.Series]
  private let axis: String
  private let times: TimeScale
  /// How long each value lasts, in seconds.
  private let step: Int

  private static let rowHeight = 24.0

  init(_ series: [TimePicture.Series], axis: String, times: TimeScale, step: Int) {
    self.series = series
    self.axis = axis
    self.times = times
    self.step = step
  }

  func draw(on canvas: inout Canvas, from top: Double) -> Double {
    let shown = Array(series.prefix(Paper.mostRows))
    let labels = RowLabels(shown.map(\.name))
    canvas.text(
      "\(axis); each row from its least to its most, and its last".cut(
        to: Paper.width - 20, size: Paper.smallSize), Paper.margin, top + 10, look: "soft small")
    let ends = shown.map { one in
      one.values.compactMap { $0 }.last.map { NumberScale.label($0) } ?? "-"
    }
    let room = (ends.map { textWidth($0, size: Paper.smallSize) }.max() ?? 0) + 12
    let area = PlotArea(
      left: labels.width, top: top + 18,
      width: Paper.width - labels.width - room - Paper.margin,
      height: Double(shown.count) * Self.rowHeight)
    for (place, one) in shown.enumerated() {
      let y = area.top + Self.rowHeight * (Double(place) + 0.5)
      labels.draw(place, at: y, on: &canvas)
      let row = PlotArea(
        left: area.left, top: y - Self.rowHeight / 2 + 3, width: area.width,
        height: Self.rowHeight - 6)
      let points = Sparkline(one.values).points(in: row)
      canvas.path(Trace(points).path, "line s0")
      if let last = points.last(where: { $0 != nil }), let last {
        canvas.marker(0, last.x, last.y, size: 2.5)
      }
      canvas.text(ends[place], area.right + 8, y + 4, look: "small")
    }
    return area.drawBelow(times, step: step, on: &canvas)
  }
}

/// A line without axes: from the least of its numbers to the greatest.
struct Sparkline {
  private let values: [Double?]
  private let scale: NumberScale

  init(_ values: [Double?]) {
    self.values = values
    scale = NumberScale(over: values.compactMap { $0 })
  }

  func points(in area: PlotArea) -> [(x: Double, y: Double)?] {
    let step = area.width / Double(max(1, values.count))
    return values.enumerated().map { place, value in
      value.map {
        (area.left + (Double(place) + 0.5) * step, area.y(scale.share(of: $0)))
      }
    }
  }
}
