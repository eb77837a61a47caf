import Analytics
import Publishing
import Wording

/// What each row is made of, one shade behind the other.
struct PartsDrawing: Drawing {
  private let picture: PartsPicture
  private let rows: [PartsPicture.Row]

  private static let shades: [Character] = ["█", "▒", "▓", "░", "▚", "╳", "─"]
  private static let steps: [Character] = ["·", ":", "░", "▒", "▓", "█", "◆"]

  init(_ picture: PartsPicture, _ rows: [PartsPicture.Row]) {
    self.picture = picture
    self.rows = rows
  }

  func lines(toWidth width: Int) -> [String] {
    guard let greatest = rows.map(\.total).max() else { return [] }
    let totals = rows.map { NumberScale.label($0.total) }
    let names = DrawingNames(
      rows.map(\.name), in: width, end: 1 + (totals.map(\.count).max() ?? 0))
    let lines = rows.indices.map { place in
      var line = ""
      var sum = 0.0
      for (part, count) in rows[place].counts.enumerated() where count > 0 {
        sum += count
        let end = Int((sum / greatest * Double(names.room)).rounded())
        line += String(repeating: shade(part), count: max(0, end - line.count))
      }
      return "\(names.names[place])  \(line) \(totals[place])"
    }
    let legend = picture.parts.indices.map { "\(shade($0)) \(picture.parts[$0].name)" }
    return [visible(picture.axis).truncated(toWidth: width)] + lines
      + wrapped(legend.joined(separator: ", "), toWidth: width)
  }

  private func shade(_ part: Int) -> Character {
    let all = picture.isOrdered ? Self.steps : Self.shades
    return all[part % all.count]
  }
}
