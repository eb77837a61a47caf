internal import Analytics
internal import Wording

/// What each row is made of: counts, one behind the other, with the sum at the end.
struct PartsChart: Chart {
  let picture: PartsPicture
  let rows: [PartsPicture.Row]

  var words: String {
    let total = rows.reduce(0) { $0 + $1.total }
    let parts = picture.parts.indices.map { place in
      let sum = rows.reduce(0) { $0 + $1.counts[place] }
      return "\(NumberScale.label(sum)) \(picture.parts[place].name)"
    }
    var sentences = [
      "\(counted(rows.count, "row")) of \(picture.axis), \(NumberScale.label(total)) in all: "
        + parts.joinedForReading() + "."
    ]
    if let most = rows.max(by: { $0.total < $1.total }) {
      sentences.append("The most has \(most.name): \(NumberScale.label(most.total)).")
    }
    return sentences.joined(separator: " ") + Paper.leftOut(rows.count)
  }

  func draw(on canvas: inout Canvas, from top: Double) -> Double {
    let shown = Array(rows.prefix(Paper.mostRows))
    let labels = RowLabels(shown.map(\.name))
    let legend = Legend(
      picture.parts.indices.map { (sign($0), picture.parts[$0].name) }
    ).draw(on: &canvas, from: top)
    let totals = shown.map { NumberScale.label($0.total) }
    let room = (totals.map { textWidth($0, size: Paper.smallSize) }.max() ?? 0) + 6
    let scale = NumberScale(over: shown.map(\.total), fromZero: true)
    let area = PlotArea(
      left: labels.width, top: legend + 4,
      width: Paper.width - labels.width - room - Paper.margin,
      height: Double(shown.count) * 21 + 4)
    let end = area.drawBelow(scale, picture.axis, on: &canvas)
    for (place, row) in shown.enumerated() {
      let y = area.top + 12.5 + Double(place) * 21
      labels.draw(place, at: y, on: &canvas)
      var sum = 0.0
      for (part, count) in row.counts.enumerated() where count > 0 {
        let (from, to) = (area.x(scale.share(of: sum)), area.x(scale.share(of: sum + count)))
        draw(part, count, of: row, from, to, y, on: &canvas)
        sum += count
      }
      canvas.text(
        totals[place], area.x(scale.share(of: sum)) + 4, y + 4, look: "small halo")
    }
    return end
  }

  private func draw(
    _ part: Int, _ count: Double, of row: PartsPicture.Row, _ from: Double, _ to: Double,
    _ y: Double, on canvas: inout Canvas
  ) {
    let saying = "\(row.name), \(picture.parts[part].name): \(NumberScale.label(count))"
    // A little apart, so that parts are told from each other without their colours.
    let width = max(0.7, to - from - 0.8)
    if picture.isOrdered {
      canvas.rectangle(
        from, y - 7.5, width: width, height: 15, "h\(shade(part))", saying: saying)
    } else {
      canvas.part(part, from, y - 7.5, width: width, height: 15, saying: saying)
    }
  }

  private func sign(_ part: Int) -> Legend.Sign {
    picture.isOrdered ? .shade(shade(part)) : .part(part)
  }

  /// From light to dark, in as many steps as there are parts.
  private func shade(_ part: Int) -> Int {
    let last = max(1, picture.parts.count - 1)
    return min(PictureStyle.shades - 1, part * (PictureStyle.shades - 1) / last)
  }
}
