internal import Analytics
internal import Wording

/// Points in their order beside a centre and limits, one chart below the other; those that break a
/// rule have another shape, and the rule's name where there is room.
struct ControlCharts: Chart {
  let charts: [ControlChartPicture]

  private static let height = 130.0

  var words: String {
    charts.map { chart in
      let known = chart.values.compactMap { $0 }
      var text = "\(chart.title): \(counted(known.count, "point"))"
      if let least = known.min(), let most = known.max(), let last = known.last {
        text +=
          " from \(NumberScale.label(least)) to \(NumberScale.label(most)), the last "
          + NumberScale.label(last)
      }
      let levels = chart.levels.map { "\($0.name) \(NumberScale.label($0.value))" }
      if !levels.isEmpty { text += "; \(levels.joinedForReading())" }
      return text
        + (chart.marked.isEmpty
          ? "; no point is marked."
          : "; marked as \(chart.meaning): \(counted(chart.marked.count, "point")).")
    }.joined(separator: " ")
  }

  func draw(on canvas: inout Canvas, from top: Double) -> Double {
    var y = top
    for chart in charts { y = draw(chart, on: &canvas, from: y) + 6 }
    let marks = charts.first { !$0.marked.isEmpty }.map { chart in
      [(Legend.Sign.alarm, "\(chart.meaning), a triangle where it lies farther out")]
    }
    return Legend(marks ?? []).draw(on: &canvas, from: y)
  }

  private func draw(
    _ chart: ControlChartPicture, on canvas: inout Canvas, from top: Double
  ) -> Double {
    canvas.text(
      visible(chart.title).cut(to: Paper.width - 20, size: Paper.textSize), Paper.margin, top + 11,
      look: "soft")
    let scale = scale(chart)
    let shown = chart.levels.map { Self.name($0).cut(to: 110, size: Paper.smallSize) }
    let room = (shown.map { textWidth($0, size: Paper.smallSize) }.max() ?? 0) + 8
    let left = Paper.margin + PlotArea.room(for: scale)
    let area = PlotArea(
      left: left, top: top + 32, width: Paper.width - left - room - Paper.margin,
      height: Self.height)
    for tick in scale.ticks {
      canvas.text(
        tick.label, left - 5, area.y(scale.share(of: tick.value)) + 4, .end, look: "soft small")
    }
    drawLevels(chart, shown, scale, in: area, on: &canvas)
    drawPoints(chart, scale, in: area, on: &canvas)
    return drawTimes(chart, in: area, on: &canvas)
  }

  /// Reaches over all levels and points, but not farther beyond the levels than twice their span.
  private func scale(_ chart: ControlChartPicture) -> NumberScale {
    let levels = chart.levels.flatMap { $0.values + [$0.value] }
    let known = chart.values.compactMap { $0 }
    guard let low = levels.min(), let high = levels.max(), low < high else {
      return NumberScale(over: known + levels)
    }
    let reach = 2 * min(high - low, 1e299)
    return NumberScale(
      over: known.map { min(max($0, low - reach), high + reach) } + levels, steps: 4)
  }

  /// A level with its number, unless the name says it, as `+2 s` does.
  private static func name(_ level: ControlChartPicture.Level) -> String {
    let number = NumberScale.label(level.value)
    let isSaid = level.name.contains { $0.isNumber }
    return visible(level.name) + (isSaid ? "" : " \(number)")
  }

  private func drawLevels(
    _ chart: ControlChartPicture, _ names: [String], _ scale: NumberScale, in area: PlotArea,
    on canvas: inout Canvas
  ) {
    let step = area.width / Double(max(1, chart.values.count))
    var free = Double.infinity
    for (level, name) in zip(chart.levels, names) {
      let y = area.y(scale.share(of: level.value))
      let look = level.name == "mean" || level.name == "center" ? "axis" : "level"
      if level.values.isEmpty {
        canvas.line(area.left, y, to: area.right, y, look)
      } else {
        let steps = level.values.enumerated().flatMap { place, value in
          let y = area.y(scale.share(of: value))
          let x = area.left + Double(place) * step
          return [(x: x, y: y), (x: x + step, y: y)]
        }
        canvas.path(Trace(steps).path, look)
      }
      // From the lowest up; one that would run into the name below it has none.
      guard y + 4 <= free else { continue }
      canvas.text(name, area.right + 6, y + 4, look: "soft small")
      free = y - 8
    }
  }

  private func drawPoints(
    _ chart: ControlChartPicture, _ scale: NumberScale, in area: PlotArea, on canvas: inout Canvas
  ) {
    let step = area.width / Double(max(1, chart.values.count))
    let points = chart.values.enumerated().map { place, value in
      value.map {
        (x: area.left + (Double(place) + 0.5) * step, y: area.y(scale.share(of: $0)))
      }
    }
    canvas.path(Trace(points).path, "line s0")
    let size = min(3.2, max(1.2, step * 0.4))
    if step >= 2 {
      for (place, point) in points.enumerated() where !chart.marked.contains(place) {
        if let point { canvas.marker(0, point.x, point.y, size: size) }
      }
    }
    var free = -Double.infinity
    for place in chart.marked.sorted() where points.indices.contains(place) {
      guard let point = points[place], let value = chart.values[place] else { continue }
      let rules = chart.rules[place]
      // What lies beyond the picture points there.
      let shape = scale.holds(value) ? 1 : scale.share(of: value) < 0.5 ? 4 : 2
      canvas.marker(
        shape, point.x, point.y, look: "alarm",
        saying: "\(chart.moment(place)): \(NumberScale.label(value)), \(rules ?? chart.meaning)")
      guard let rules else { continue }
      let half = textWidth(rules, size: Paper.smallSize) / 2
      let x = min(max(point.x, area.left + half), area.right - half)
      guard x - half > free else { continue }
      let near = points.compactMap { $0 }.filter { abs($0.x - x) <= half + 4 }.map(\.y)
      canvas.text(
        rules, x, (near.min() ?? point.y) - 8, .middle, look: "alarmed halo")
      free = x + half + 4
    }
  }

  /// The first and the last moment, or the numbers of the points, and some between.
  private func drawTimes(
    _ chart: ControlChartPicture, in area: PlotArea, on canvas: inout Canvas
  ) -> Double {
    canvas.line(area.left, area.bottom, to: area.right, area.bottom, "axis")
    let count = chart.values.count
    guard count > 0 else { return area.bottom + 18 }
    let step = area.width / Double(count)
    let widest = chart.times.indices.map { textWidth(chart.moment($0), size: Paper.smallSize) }
      .max()
    let room = max(1, min(count - 1, Int(Double(count - 1) * step / ((widest ?? 30) + 10))))
    // At equal distances, where that is not far fewer than there is room for.
    let even = (1...room).last { (count - 1) % $0 == 0 && 2 * $0 >= room }
    let most = even ?? room
    var free = -Double.infinity
    for place in (0...most).map({ count == 1 ? 0 : $0 * (count - 1) / most }) {
      let text = chart.moment(place)
      let half = textWidth(text, size: Paper.smallSize) / 2
      let x = area.left + (Double(place) + 0.5) * step
      let middle = min(max(x, half), Paper.width - half)
      guard middle - half > free else { continue }
      canvas.line(x, area.bottom, to: x, area.bottom + 4, "axis")
      canvas.text(text, middle, area.bottom + 16, .middle, look: "soft small")
      free = middle + half + 6
    }
    return area.bottom + 20
  }
}

extension ControlChartPicture {
  /// When a point was, or which one it is.
  fileprivate func moment(_ place: Int) -> String {
    times.isEmpty ? "\(place + 1)" : TimeScale.day(times[place])
  }
}
