import Analytics
import CommandLineKit
import Publishing
import Wording

/// Numbers in the order of time: columns of one series, a small line for each of several.
struct TimeDrawing: Drawing {
  let picture: TimePicture

  private static let height = 8

  func lines(toWidth width: Int) -> [String] {
    guard let first = picture.steps.first, let last = picture.steps.last else { return [] }
    let span = "\(TimeScale.day(first)) to \(TimeScale.day(last)), by \(picture.grain.rawValue)"
    let lines = picture.series.count == 1 ? columns(picture.series[0], width) : rows(width)
    return [visible(picture.axis).truncated(toWidth: width)] + lines + [span]
  }

  /// One series as columns, each as wide as there is room; the last ones, as many as fit.
  private func columns(_ series: TimePicture.Series, _ width: Int) -> [String] {
    let scale = NumberScale(over: series.values.compactMap { $0 }, fromZero: true, steps: 4)
    let margin = (scale.ticks.map(\.label.count).max() ?? 0) + 2
    let shown = Array(series.values.suffix(width - margin))
    let size = min(6, max(1, (width - margin) / max(1, shown.count)))
    let blocks = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    var lines = (0..<Self.height).map { row -> String in
      let cells = shown.map { value -> String in
        let level = (value.map { scale.share(of: $0) } ?? 0) * Double(Self.height * 8)
        let eighths = Int(level.rounded()) - (Self.height - 1 - row) * 8
        let block = blocks[min(8, max(0, eighths))]
        return String(repeating: block, count: max(1, size - 1)) + (size > 1 ? " " : "")
      }
      return label(at: row, scale, margin) + cells.joined()
    }
    lines.append(
      label(at: Self.height, scale, margin) + String(repeating: "─", count: shown.count * size))
    if shown.count < series.values.count {
      lines.append("The last \(shown.count) of \(series.values.count).")
    }
    return lines.map(\.trimmedAtEnd)
  }

  /// The number that stands beside a row, where a tick is there.
  private func label(at row: Int, _ scale: NumberScale, _ margin: Int) -> String {
    let tick = scale.ticks.first { tick in
      Int(((1 - scale.share(of: tick.value)) * Double(Self.height)).rounded()) == row
    }
    return (tick?.label ?? "").padded(toWidth: margin - 2, trailing: true) + " ┤"
  }

  private func rows(_ width: Int) -> [String] {
    let ends = picture.series.map { series -> String in
      let known = series.values.compactMap { $0 }
      guard let least = known.min(), let most = known.max(), let last = known.last else {
        return ""
      }
      return "  \(NumberScale.label(least)) to \(NumberScale.label(most)), last "
        + NumberScale.label(last)
    }
    let names = DrawingNames(
      picture.series.map(\.name), in: width, end: ends.map(\.count).max() ?? 0)
    return zip(picture.series, zip(names.names, ends)).map { series, texts in
      let line = sparkline(Array(series.values.suffix(names.room)))
      return "\(texts.0)  \(line)\(texts.1)"
    }
  }
}
