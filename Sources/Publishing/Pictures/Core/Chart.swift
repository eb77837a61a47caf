internal import Wording

/// A kind of picture: what it says in words, and how it is drawn.
protocol Chart {
  /// What it shows, for those who do not see it: the range, the last, what stands out.
  var words: String { get }

  /// Draws it below `top`, and returns where it ends.
  func draw(on canvas: inout Canvas, from top: Double) -> Double
}

/// The paper that pictures are drawn on. At eight centimetres a letter of it has about six points.
enum Paper {
  static let width = 480.0
  static let margin = 10.0
  static let textSize = 13.0
  static let smallSize = 11.0
  /// More rows than that nobody looks at in a picture.
  static let mostRows = 80

  /// A chart on its paper as SVG.
  ///
  /// - Parameter isBelowTitle: Whether the title stands above it; else it is only told.
  static func svg(
    _ chart: some Chart, title: String, id: String, isBelowTitle: Bool
  ) -> Markup {
    var canvas = Canvas()
    var y = margin
    // A heading has no full stop.
    let heading = title.hasSuffix(".") ? String(title.dropLast()) : title
    if isBelowTitle {
      for line in visible(heading).lines(in: width - 2 * margin, size: 15.5, most: 2) {
        y += 18
        canvas.text(line, margin, y, look: "title")
      }
      y += 8
    }
    let height = chart.draw(on: &canvas, from: y) + margin
    var page = Markup()
    page.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "plainlab-picture",
        "width": Canvas.place(width), "height": Canvas.place(height),
        "viewBox": "0 0 \(Canvas.place(width)) \(Canvas.place(height))", "role": "img",
        "aria-labelledby": "\(id)-title \(id)-desc",
      ]
    ) { svg in
      svg.element("title", ["id": "\(id)-title"], heading)
      svg.element("desc", ["id": "\(id)-desc"], chart.words)
      svg.element("style") { $0.add(literal: PictureStyle.css) }
      svg.element(
        "rect",
        ["width": Canvas.place(width), "height": Canvas.place(height), "class": "paper"])
      svg.add(canvas.markup)
    }
    return page
  }

  /// Says that some rows are not drawn, where that is so.
  static func leftOut(_ count: Int) -> String {
    count > mostRows ? " Drawn are the first \(mostRows) of \(grouped(count))." : ""
  }
}
