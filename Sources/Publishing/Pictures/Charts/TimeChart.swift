internal import Analytics
internal import Wording

/// Numbers in the order of time: columns where there is one series of counts, else lines; rows of
/// small lines where there are more than can be told apart.
struct TimeChart: Chart {
  let picture: TimePicture
  let series: [TimePicture.Series]
  private let scale: NumberScale
  private let times: TimeScale

  private static let height = 190.0

  init(_ picture: TimePicture) {
    self.picture = picture
    series = picture.series
    scale = NumberScale(over: series.flatMap { $0.values.compactMap { $0 } }, fromZero: true)
    times = TimeScale(Self.span(of: picture), most: 8, least: picture.grain.least)
  }

  /// From the start of the first step to the end of the last.
  private static func span(of picture: TimePicture) -> Range<Int> {
    let first = picture.steps.first ?? 0
    return first..<(picture.steps.last ?? first) + picture.grain.seconds
  }

  private var isSingle: Bool { series.count == 1 && picture.gap == .zero }

  var words: String {
    guard let first = picture.steps.first, let last = picture.steps.last else {
      return "No \(picture.grain.rawValue) has a number."
    }
    let lines = series.prefix(20).map { one in
      let known = one.values.compactMap { $0 }
      let name = one.name.isEmpty ? "" : "\(one.name): "
      guard let least = known.min(), let most = known.max(), let end = known.last else {
        return "\(name)none."
      }
      return "\(name)from \(NumberScale.label(least)) to \(NumberScale.label(most)), last "
        + "\(NumberScale.label(end))."
    }
    let others = series.count > 20 ? " And \(series.count - 20) others." : ""
    return "\(picture.axis) by \(picture.grain.rawValue), \(TimeScale.day(first)) to "
      + "\(TimeScale.day(last)). " + lines.joined(separator: " ") + others
  }

  func draw(on canvas: inout Canvas, from top: Double) -> Double {
    guard series.count <= PictureStyle.looks else {
      return SparklineRows(
        series, axis: picture.axis, times: times, step: picture.grain.seconds
      ).draw(on: &canvas, from: top)
    }
    let legend = Legend(
      series.count > 1 ? series.indices.map { (.line($0), series[$0].name) } : []
    ).draw(on: &canvas, from: top)
    canvas.text(
      picture.axis.cut(to: Paper.width - 20, size: Paper.smallSize), Paper.margin, legend + 10,
      look: "soft small")
    let left = Paper.margin + PlotArea.room(for: scale)
    let area = PlotArea(
      left: left, top: legend + 20, width: Paper.width - left - Paper.margin, height: Self.height)
    area.drawLeft(scale, on: &canvas)
    if isSingle {
      drawColumns(series[0], in: area, on: &canvas)
    } else {
      for place in series.indices { drawLine(place, in: area, on: &canvas) }
    }
    return area.drawBelow(times, step: picture.grain.seconds, on: &canvas)
  }

  private func drawColumns(
    _ series: TimePicture.Series, in area: PlotArea, on canvas: inout Canvas
  ) {
    let steps = picture.steps
    let zero = area.y(scale.share(of: 0))
    // Where columns would be finer than a line, their outline says the same in fewer words.
    guard Double(steps.count) * 2 <= area.width else {
      canvas.path(
        Trace(points(series.values, in: area), isWhole: true).path, "line s0")
      return
    }
    for (place, start) in steps.enumerated() {
      guard let value = series.values[place], value != 0 else { continue }
      let end = place + 1 < steps.count ? steps[place + 1] : start + picture.grain.seconds
      let (from, to) = (area.x(times.share(of: start)), area.x(times.share(of: end)))
      let y = area.y(scale.share(of: value))
      let gap = min(2, (to - from) * 0.15)
      canvas.rectangle(
        from + gap / 2, min(y, zero), width: to - from - gap, height: abs(zero - y), "f0",
        saying: "\(TimeScale.day(start)): \(NumberScale.label(value))")
    }
  }

  private func drawLine(_ place: Int, in area: PlotArea, on canvas: inout Canvas) {
    let points = points(series[place].values, in: area)
    canvas.path(
      Trace(points).path, "line s\(place)", dashes: Canvas.dashes(place))
    // Markers of neighbours do not touch; the last known one has its marker in any case.
    let last = points.lastIndex { $0 != nil }
    var free = -Double.infinity
    for (step, point) in points.enumerated() {
      guard let point, point.x >= free || step == last else { continue }
      let value = series[place].values[step] ?? 0
      canvas.marker(
        place, point.x, point.y, size: 3.5,
        saying: "\(series[place].name), \(TimeScale.day(picture.steps[step])): "
          + NumberScale.label(value))
      free = point.x + 11
    }
  }

  private func points(_ values: [Double?], in area: PlotArea) -> [(x: Double, y: Double)?] {
    zip(picture.steps, values).map { start, value in
      value.map {
        let middle = times.share(of: start + picture.grain.seconds / 2)
        return (area.x(middle), area.y(scale.share(of: $0)))
      }
    }
  }
}

extension Grain {
  /// How long a bucket is at least.
  fileprivate var least: Int { self == .month ? 28 * 86_400 : seconds }

  /// How long a bucket about is.
  fileprivate var seconds: Int {
    switch self {
    case .hour: 3600
    case .day: 86_400
    case .week: 7 * 86_400
    case .month: 30 * 86_400
    }
  }
}
