internal import Analytics
internal import Statistics
internal import Wording

/// Values by row and column: the darker the more.
struct HeatMapChart: Chart {
  let map: HeatMap
  private let greatest: Double
  /// From one shade to the next; `nil` where nothing is above 0.
  private let step: RoundStep?

  init(_ map: HeatMap) {
    self.map = map
    greatest = map.values.joined().compactMap { $0 }.filter(\.isFinite).max() ?? 0
    let width = greatest / Double(PictureStyle.shades - 1)
    step = width > 1e-290 ? RoundStep(atLeast: width) : nil
  }

  var words: String {
    var most: (row: Int, column: Int)?
    for (row, values) in map.values.enumerated() {
      for (column, value) in values.enumerated() where value == greatest && most == nil {
        most = (row, column)
      }
    }
    let peak = most.map {
      " The most is \(NumberScale.label(greatest)): \(map.rows[$0.row]), \(map.columns[$0.column])."
    }
    let totals = map.rowTotals.map { margin in
      " \(margin.name): "
        + zip(map.rows, margin.values).map { "\($0) \($1.map { NumberScale.label($0) } ?? "-")" }
        .joinedForReading() + "."
    }
    return "\(map.title), \(counted(map.rows.count, "row")) by "
      + "\(counted(map.columns.count, "column"))." + (peak ?? "") + (totals ?? "")
  }

  func draw(on canvas: inout Canvas, from top: Double) -> Double {
    let labels = RowLabels(map.rows + [map.columnTotals?.name].compactMap { $0 })
    canvas.text(
      visible(map.title).cut(to: Paper.width - 20, size: Paper.smallSize), Paper.margin, top + 10,
      look: "soft small")
    let totals = map.rowTotals.map { [visible($0.name)] + $0.values.map { number($0) } } ?? []
    let widest = totals.map { textWidth($0, size: Paper.smallSize) }.max() ?? 0
    let room = totals.isEmpty ? 0 : widest + 8
    let cell = min(
      26, (Paper.width - labels.width - room - Paper.margin) / Double(max(1, map.columns.count)))
    let height = min(24, max(14, cell * 1.1))
    let first = top + 34
    let right = labels.width + cell * Double(map.columns.count)
    drawHeads(labels.width, cell, first - 5, on: &canvas)
    if !totals.isEmpty {
      canvas.text(totals[0], right + room, first - 5, .end, look: "soft small")
    }
    for (row, values) in map.values.enumerated() {
      let y = first + Double(row) * height
      labels.draw(row, at: y + height / 2, on: &canvas)
      for (column, value) in values.enumerated() {
        canvas.rectangle(
          labels.width + Double(column) * cell, y, width: cell - 0.8, height: height - 0.8,
          look(value),
          saying: "\(map.rows[row]), \(map.columns[column]): \(number(value))")
      }
      if !totals.isEmpty {
        canvas.text(totals[row + 1], right + room, y + height / 2 + 4, .end, look: "small")
      }
    }
    let bottom = first + Double(map.rows.count) * height
    let end = drawProfile(labels, cell, bottom + 6, on: &canvas)
    return legend.draw(on: &canvas, from: end + 6)
  }

  /// The names of the columns, as many as do not run into each other.
  private func drawHeads(_ left: Double, _ cell: Double, _ y: Double, on canvas: inout Canvas) {
    var free = -Double.infinity
    for (column, name) in map.columns.enumerated() {
      let shown = visible(name).cut(to: 80, size: Paper.smallSize)
      let half = textWidth(shown, size: Paper.smallSize) / 2
      let x = left + (Double(column) + 0.5) * cell
      guard x - half >= free else { continue }
      canvas.text(shown, x, y, .middle, look: "soft small")
      free = x + half + 5
    }
  }

  /// What the columns come to, as small columns.
  private func drawProfile(
    _ labels: RowLabels, _ cell: Double, _ top: Double, on canvas: inout Canvas
  ) -> Double {
    guard let totals = map.columnTotals else { return top }
    let height = 30.0
    let scale = NumberScale(over: totals.values.compactMap { $0 }, fromZero: true)
    labels.draw(map.rows.count, at: top + height / 2, on: &canvas)
    for (column, value) in totals.values.enumerated() {
      guard let value else { continue }
      let share = scale.share(of: value) * height
      canvas.rectangle(
        labels.width + Double(column) * cell, top + height - share, width: cell - 0.8,
        height: share, "f0",
        saying: "\(totals.name), \(map.columns[column]): \(number(value))")
    }
    return top + height
  }

  private var legend: Legend {
    guard let step, let darkest = shade(greatest) else {
      return Legend([(.box("empty"), "none")])
    }
    let steps = (1...darkest).map { shade -> (Legend.Sign, String) in
      (.shade(shade), "to \(NumberScale.label(step[Double(shade)]))")
    }
    return Legend([(.box("empty"), "none")] + steps)
  }

  private func look(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "paper" }
    return shade(value).map { "h\($0)" } ?? "empty"
  }

  /// Which shade a number has; `nil` of what is not above 0.
  private func shade(_ value: Double) -> Int? {
    guard let step, value > 0 else { return nil }
    return min(PictureStyle.shades - 1, max(1, Int((value / step.width - 1e-9).rounded(.up))))
  }

  private func number(_ value: Double?) -> String { value.map { NumberScale.label($0) } ?? "-" }
}
