internal import Analytics
internal import Statistics
internal import Wording

/// How often numbers are how large: a column for each step, and those far out counted at the sides.
struct HistogramChart: Chart {
  let picture: HistogramPicture

  private static let height = 170.0

  var words: String {
    let histogram = picture.histogram
    let inside = histogram.counts.reduce(0, +)
    let total = inside + histogram.below + histogram.above
    var sentences = [
      "\(grouped(total)) numbers of \(picture.axis), in steps of \(NumberScale.label(histogram.width))."
    ]
    if let most = histogram.counts.indices.max(by: { histogram.counts[$0] < histogram.counts[$1] })
    {
      sentences.append(
        "The most, \(grouped(histogram.counts[most])), lie from "
          + "\(NumberScale.label(histogram.start(of: most))) to "
          + "\(NumberScale.label(histogram.start(of: most + 1))).")
    }
    sentences += picture.levels.map { "\($0.name): \(NumberScale.label($0.value))." }
    if histogram.below > 0 { sentences.append("\(grouped(histogram.below)) lie far below.") }
    if histogram.above > 0 { sentences.append("\(grouped(histogram.above)) lie far above.") }
    return sentences.joined(separator: " ")
  }

  func draw(on canvas: inout Canvas, from top: Double) -> Double {
    let histogram = picture.histogram
    let heights = NumberScale(over: histogram.counts.map { Double($0) }, fromZero: true)
    let ends = [histogram.start(of: 0), histogram.start(of: histogram.counts.count)]
    let scale = NumberScale(over: ends, steps: 6)
    let legend = Legend(
      picture.levels.enumerated().map {
        (.marker($0), "\($1.name): \(NumberScale.label($1.value))")
      }
    ).draw(on: &canvas, from: top)
    let left = Paper.margin + PlotArea.room(for: heights)
    let area = PlotArea(
      left: left, top: legend + 22, width: Paper.width - left - Paper.margin - 8,
      height: Self.height)
    let end = area.drawBelow(scale, picture.axis, on: &canvas)
    area.drawLeft(heights, on: &canvas)
    for (place, count) in histogram.counts.enumerated() where count > 0 {
      let from = area.x(scale.share(of: histogram.start(of: place)))
      let to = area.x(scale.share(of: histogram.start(of: place + 1)))
      let y = area.y(heights.share(of: Double(count)))
      canvas.rectangle(
        from + 0.4, y, width: to - from - 0.8, height: area.bottom - y, "f0",
        saying: "\(NumberScale.label(histogram.start(of: place))) to "
          + "\(NumberScale.label(histogram.start(of: place + 1))): \(grouped(count))")
    }
    // What lies far above stands in the legend only.
    for (place, level) in picture.levels.enumerated() where scale.holds(level.value) {
      let x = area.x(scale.share(of: level.value))
      canvas.line(x, area.top, to: x, area.bottom, "level")
      canvas.marker(place, x, area.top)
    }
    if histogram.below > 0 {
      canvas.text(
        "← \(grouped(histogram.below)) far below", area.left, area.top - 9, look: "soft small")
    }
    if histogram.above > 0 {
      canvas.text(
        "\(grouped(histogram.above)) far above →", area.right, area.top - 9, .end,
        look: "soft small")
    }
    return end
  }
}
