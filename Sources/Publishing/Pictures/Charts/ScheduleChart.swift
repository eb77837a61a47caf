internal import Analytics
internal import Wording

/// What comes after what, and how long it takes (H. L. Gantt): a bar for each task, and below it how
/// long it was thought to take.
struct ScheduleChart: Chart {
  let picture: SchedulePicture

  var words: String {
    let tasks = picture.tasks.prefix(Paper.mostRows).map { task in
      "\(task.name), \(NumberScale.label(task.time.length))"
        + (task.estimate.map { " (thought: \(NumberScale.label($0)))" } ?? "")
    }
    let end = picture.tasks.map(\.time.upperBound).max() ?? 0
    return "\(counted(picture.tasks.count, "task")), \(NumberScale.label(end)) in all, "
      + "\(picture.axis): \(tasks.joined(separator: "; "))." + Paper.leftOut(picture.tasks.count)
  }

  func draw(on canvas: inout Canvas, from top: Double) -> Double {
    let shown = Array(picture.tasks.prefix(Paper.mostRows))
    let labels = RowLabels(shown.map(\.name))
    let hasEstimates = shown.contains { $0.estimate != nil }
    let legend =
      hasEstimates
      ? Legend([(.part(0), "took"), (.box("ghost"), "was thought to take")])
        .draw(on: &canvas, from: top) : top
    let ends = shown.flatMap { [$0.time.upperBound, $0.time.lowerBound + ($0.estimate ?? 0)] }
    let scale = NumberScale(over: ends, fromZero: true)
    let lengths = shown.map { NumberScale.label($0.time.length) }
    let room = (lengths.map { textWidth($0, size: Paper.smallSize) }.max() ?? 0) + 6
    let area = PlotArea(
      left: labels.width, top: legend + 4,
      width: Paper.width - labels.width - room - Paper.margin,
      height: Double(shown.count) * 25 + 4)
    let end = area.drawBelow(scale, picture.axis, on: &canvas)
    for (place, task) in shown.enumerated() {
      let y = area.top + 14.5 + Double(place) * 25
      labels.draw(place, at: y, on: &canvas)
      let (from, to) = (
        area.x(scale.share(of: task.time.lowerBound)), area.x(scale.share(of: task.time.upperBound))
      )
      canvas.rectangle(
        from, y - 8, width: max(1, to - from), height: 11, "f0",
        saying: "\(task.name): \(lengths[place])")
      var right = to
      if let estimate = task.estimate {
        let thought = area.x(scale.share(of: task.time.lowerBound + estimate))
        canvas.rectangle(from, y + 4, width: max(1, thought - from), height: 5, "ghost")
        right = max(to, thought)
      }
      canvas.text(lengths[place], right + 4, y + 3, look: "small halo")
    }
    return end
  }
}

extension ClosedRange<Double> {
  fileprivate var length: Double { upperBound - lowerBound }
}
