import Analytics
import Publishing
import Wording

/// Where the numbers of each row lie, as marks on a line.
struct RangeDrawing: Drawing {
  private let picture: RangePicture
  private let rows: [RangePicture.Row]

  private static let marks: [Character] = ["●", "■", "▲", "◆", "▼", "✚", "▬"]

  init(_ picture: RangePicture, _ rows: [RangePicture.Row]) {
    self.picture = picture
    self.rows = rows
  }

  func lines(toWidth width: Int) -> [String] {
    guard !rows.isEmpty else { return [] }
    let numbers = rows.flatMap(\.numbers) + picture.levels.map(\.value)
    let scale =
      picture.isWide && NumberScale.isWide(numbers)
      ? NumberScale(logarithmicOver: numbers) : NumberScale(over: numbers)
    let names = DrawingNames(rows.map(\.name), in: width)
    let lines = zip(rows, names.names).map { row, name in
      var line = DrawingRow(name, width: names.room)
      if let whole = row.whole {
        line.fill(
          "─", from: scale.share(of: whole.lowerBound), to: scale.share(of: whole.upperBound))
      }
      if let middle = row.middle {
        line.fill(
          "▒", from: scale.share(of: middle.lowerBound), to: scale.share(of: middle.upperBound))
      }
      for level in picture.levels { line.put("┊", at: scale.share(of: level.value)) }
      if let goal = row.goal { line.put("┃", at: scale.share(of: goal)) }
      for (place, mark) in row.marks.enumerated().reversed() {
        if let mark { line.put(Self.mark(place), at: scale.share(of: mark)) }
      }
      return line.text()
    }
    return lines + names.axis(scale, picture.axis)
      + wrapped(legend.joined(separator: ", "), toWidth: width)
  }

  private static func mark(_ place: Int) -> Character { marks[place % marks.count] }

  private var legend: [String] {
    picture.marks.indices.map { "\(Self.mark($0)) \(picture.marks[$0].name)" }
      + [picture.middle.map { "▒ \($0.name)" }, picture.whole.map { "─ \($0.name)" }]
      .compactMap { $0 } + [picture.goal.map { "┃ \($0.name)" }].compactMap { $0 }
      + picture.levels.map { "┊ \($0.name): \(NumberScale.label($0.value))" }
  }
}
