internal import Analytics
internal import Wording

/// Where the numbers of each row lie: boxes, percentiles or intervals, a row below the other.
struct RangeChart: Chart {
  let picture: RangePicture
  let rows: [RangePicture.Row]
  private let shown: [RangePicture.Row]
  private let scale: NumberScale

  private static let rowHeight = 23.0

  init(_ picture: RangePicture, _ rows: [RangePicture.Row]) {
    self.picture = picture
    self.rows = rows
    shown = Array(rows.prefix(Paper.mostRows))
    let numbers = shown.flatMap(\.numbers) + picture.levels.map(\.value)
    scale =
      picture.isWide && NumberScale.isWide(numbers)
      ? NumberScale(logarithmicOver: numbers) : NumberScale(over: numbers)
  }

  var words: String {
    var sentences = ["\(counted(rows.count, "row")) of \(picture.axis)."]
    for (place, mark) in picture.marks.enumerated() {
      let known = rows.compactMap { row in row.marks[place].map { (name: row.name, value: $0) } }
      guard let least = known.min(by: { $0.value < $1.value }),
        let most = known.max(by: { $0.value < $1.value })
      else { continue }
      sentences.append(
        "\(mark.name): from \(NumberScale.label(least.value)) (\(least.name)) to "
          + "\(NumberScale.label(most.value)) (\(most.name)).")
      guard let goal = picture.goal else { continue }
      let beyond = rows.filter { row in
        row.marks[place].flatMap { value in row.goal.map { value > $0 } } ?? false
      }
      if !beyond.isEmpty {
        sentences.append("\(mark.name) above \(goal.name): \(names(beyond)).")
      }
    }
    for level in picture.levels {
      sentences.append("A line marks \(level.name), \(NumberScale.label(level.value)).")
    }
    return sentences.joined(separator: " ") + Paper.leftOut(rows.count)
  }

  private func names(_ rows: [RangePicture.Row]) -> String {
    let first = rows.prefix(8).map(\.name)
    return (first + (rows.count > 8 ? [counted(rows.count - 8, "other")] : [])).joinedForReading()
  }

  func draw(on canvas: inout Canvas, from top: Double) -> Double {
    let labels = RowLabels(shown.map(\.name))
    let legend = legend.draw(on: &canvas, from: top)
    let area = PlotArea(
      left: labels.width, top: legend + 4, width: Paper.width - labels.width - Paper.margin - 8,
      height: Double(shown.count) * Self.rowHeight + 4)
    let end = area.drawBelow(scale, picture.axis, on: &canvas)
    for level in picture.levels {
      let x = area.x(scale.share(of: level.value))
      canvas.line(x, area.top, to: x, area.bottom, "level")
    }
    for (place, row) in shown.enumerated() {
      let y = area.top + Self.rowHeight * (Double(place) + 0.5) + 2
      labels.draw(place, at: y, on: &canvas)
      draw(row, at: y, in: area, on: &canvas)
    }
    return end
  }

  private func draw(
    _ row: RangePicture.Row, at y: Double, in area: PlotArea, on canvas: inout Canvas
  ) {
    func x(_ value: Double) -> Double { area.x(scale.share(of: value)) }
    if let whole = row.whole {
      let (low, high) = (x(whole.lowerBound), x(whole.upperBound))
      canvas.line(low, y, to: high, y, "ink")
      canvas.line(low, y - 4, to: low, y + 4, "ink")
      canvas.line(high, y - 4, to: high, y + 4, "ink")
    }
    if let middle = row.middle {
      let (low, high) = (x(middle.lowerBound), x(middle.upperBound))
      canvas.rectangle(low, y - 6, width: max(1, high - low), height: 12, "box")
    }
    if let goal = row.goal { canvas.line(x(goal), y - 9, to: x(goal), y + 9, "goal") }
    for (place, mark) in row.marks.enumerated().reversed() {
      guard let mark else { continue }
      canvas.marker(
        place, x(mark), y,
        saying: "\(row.name), \(picture.marks[place].name): \(NumberScale.label(mark))")
    }
  }

  private var legend: Legend {
    var entries: [(Legend.Sign, String)] = picture.marks.indices.map {
      (.marker($0), picture.marks[$0].name)
    }
    if let middle = picture.middle { entries.append((.box("box"), middle.name)) }
    if let whole = picture.whole { entries.append((.stroke("ink"), whole.name)) }
    if let goal = picture.goal { entries.append((.stroke("goal"), goal.name)) }
    entries += picture.levels.map {
      (.stroke("level"), "\($0.name): \(NumberScale.label($0.value))")
    }
    return Legend(entries)
  }
}
