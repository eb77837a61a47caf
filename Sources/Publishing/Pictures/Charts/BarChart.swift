internal import Wording

/// A bar for each row, from 0 on, with its number at its end.
struct BarChart: Chart {
  let axis: String
  let rows: [(name: String, value: Double?)]

  var words: String {
    let known = rows.compactMap { row in row.value.map { (row.name, $0) } }
    guard let least = known.min(by: { $0.1 < $1.1 }), let most = known.max(by: { $0.1 < $1.1 }),
      let last = known.last
    else { return "Bars of \(axis); no row has a number." }
    return "\(counted(rows.count, "bar")) of \(axis): from \(NumberScale.label(least.1)) "
      + "(\(least.0)) to \(NumberScale.label(most.1)) (\(most.0)); the last is "
      + "\(NumberScale.label(last.1)) (\(last.0))." + Paper.leftOut(rows.count)
  }

  func draw(on canvas: inout Canvas, from top: Double) -> Double {
    let shown = Array(rows.prefix(Paper.mostRows))
    let labels = RowLabels(shown.map(\.name))
    let numbers = shown.map { $0.value.map { NumberScale.label($0) } ?? "-" }
    let room = (numbers.map { textWidth($0, size: Paper.smallSize) }.max() ?? 0) + 6
    let scale = NumberScale(over: shown.compactMap(\.value), fromZero: true)
    let area = PlotArea(
      left: labels.width, top: top, width: Paper.width - labels.width - room - Paper.margin,
      height: Double(shown.count) * 19 + 4)
    let end = area.drawBelow(scale, axis, on: &canvas)
    let zero = area.x(scale.share(of: 0))
    for (place, row) in shown.enumerated() {
      let y = top + 11.5 + Double(place) * 19
      labels.draw(place, at: y, on: &canvas)
      guard let value = row.value else { continue }
      let x = area.x(scale.share(of: value))
      canvas.rectangle(
        min(zero, x), y - 7, width: max(abs(x - zero), value == 0 ? 0 : 0.5), height: 14, "f0",
        saying: "\(row.name): \(numbers[place])")
      canvas.text(numbers[place], max(zero, x) + 4, y + 4, look: "small halo")
    }
    return end
  }
}
