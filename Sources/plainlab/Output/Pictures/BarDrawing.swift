import CommandLineKit
import Publishing
import Wording

/// A bar for each row, with its number behind it.
struct BarDrawing: Drawing {
  let axis: String
  let rows: [(name: String, value: Double?)]

  func lines(toWidth width: Int) -> [String] {
    let numbers = rows.map { $0.value.map { NumberScale.label($0) } ?? "-" }
    let names = DrawingNames(
      rows.map(\.name), in: width, end: 1 + (numbers.map(\.count).max() ?? 0))
    let greatest = rows.compactMap(\.value).max() ?? 0
    let lines = rows.indices.map { place in
      let value = rows[place].value ?? 0
      let bar = greatest > 0 ? bar(value / greatest, width: names.room) : ""
      return "\(names.names[place])  \(bar) \(numbers[place])"
    }
    return rows.isEmpty ? [] : [visible(axis).truncated(toWidth: width)] + lines
  }
}
