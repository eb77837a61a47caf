import Publishing
import Wording

/// One row of a drawing: its name at the left, and cells along an axis.
struct DrawingRow {
  private let name: String
  private var cells: [Character]

  init(_ name: String, width: Int) {
    self.name = name
    cells = Array(repeating: " ", count: width)
  }

  /// Puts a character at a share of the width; those that come later cover the earlier ones.
  mutating func put(_ character: Character, at share: Double) {
    guard !cells.isEmpty else { return }
    cells[place(of: share)] = character
  }

  mutating func fill(_ character: Character, from start: Double, to end: Double) {
    guard !cells.isEmpty else { return }
    for place in place(of: min(start, end))...place(of: max(start, end)) {
      cells[place] = character
    }
  }

  private func place(of share: Double) -> Int {
    min(cells.count - 1, max(0, Int((share * Double(cells.count - 1)).rounded())))
  }

  func text(_ end: String = "") -> String { "\(name)  \(String(cells))\(end)".trimmedAtEnd }
}

/// The names of rows as wide as each other, and the room beside them.
struct DrawingNames {
  let names: [String]
  /// The columns beside them.
  let room: Int
  private let width: Int

  /// - Parameter end: Columns that are needed at the end of the rows.
  init(_ names: [String], in whole: Int, end: Int = 0) {
    let shown = names.map { visible($0.isEmpty ? "-" : $0) }
    let width = min(shown.map { displayWidth($0) }.max() ?? 0, whole * 2 / 5)
    self.names = shown.map { $0.truncated(toWidth: width).padded(toWidth: width) }
    self.width = width
    room = max(8, whole - width - 2 - end)
  }

  /// The axis below: its ticks, their numbers, and what it shows.
  func axis(_ scale: NumberScale, _ title: String) -> [String] {
    let gap = String(repeating: " ", count: width)
    var line = DrawingRow(gap, width: room)
    line.fill("─", from: 0, to: 1)
    var numbers = Array(repeating: Character(" "), count: room)
    var free = 0
    for tick in scale.ticks {
      let place = Int((scale.share(of: tick.value) * Double(room - 1)).rounded())
      let start = min(max(0, place - tick.label.count / 2), room - tick.label.count)
      line.put("┴", at: scale.share(of: tick.value))
      guard start >= free else { continue }
      for (offset, character) in tick.label.enumerated() { numbers[start + offset] = character }
      free = start + tick.label.count + 1
    }
    let title = visible(title) + (scale.isLogarithmic ? " (logarithmic)" : "")
    return [
      line.text(), "\(gap)  \(String(numbers))".trimmedAtEnd,
      "\(gap)  \(title.truncated(toWidth: room))",
    ]
  }
}
