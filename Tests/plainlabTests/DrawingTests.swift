import Tables
import Testing

@testable import Analytics
@testable import plainlab

@Suite("Pictures in the terminal")
struct DrawingTests {
  private func figures(_ rows: [[Figure]]) -> Figures {
    var figures = Figures([
      FigureColumn("name", .text, "Name."), FigureColumn("a", .count, "One."),
      FigureColumn("b", .count, "Other."),
    ])
    for row in rows { figures.add(row) }
    return figures
  }

  @Test("Marks stand above an axis with round numbers")
  func ranges() {
    let picture = RangePicture(
      axis: "minutes", names: ["name"], marks: [.init("p50", "a"), .init("p90", "b")])
    let rows = picture.rows(of: figures([[.text("a"), .count(0), .count(10)]]))
    #expect(
      RangeDrawing(picture, rows).lines(toWidth: 40) == [
        "a  ●                                   ■",
        "   ┴──────┴──────┴───────┴──────┴──────┴",
        "   0      2      4       6      8     10",
        "   minutes",
        "● p50, ■ p90",
      ])
  }

  @Test("Parts are as long as they are of the longest row")
  func parts() {
    let picture = PartsPicture(
      axis: "runs", names: ["name"], parts: [.init("done", "a"), .init("open", "b")])
    let rows = picture.rows(
      of: figures([[.text("A"), .count(3), .count(1)], [.text("B"), .count(1), .count(1)]]))
    #expect(
      PartsDrawing(picture, rows).lines(toWidth: 40) == [
        "runs",
        "A  ██████████████████████████▒▒▒▒▒▒▒▒▒ 4",
        "B  █████████▒▒▒▒▒▒▒▒▒ 2",
        "█ done, ▒ open",
      ])
  }

  @Test("Columns are as high as their numbers, and a day without any is a gap")
  func columns() {
    let day = 86_400
    let picture = TimePicture(
      axis: "specimens", column: nil,
      [.init(group: "", start: day, value: 8), .init(group: "", start: 3 * day, value: 4)],
      calendar: CalendarBuckets(.day, in: .utc), gap: .zero)
    #expect(
      TimeDrawing(picture: picture).lines(toWidth: 40) == [
        "specimens",
        "8 ┤█████",
        "  ┤█████",
        "6 ┤█████",
        "  ┤█████",
        "4 ┤█████       █████",
        "  ┤█████       █████",
        "2 ┤█████       █████",
        "  ┤█████       █████",
        "0 ┤──────────────────",
        "2 Jan 1970 to 4 Jan 1970, by day",
      ])
  }

  @Test("Control characters are shown, and nothing at all is no drawing")
  func hostile() {
    let picture = RangePicture(axis: "\u{1B}[31m", names: ["name"], marks: [.init("\u{7}", "a")])
    let rows = picture.rows(of: figures([[.text("\u{1B}]0;x\u{7}"), .count(1), .none]]))
    let lines = RangeDrawing(picture, rows).lines(toWidth: 40)
    #expect(!lines.joined().unicodeScalars.contains { $0.value < 0x20 })
    #expect(RangeDrawing(picture, []).lines(toWidth: 40).isEmpty)
    #expect(BarDrawing(axis: "", rows: []).lines(toWidth: 40).isEmpty)
  }
}
