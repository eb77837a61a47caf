import Analytics
import Publishing
import Wording

/// What comes after what, and how long it takes.
struct ScheduleDrawing: Drawing {
  let picture: SchedulePicture

  func lines(toWidth width: Int) -> [String] {
    guard !picture.tasks.isEmpty else { return [] }
    let ends = picture.tasks.flatMap {
      [$0.time.upperBound, $0.time.lowerBound + ($0.estimate ?? 0)]
    }
    let scale = NumberScale(over: ends, fromZero: true)
    let lengths = picture.tasks.map {
      NumberScale.label($0.time.upperBound - $0.time.lowerBound)
    }
    let names = DrawingNames(
      picture.tasks.map(\.name), in: width, end: 1 + (lengths.map(\.count).max() ?? 0))
    let lines = picture.tasks.indices.map { place in
      let task = picture.tasks[place]
      let start = scale.share(of: task.time.lowerBound)
      var line = DrawingRow(names.names[place], width: names.room)
      if let estimate = task.estimate {
        line.fill("░", from: start, to: scale.share(of: task.time.lowerBound + estimate))
      }
      line.fill("█", from: start, to: scale.share(of: task.time.upperBound))
      return line.text(" " + lengths[place])
    }
    let legend = picture.tasks.contains { $0.estimate != nil } ? ["█ took   ░ thought"] : []
    return lines + names.axis(scale, picture.axis) + legend
  }
}
