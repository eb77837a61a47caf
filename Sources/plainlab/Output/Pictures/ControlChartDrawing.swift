import Analytics
import Wording

/// A control chart as text: a column for each point, a line of dots for each level.
///
/// A point is `o`; one that is marked is `X`, by its shape and not by colour alone. What lies so far
/// out that it would flatten the rest stands at the edge as `^` or `v`.
struct ControlChartDrawing {
  struct Line: Equatable {
    /// The level that the line is of, and its value; empty between levels.
    var label = ""
    var cells: [Character]
  }

  /// From the top.
  private(set) var lines: [Line] = []
  /// How many of the points are drawn: the last ones, as many as fit.
  let count: Int

  private static let height = 13

  /// - Parameter width: The columns of the terminal.
  init(_ chart: ControlChartPicture, width: Int) {
    let labels = chart.levels.map { "\(visible($0.name)) \(significant($0.value, digits: 4))" }
    let margin = (labels.map(\.count).max() ?? 0) + 2
    count = min(chart.values.count, max(1, width - margin))
    let first = chart.values.count - count
    let values = Array(chart.values[first...])
    guard let scale = Scale(values, levels: chart.levels.map(\.value), height: Self.height) else {
      return
    }
    lines = Array(
      repeating: Line(cells: Array(repeating: " ", count: count)), count: Self.height)
    for (level, label) in zip(chart.levels, labels) {
      guard let row = scale.row(of: level.value) else { continue }
      lines[row] = Line(label: label, cells: Array(repeating: "·", count: count))
    }
    for (column, value) in values.enumerated() {
      guard let value, value.isFinite else { continue }
      if let row = scale.row(of: value) {
        lines[row].cells[column] = chart.marked.contains(first + column) ? "X" : "o"
      } else {
        let isHigh = value > scale.low
        lines[isHigh ? 0 : Self.height - 1].cells[column] = isHigh ? "^" : "v"
      }
    }
    for i in lines.indices { lines[i].label = lines[i].label.padded(toWidth: margin) }
  }
}

/// Which line a value stands on.
private struct Scale {
  let low: Double
  let high: Double
  let height: Int

  /// Reaches over all levels and values, but not farther beyond the levels than half their span.
  init?(_ values: [Double?], levels: [Double], height: Int) {
    let finite = values.compactMap { $0 }.filter(\.isFinite)
    let levels = levels.filter(\.isFinite)
    guard var low = (finite + levels).min(), var high = (finite + levels).max() else { return nil }
    if let lowest = levels.min(), let highest = levels.max(), lowest < highest {
      let reach = highest / 2 - lowest / 2
      low = max(low, lowest - reach)
      high = min(high, highest + reach)
    }
    if low == high { (low, high) = (low - 1, high + 1) }
    guard low < high, low.isFinite, high.isFinite else { return nil }
    (self.low, self.high, self.height) = (low, high, height)
  }

  /// From 0 at the top; `nil` where it lies outside.
  func row(of value: Double) -> Int? {
    guard (low...high).contains(value) else { return nil }
    // Halved, since the span of two huge numbers of different sign is infinite.
    let share = (high / 2 - value / 2) / (high / 2 - low / 2)
    return min(height - 1, max(0, Int((share * Double(height - 1)).rounded())))
  }
}
