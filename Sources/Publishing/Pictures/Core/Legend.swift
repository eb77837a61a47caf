internal import Wording

/// What the marks of a picture mean, each beside its name.
struct Legend {
  /// What stands beside a name.
  enum Sign {
    case marker(Int)
    case line(Int)
    case part(Int)
    case shade(Int)
    case alarm
    /// A line or a rectangle of the style's own.
    case stroke(String)
    case box(String)
  }

  private let entries: [(sign: Sign, name: String)]

  init(_ entries: [(sign: Sign, name: String)]) { self.entries = entries }

  /// Draws it below `top`, in as many lines as it takes, and returns where it ends.
  func draw(on canvas: inout Canvas, from top: Double) -> Double {
    guard !entries.isEmpty else { return top }
    let room = Paper.width - 2 * Paper.margin
    var (x, y) = (Paper.margin, top + 9)
    for (sign, name) in entries {
      let shown = visible(name).cut(to: room - 26, size: Paper.smallSize)
      let width = 24 + textWidth(shown, size: Paper.smallSize) + 14
      if x > Paper.margin, x + width > Paper.margin + room { (x, y) = (Paper.margin, y + 17) }
      draw(sign, x, y, on: &canvas)
      canvas.text(shown, x + 24, y + 4, look: "small", saying: visible(name))
      x += width
    }
    return y + 12
  }

  private func draw(_ sign: Sign, _ x: Double, _ y: Double, on canvas: inout Canvas) {
    switch sign {
    case .marker(let number): canvas.marker(number, x + 10, y)
    case .line(let number):
      canvas.path(
        "M\(Canvas.place(x)) \(Canvas.place(y))h20", "line s\(number)",
        dashes: Canvas.dashes(number))
      canvas.marker(number, x + 10, y, size: 3.5)
    case .part(let number): canvas.part(number, x, y - 5, width: 20, height: 10)
    case .shade(let number):
      canvas.rectangle(x, y - 5, width: 20, height: 10, "h\(number)")
    case .alarm: canvas.marker(1, x + 10, y, look: "alarm")
    case .stroke(let look): canvas.line(x, y, to: x + 20, y, look)
    case .box(let look): canvas.rectangle(x, y - 5, width: 20, height: 10, look)
    }
  }
}

extension Canvas {
  /// A rectangle of one of several parts, hatched so that its colour is not needed.
  mutating func part(
    _ number: Int, _ x: Double, _ y: Double, width: Double, height: Double, saying: String? = nil
  ) {
    rectangle(
      x, y, width: width, height: height, "f\(number % PictureStyle.looks)", saying: saying)
    switch number % PictureStyle.looks {
    case 1, 5:
      let lines = stride(from: x + 4, to: x + width - 1, by: 6).map {
        "M\(Self.place($0)) \(Self.place(y))v\(Self.place(height))"
      }
      if !lines.isEmpty { path(lines.joined(), "hatch") }
    case 3, 6: line(x, y + height / 2, to: x + width, y + height / 2, "hatch")
    default: break
    }
  }
}
